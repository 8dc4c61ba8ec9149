"""The catalogue: every definition is in it, is found by what it says, and reads as words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from tuobo.core.content import Content, Definition, Mark
from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.engines.indicators import Pack
from tuobo.engines.ledgers import Ledger, LedgerBook
from tuobo.engines.timelimits import LimitBook, finding_rules
from tuobo.operations.definitions_desk.catalogue import Catalogue, Search, Standing, standing_of
from tuobo.operations.definitions_desk.differences import compare
from tuobo.operations.definitions_desk.entries import SHELVES, Kind
from tuobo.operations.definitions_desk.used_on import uses_of
from tuobo.operations.definitions_desk.wording import NOTHING, Wording

CONTENT = Content()
ON = date(2026, 1, 5)
ENDED_INDICATOR = """
id: own_share
version: 1
names: {zh: 本院自设的比率, en: Own share}
meaning: {zh: 试验, en: trial}
pack: own
group: quality
status: diagnostic
in_force: {from: 2025-01-01, until: 2025-07-01}
measure: rate
unit: share
numerator: {where: "panel"}
denominator: {where: "true"}
better: context
source: {text: 本院文件, level: local, mark: T, checked_on: 2026-01-05, owner: 审判管理办公室}
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.of(CONTENT)


def _fields(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[str]:
    """The names of all fields of a model and of the models in it."""
    if model in seen:
        return set()
    seen.add(model)
    names = set(model.model_fields)
    waiting = [field.annotation for field in model.model_fields.values()]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            names |= _fields(kind, seen)
        waiting += get_args(kind)
    return names


def test_every_definition_of_the_engines_is_in_the_catalogue(catalogue: Catalogue) -> None:
    book = LimitBook.of(CONTENT)
    assert [one.key for one in catalogue.of_kind(Kind.INDICATOR)] == [*Pack.of(CONTENT).indicators]
    assert {one.key for one in catalogue.of_kind(Kind.LIMIT)} == {one.key for one in book.limits}
    assert len(catalogue.of_kind(Kind.GROUND)) == len(book.grounds)
    assert {one.id for one in catalogue.of_kind(Kind.READING)} == set(book.contested)
    assert {one.id for one in catalogue.of_kind(Kind.FINDING)} == set(finding_rules(CONTENT))
    assert {one.id for one in catalogue.of_kind(Kind.LEDGER)} == set(
        LedgerBook.of(CONTENT).versions
    )
    assert all(catalogue.of_kind(kind) for kind in Kind)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_kinds_marks_fields_and_standings_have_their_words(lang: str) -> None:
    texts = Texts(CONTENT, lang)
    fields = _fields(Ledger, set())
    for shelf in SHELVES:
        fields |= _fields(shelf.model, set())
    asked = [f"definitions.field.{name}" for name in fields]
    asked += [f"definitions.kind.{kind}" for kind in Kind]
    asked += [f"definitions.mark.{mark}" for mark in get_args(Mark)]
    asked += [f"definitions.standing.{one}" for one in Standing]
    assert [code for code in asked if not texts.has(code)] == []


def test_a_definition_is_found_by_words_of_either_language_and_width(catalogue: Catalogue) -> None:
    zh = catalogue.search(Search(words="审限内结案率"), ON)
    assert "closed_within_limit_rate@1" in [one.key for one in zh]
    en = catalogue.search(Search(words="ＣＯＮＣＬＵＤＥＤ within"), ON)
    assert "closed_within_limit_rate@1" in [one.key for one in en]
    by_article = catalogue.search(Search(words="民诉法第一百五十二条", kind=Kind.LIMIT), ON)
    assert "CIV1-ORD@2" in [one.key for one in by_article]


def test_a_search_keeps_only_what_fits_everything_that_is_asked(catalogue: Catalogue) -> None:
    inferred = catalogue.search(Search(kind=Kind.INDICATOR, mark="I"), ON)
    assert inferred
    assert all(one.source and one.source.mark == "I" for one in inferred)
    ended = catalogue.search(Search(kind=Kind.LIMIT, standing=Standing.ENDED), ON)
    assert "AD1-ORD@1" in [one.key for one in ended]
    assert "AD1-ORD@3" not in [one.key for one in ended]


def test_a_definition_holds_from_its_first_day_until_the_day_before_the_next(
    catalogue: Catalogue,
) -> None:
    """AD1-ORD@1 holds until 2015-05-01, @2 from that day until 2017-07-01."""
    first, second, _ = catalogue.versions(catalogue.find(Kind.LIMIT, "AD1-ORD"))
    assert standing_of(first, date(2015, 4, 30)) is Standing.IN_FORCE
    assert standing_of(first, date(2015, 5, 1)) is Standing.ENDED
    assert standing_of(second, date(2015, 4, 30)) is Standing.TO_COME


def test_an_unknown_key_names_the_nearest(catalogue: Catalogue) -> None:
    with pytest.raises(RequestError) as raised:
        catalogue.find(Kind.LIMIT, "CIV1-ORDD")
    assert raised.value.code == "definitions.unknown"
    assert raised.value.fields["suggestion"] == "CIV1-ORD"


def test_what_a_court_adds_is_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "indicators"
    folder.mkdir()
    (folder / "own.yaml").write_text(ENDED_INDICATOR, encoding="utf-8")
    catalogue = Catalogue(CONTENT.with_overlay(tmp_path))
    (own,) = catalogue.search(Search(local_only=True), ON)
    assert (own.key, own.is_local) == ("own_share@1", True)
    assert standing_of(own, ON) is Standing.ENDED


def test_fields_read_as_words_and_empty_ones_are_left_out(catalogue: Catalogue) -> None:
    wording = Wording.of(CONTENT, Texts(CONTENT))
    lines = {
        line.path: line for line in wording.lines(catalogue.find(Kind.LIMIT, "AD-NL").definition)
    }
    assert lines["base"].value == "7个工作日"
    assert lines["start"].value == "受理日期、立案日期"
    assert lines["applies.case_word"].label == "适用 · 案号代字"
    assert lines["exclusions"].value.startswith("公告期间（X-NOTICE）")
    assert (
        lines["variants.1"].value
        == "当读法为 · C-14：calendar；改为 · 期限 · 日：7；改为 · 预警期限：（空）"
    )
    assert "month_end" not in lines


def test_conditions_are_shown_as_they_are_written(catalogue: Catalogue) -> None:
    wording = Wording.of(CONTENT, Texts(CONTENT, "en"))
    definition = catalogue.find(Kind.INDICATOR, "closed_within_limit_rate").definition
    where = next(one for one in wording.lines(definition) if one.path == "numerator.where")
    assert where.is_code
    assert where.value == "domain <> 'pre_filing' and closed_on <= due_on"


def test_versions_stand_side_by_side_with_their_changes_marked(catalogue: Catalogue) -> None:
    first, second, _ = catalogue.versions(catalogue.find(Kind.LIMIT, "AD1-ORD"))
    fields = compare(first, second, Wording.of(CONTENT, Texts(CONTENT)))
    by_label = {one.label: one for one in fields}
    assert (by_label["期限"].before, by_label["期限"].after) == ("3个月", "6个月")
    assert by_label["期限"].is_changed
    assert not by_label["适用 · 案号代字"].is_changed


def test_a_field_that_one_side_lacks_is_a_dash(catalogue: Catalogue) -> None:
    one = catalogue.find(Kind.INDICATOR, "closed_within_limit_rate")
    other = catalogue.find(Kind.INDICATOR, "incoming_cases")
    fields = compare(one, other, Wording.of(CONTENT, Texts(CONTENT)))
    denominator = next(one for one in fields if one.label == "分母 · 条件")
    assert denominator.after == NOTHING


def test_uses_name_pages_reports_and_other_definitions(catalogue: Catalogue) -> None:
    uses = uses_of(catalogue, catalogue.find(Kind.INDICATOR, "closed_within_limit_rate"))
    assert [one.page for one in uses if one.page] == ["health", "indicator"]
    assert "专题汇报" in [one.report.zh for one in uses if one.report]
    assert "extended_rate@1" in [one.entry.key for one in uses if one.entry]
    notice = uses_of(catalogue, catalogue.find(Kind.GROUND, "X-NOTICE"))
    assert "AD1-ORD@1" in [one.entry.key for one in notice if one.entry]
    point = uses_of(catalogue, catalogue.find(Kind.READING, "C-2"))
    assert "CIV1-ORD@2" in [one.entry.key for one in point if one.entry]


def test_an_indicator_outside_the_page_is_not_said_to_be_on_it(catalogue: Catalogue) -> None:
    uses = uses_of(catalogue, catalogue.find(Kind.INDICATOR, "resolution_rate"))
    assert "health" not in [one.page for one in uses]


def test_every_definition_can_be_worded_in_both_languages(catalogue: Catalogue) -> None:
    for lang in ("zh", "en"):
        wording = Wording.of(CONTENT, Texts(CONTENT, lang))
        for one in catalogue.entries:
            assert isinstance(one.definition, Definition)
            assert wording.lines(one.definition)
