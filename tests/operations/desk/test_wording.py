"""Column titles and labels: one word for one column, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.operations.desk.small_desk import opened, texts
from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.engines.docket import LISTED
from tuobo.operations.desk.wording import Words, tells_hidden

TABLES = ("case", "deadline", "activity", "interval", "event", "mediation", "money")
NAMED_OTHERWISE = {"court"}
"""The fact table calls it 法院代字; a page shows the name."""


def words(lang: str = "zh") -> Words:
    with opened() as now:
        return Words(now.workspace, texts(lang))


@pytest.mark.parametrize("table", TABLES)
def test_a_column_is_called_as_its_definition_calls_it(table: str) -> None:
    zh, en = words(), words("en")
    where = "case" if table in {"deadline", "activity"} else table
    for column in FactSchema.of(Content())[table].columns:
        if column.name not in NAMED_OTHERWISE:
            assert zh.title(column.name, where) == column.zh
        english = en.title(column.name, where)
        assert english != column.zh
        assert not any(letter >= "\u2e80" for letter in english)


def test_every_listed_column_has_a_title_in_both_languages() -> None:
    for lang in ("zh", "en"):
        assert all(words(lang).title(name) != name for name in LISTED)


def test_cells_are_said_as_people_read_them() -> None:
    said = words()
    assert said.cell("filed_on", date(2025, 3, 1)) == "2025-03-01"
    assert said.cell("panel", value=True) == "是"
    assert said.cell("claim_amount", 4_514_000_00) == "451.40万元"
    assert said.cell("domain", "civil") == "民事"
    assert said.cell("lane", "overdue") == "已超审限"
    assert said.cell("division", "民一庭") == "民一庭"
    assert said.cell("days_left", -3) == "-3"
    assert said.cell("cause", None) == ""


def test_a_workbook_gets_days_numbers_and_yuan() -> None:
    said = words()
    assert said.exported("filed_on", date(2025, 3, 1)) == date(2025, 3, 1)
    assert said.exported("days_left", -3) == -3
    assert said.exported("claim_amount", 12_345) == Decimal("123.45")
    assert said.exported("panel", value=False) == "否"
    assert said.exported("closed_on", None) == ""


def test_a_code_that_no_list_knows_stays_as_it_is() -> None:
    assert words().label("procedure", "特快程序") == "特快程序"


def test_an_event_tells_what_its_column_hides() -> None:
    row = {"kind": "judge_change", "from_value": "甲"}
    assert tells_hidden(row, "from_value", frozenset({"judge"}))
    assert not tells_hidden(row, "happened_on", frozenset({"judge"}))
    assert not tells_hidden({"kind": "hearing"}, "from_value", frozenset({"judge"}))
    assert not tells_hidden(row, "from_value", frozenset())
