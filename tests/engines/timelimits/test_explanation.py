"""The steps of an explanation and the sheet that prints them."""

from __future__ import annotations

import pytest

from tests.engines.timelimits.small_court import (
    BOOK,
    CALENDAR,
    NATIONAL,
    ON,
    TEXTS,
    a_case,
    an_exclusion,
    an_extension,
    day,
    facts,
)
from tuobo.core.content import read_yaml
from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.engines.timelimits import (
    Explanation,
    ItemStatus,
    Status,
    computation_sheet,
    explain,
    explain_all,
)

NUMBER = "（2026）辽9901民初1号"


def explained(*intervals: dict[str, object], **values: object) -> Explanation:
    events = values.pop("events", None)
    case = a_case(**{"filed_on": "2026-02-15", **values})
    tables = facts(case, intervals=list(intervals), events=events)  # type: ignore[arg-type]
    return explain(NUMBER, tables, book=BOOK, calendar=CALENDAR, on=ON)


def test_the_steps_go_from_rule_to_standing() -> None:
    """15 February + 6 = Saturday 15 August, + 10 = Tuesday 25 August; the grant comes too late."""
    found = explained(
        an_exclusion("2026-03-02", "2026-03-12"), an_extension("2026-09-01"), closed_on="2026-08-20"
    )
    assert [step.code for step in found.steps] == [
        "step.rule", "step.start", "step.base", "step.paused.applied",
        "step.extended.after_closing", "step.working_day", "step.closed_in_time",
    ]  # fmt: skip
    assert [step.number for step in found.steps] == [1, 2, 3, 4, 5, 6, 7]
    assert (found.steps[2].result, found.due_plain_on) == (day("2026-08-15"), day("2026-08-25"))
    assert "第一百五十二条" in found.steps[0].article
    assert "第二百四十三条" in found.steps[3].article


def test_a_rest_day_is_a_step_of_its_own() -> None:
    found = explained(closed_on="2026-08-18")
    roll = found.steps[3]
    assert (roll.code, roll.article, roll.result) == (
        "step.roll", "民事诉讼法第八十五条", day("2026-08-17"),
    )  # fmt: skip
    assert found.steps[-1].code == "step.closed_late"


def test_custody_keeps_the_last_day_where_it_is() -> None:
    found = explained(
        case_word="刑初", procedure="ordinary", matter="public_prosecution", in_custody=True,
        accepted_on="2026-07-01", filed_on="2026-07-01",
    )  # fmt: skip
    assert "step.custody" in [step.code for step in found.steps]
    assert found.due_on == day("2026-10-01")


def test_a_restart_names_its_event() -> None:
    returned = {
        "case_number": NUMBER,
        "kind": "supplementary_returned",
        "happened_on": "2026-03-20",
    }
    found = explained(
        case_word="刑初", procedure="ordinary", matter="public_prosecution",
        accepted_on="2026-01-05", filed_on="2026-01-05", events=[returned],
    )  # fmt: skip
    assert found.steps[1].code == "step.restart"
    assert found.steps[1].fields["event"].zh == "补充侦查完毕移送"


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"case_word": "民他"}, ["step.no_rule"]),
        ({"foreign_related": True}, ["step.rule", "step.no_limit"]),
        ({"filed_on": None}, ["step.rule", "step.start_unknown"]),
    ],
)
def test_a_case_without_a_deadline_is_told_why(values: dict[str, object], codes: list[str]) -> None:
    assert [step.code for step in explained(**values).steps] == codes


def test_the_sheet_is_plain_text_that_says_all() -> None:
    sheet = computation_sheet(explained(an_exclusion("2026-03-02", "2026-03-12")), TEXTS)
    lines = sheet.splitlines()
    assert lines[0] == "审限计算单　（2026）辽9901民初1号　计算日 2026-11-23"
    assert " 2. 自立案日期（2026-02-15）起算，当日不计，第一日为 2026-02-16。" in lines
    assert (
        " 4. 鉴定期间：2026-03-02 至 2026-03-12，不计入 10 日（首日不扣）。 → 2026-08-25" in lines
    )
    assert "结果：届满日（未顺延）2026-08-25，届满日 2026-08-25。" in lines
    assert lines[-1].startswith("采用的读法：")


def test_the_sheet_can_be_had_in_english() -> None:
    sheet = computation_sheet(explained(an_extension("2026-08-10", 1)), Texts(NATIONAL, "en"))
    assert "Extended by 1 months, approved on 2026-08-10 by president: 31 days later." in sheet


def test_a_case_that_is_not_there_is_a_wrong_request() -> None:
    with pytest.raises(RequestError) as refused:
        explain("无", facts(a_case()), book=BOOK, calendar=CALENDAR, on=ON)
    assert refused.value.code == "limits.no_case"


def test_every_step_and_status_has_its_sentence() -> None:
    codes = {f"step.paused.{status.name.lower()}" for status in ItemStatus}
    codes |= {f"step.extended.{status.name.lower()}" for status in ItemStatus}
    only_pauses = {"merged", "after_expiry", "not_in_law"}
    only_extensions = {"late", "no_step", "no_approval", "superseded"}
    codes -= {f"step.extended.{name}" for name in only_pauses}
    codes -= {f"step.paused.{name}" for name in only_extensions}
    codes |= {f"sheet.result.{status.name.lower()}" for status in Status}
    assert not [code for code in sorted(codes) if not TEXTS.has(code)]


def test_every_error_code_of_the_engine_has_its_sentence() -> None:
    engine = NATIONAL.roots[0].parents[1] / "engines" / "timelimits"
    said = read_yaml(NATIONAL.roots[0] / "texts" / "timelimits.yaml")
    assert isinstance(said, dict)
    sources = "".join(path.read_text("utf-8") for path in engine.rglob("*.py"))
    families = ("limits.", "conformance.", "findings.", "calendar.", "board.")
    unused = [code for code in said if code.startswith(families) and f'"{code}"' not in sources]
    assert not unused


def test_explanations_of_many_cases_are_those_of_each_alone() -> None:
    """Two cases whose intervals stand mixed in the table: computed together, told apart."""
    other = "（2026）辽9901民初2号"
    first = a_case(filed_on="2026-02-15")
    second = {**a_case(filed_on="2026-03-01"), "case_number": other}
    mine = an_exclusion("2026-03-02", "2026-03-12")
    theirs = {**an_exclusion("2026-04-01", "2026-04-21"), "case_number": other}
    later = an_exclusion("2026-05-06", "2026-05-08")
    tables = facts(first, second, intervals=[mine, theirs, later])

    together = list(explain_all(tables, book=BOOK, calendar=CALENDAR, on=ON))

    assert together == [
        explain(number, tables, book=BOOK, calendar=CALENDAR, on=ON) for number in (NUMBER, other)
    ]
