"""A judge's desk holds the judge's own cases and counts, and nothing of anybody else."""

from __future__ import annotations

import polars as pl
import pytest

from tests.operations.desk.small_desk import ALL, YEAR, at, division, judge_of, opened, texts
from tuobo.core.content import Content
from tuobo.core.errors import DefinitionError
from tuobo.core.reach import Reach
from tuobo.operations.desk.my_desk import MyDesk, MyDeskRules, my_desk

OF = division


def desk_of(judge: str) -> MyDesk:
    with opened() as now:
        return my_desk(now, at(judge=judge), texts(), period=YEAR)


def test_the_counts_are_of_the_judges_own_cases() -> None:
    judge = judge_of(division(3))
    found = {one.id: one.figure.measure for one in desk_of(judge).figures}
    with opened() as now:
        mine = now.docket.case.filter(pl.col("judge").cast(pl.String) == judge)
        mine = mine.filter(pl.col("domain").cast(pl.String) != "pre_filing")
        filed = mine.filter(pl.col("filed_on").is_between(YEAR.start, YEAR.last_day)).height
        closed = mine.filter(pl.col("closed_on").is_between(YEAR.start, YEAR.last_day)).height
    assert found["incoming_cases"].value == filed  # type: ignore[union-attr]
    assert found["resolved_cases"].value == closed  # type: ignore[union-attr]
    clearance = found["clearance_rate"]
    assert (clearance.numerator, clearance.denominator) == (closed, filed)  # type: ignore[union-attr]


def test_every_row_is_ones_own() -> None:
    with opened() as now:
        busy = now.docket.case.filter(pl.col("lane").is_not_null())["judge"].drop_nulls().mode()
        judge = busy.cast(pl.String).sort()[0]
        mine = now.docket.case.filter(pl.col("judge").cast(pl.String) == judge)
        numbers = set(mine["case_number"].to_list())
        running = mine.filter(pl.col("alert_on").is_not_null()).height
    found = desk_of(judge)
    rows = (*found.deadlines.rows, *found.paused.rows)
    assert {row.case_number for row in rows} <= numbers
    assert {row.judge for row in rows} == {judge}
    assert found.deadlines.total == running > 0
    assert {one.case_number for one in (*found.findings, *found.hearings)} <= numbers
    days = [row.days_left for row in found.deadlines.rows]
    assert days == sorted(days)  # type: ignore[type-var]


def test_names_of_colleagues_do_not_appear() -> None:
    judge = judge_of(division(3))
    with opened() as now:
        others = set(now.docket.texts("judge")) - {judge}
    said = repr(desk_of(judge))
    assert not [name for name in others if name in said]


def test_who_is_named_nowhere_has_an_empty_desk() -> None:
    """A wide reach is not one's own cases."""
    for reach in (Reach.NOTHING, ALL, at(division())):
        with opened() as now:
            found = my_desk(now, reach, texts(), period=YEAR)
        assert (found.deadlines.total, found.paused.total, found.all_findings) == (0, 0, 0)
        assert found.figures == ()


def test_a_judge_without_cases_has_an_empty_desk() -> None:
    found = desk_of("新任法官")
    assert (found.judge, found.deadlines.total, found.figures) == ("新任法官", 0, ())


def test_the_figures_are_content() -> None:
    assert "clearance_rate" in MyDeskRules.of(Content()).figures
    with pytest.raises(DefinitionError):
        MyDeskRules.of(Content(roots=()))
