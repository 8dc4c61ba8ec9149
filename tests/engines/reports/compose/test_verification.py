"""Verifying and comparing: match, newer data, altered by hand, lost, not to be recomputed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.engines.reports.compose.invented import (
    H1,
    H1_BEFORE,
    ZH,
    InventedFigures,
    known_measures,
)
from tuobo.core.errors import DataError, RequestError
from tuobo.core.measure import Count
from tuobo.engines.reports.compose import (
    Ask,
    Checked,
    Outcome,
    Printed,
    ask_of,
    checked,
    differences,
    document_json,
    document_of,
    erratum,
)
from tuobo.engines.reports.document import (
    Attachment,
    Back,
    Document,
    FigureRun,
    Form,
    Front,
    Heading,
    Paragraph,
    Passport,
    Picture,
    Table,
    TextRun,
)

THEN = InventedFigures()
CLOSED = Ask(definition="closed", form=Form.VALUE, period=H1)
GROWTH = Ask(definition="closed", form=Form.YEAR_ON_YEAR, period=H1, base=H1_BEFORE)


def passport(ask: Ask = CLOSED, source: InventedFigures = THEN) -> Passport:
    found = source.figure(ask)
    assert isinstance(found, Passport)
    return found


def later(closed: int, rows: str = "more rows") -> InventedFigures:
    measures = {**known_measures(), ("closed", H1): Count(value=closed)}
    return InventedFigures(version="2-11111111", measures=measures, rows=rows)


def verdict(text: str | None, stored: Passport | None, latest: InventedFigures = THEN) -> Checked:
    code = stored.code if stored else "0000000"
    return checked(Printed(code=code, text=text, passport=stored), THEN, latest)


def test_what_is_printed_as_it_was_computed_matches() -> None:
    assert verdict("120", passport()).outcome is Outcome.MATCH
    assert verdict("上升20.00%", passport(GROWTH)).outcome is Outcome.MATCH


def test_a_number_typed_over_is_found_with_what_it_should_be() -> None:
    found = verdict("121", passport())
    assert (found.outcome, found.expected) == (Outcome.ALTERED, "120")


def test_text_and_passport_altered_alike_are_still_found() -> None:
    forged = replace(passport(), text="130", measure=Count(value=130))
    assert verdict("130", forged).outcome is Outcome.ALTERED


def test_a_passport_that_was_moved_to_another_period_is_found() -> None:
    """The code is made of what was asked, so it no longer fits."""
    moved = replace(passport(), evidence=replace(passport().evidence, period=H1_BEFORE))
    assert verdict("100", moved).outcome is Outcome.ALTERED


def test_other_rows_with_the_same_number_in_the_passport_are_found() -> None:
    assert verdict("120", replace(passport(), rows_hash="other")).outcome is Outcome.ALTERED


def test_newer_data_show_old_and_new() -> None:
    found = verdict("120", passport(), later(123))
    assert (found.outcome, found.expected, found.latest) == (Outcome.NEWER, "120", "123")


def test_newer_data_that_print_the_same_still_match() -> None:
    found = verdict("120", passport(), later(120))
    assert (found.outcome, found.reason) == (Outcome.MATCH, "compose.verify.other_rows")


def test_a_place_that_was_deleted_is_told() -> None:
    assert verdict(None, passport()).outcome is Outcome.LOST


def test_a_place_without_its_passport_counts_as_altered() -> None:
    assert verdict("120", None).outcome is Outcome.ALTERED


@pytest.mark.parametrize("then", [None, RequestError("store.no_such_version")])
def test_what_this_store_does_not_hold_is_unknown(then: RequestError | None) -> None:
    one = Printed(code=passport().code, text="120", passport=passport())
    assert checked(one, then, THEN).outcome is Outcome.UNKNOWN


def test_every_reason_has_its_words() -> None:
    reasons = (
        "match", "other_rows", "newer", "text_altered", "passport_altered", "no_passport", "lost",
        "no_version", "no_definition", "no_figure",
    )  # fmt: skip
    assert all(ZH.has(f"compose.verify.{one}") for one in reasons)


def test_a_code_is_the_same_in_every_data_version_and_another_for_another_figure() -> None:
    assert passport(source=later(123)).code == passport().code
    asks = [
        CLOSED,
        GROWTH,
        replace(CLOSED, period=H1_BEFORE),
        replace(CLOSED, form=Form.NUMERATOR),
        replace(CLOSED, scope=(("court", ("辽9901",)),)),
    ]
    assert len({one.code for one in asks}) == 5
    assert ask_of(passport(GROWTH)).code == GROWTH.code


def test_differences_name_what_changed_and_nothing_else() -> None:
    before = [passport(), passport(GROWTH), passport(replace(CLOSED, period=H1_BEFORE))]
    newer = later(123)
    after = [passport(one, newer) for one in (CLOSED, GROWTH, replace(CLOSED, period=H1_BEFORE))]
    changed = differences(before, after)
    shown = [(one.before.text, one.after.text) for one in changed if one.before and one.after]
    assert shown == [("120", "123"), ("上升20.00%", "上升23.00%")]


def test_reports_of_two_periods_are_compared_figure_by_figure() -> None:
    """The codes differ with the period; definition, form and scope still find the partner."""
    (change,) = differences([passport()], [passport(replace(CLOSED, period=H1_BEFORE))])
    assert change.before is not None
    assert change.after is not None
    assert (change.before.text, change.after.text) == ("120", "100")


def test_a_figure_that_only_one_report_has_is_listed_alone() -> None:
    gone, new = differences([passport()], [passport(GROWTH)])
    assert (gone.after, new.before) == (None, None)


def test_an_erratum_names_old_and_new_figures() -> None:
    from_json = document_of(document_json(_document(passport())))
    changes = differences([passport()], [passport(source=later(123))])
    found = erratum(from_json, changes, report="x-002-erratum", on=date(2025, 8, 1), texts=ZH)
    table = found.blocks[1]
    assert isinstance(table, Table)
    assert [run.text for run in table.rows[0]] == [
        CLOSED.code, "已结（值）", "2025年上半年", "120", "123",
    ]  # fmt: skip
    assert found.title == "关于《小样》的更正"


def test_a_frozen_report_is_read_back_as_it_was() -> None:
    document = _document(passport(), passport(GROWTH))
    assert document_of(document_json(document)) == document


@pytest.mark.parametrize("text", ["", "{}", '{"blocks": [{}]}'])
def test_a_damaged_frozen_report_is_told(text: str) -> None:
    with pytest.raises(DataError) as caught:
        document_of(text)
    assert caught.value.code == "compose.frozen_damaged"


def _document(*passports: Passport) -> Document:
    """One block of every kind."""
    runs = (TextRun(text="办结"), *(FigureRun(passport=one) for one in passports))
    table = Table(caption="表", head=("甲", "乙"), rows=(runs[:2],), note="注")
    return Document(
        id="x-001",
        kind="briefing",
        title="小样",
        receiver="各部门",
        blocks=(
            Heading(level=1, number="一、", text="情况"),
            Paragraph(
                lead=(TextRun(text="主题。"),), runs=(*runs, TextRun(text="【待填】", is_gap=True))
            ),
            table,
            Picture(caption="图", specification={"mark": "line"}, sentence=runs, table=table),
        ),
        attachments=(Attachment(name="附表", blocks=(table,)),),
        signature="恒安区人民法院",
        dated_on=date(2025, 7, 3),
        has_seal=True,
        front=Front(issuer="恒安区人民法院文件", number="恒法〔2025〕3号"),
        back=Back(copies_to="院领导", printed_on=date(2025, 7, 4)),
        data_version="1-00000000",
        properties={"outline": "small@1"},
    )
