"""The page of a case says what the engines say of it, to whoever may see the case."""

from __future__ import annotations

import polars as pl
import pytest

from tests.operations.desk.small_desk import (
    ALL,
    YEAR,
    at,
    court,
    division,
    judge_of,
    opened,
    store,
    texts,
)
from tuobo.core.errors import RequestError
from tuobo.core.reach import Reach
from tuobo.engines.docket import CaseFilter, select_rows
from tuobo.engines.indicators import why
from tuobo.engines.timelimits import checkpoint_rows, explain, sheet_lines
from tuobo.operations.desk.case_indicators import Counts, case_indicators
from tuobo.operations.desk.case_page import CasePage, case_page
from tuobo.operations.serve_version import dated_version


def page(number: str, reach: Reach = ALL, hidden: frozenset[str] = frozenset()) -> CasePage:
    with opened() as now:
        return case_page(now, reach, number, texts(), hidden=hidden)


def number_where(condition: pl.Expr) -> str:
    with opened() as now:
        found: str = now.docket.case.filter(condition)["case_number"][0]
        return found


PAUSED = pl.col("open_since").is_not_null() & pl.col("due_on").is_not_null()


def test_every_sheet_is_the_one_that_the_engine_writes() -> None:
    """Forty cases of all kinds, each as the computation sheet of the command line has it."""
    workspace, version = store().workspace, store().version
    facts = workspace.snapshots.read(version.number)
    with opened() as now:
        numbers = now.docket.case["case_number"].gather_every(21).to_list()
    for number in numbers:
        told = explain(
            number, facts, book=workspace.limits, calendar=workspace.calendar, on=version.as_of
        )
        found = page(number)
        assert found.sheet == sheet_lines(told, texts())
        assert found.due_on == (told.due_on or told.due_plain_on)
        assert found.rule == (told.limit.key if told.limit else "")


def test_nodes_are_those_of_the_whole_store() -> None:
    """Also which steps the data never record can be told from the one case."""
    state = dated_version(store().workspace, store().version)
    workspace = store().workspace
    whole = checkpoint_rows(
        state.facts, book=workspace.limits, calendar=workspace.calendar, on=state.on
    )
    with opened() as now:
        numbers = now.docket.case["case_number"].gather_every(17).to_list()
    for number in numbers:
        wanted = whole.filter(pl.col("case_number") == number)
        found = page(number).nodes
        assert [(one.since_on, one.due_on, one.done_on, str(one.status)) for one in found] == (
            wanted.select("since_on", "due_on", "done_on", pl.col("status").cast(pl.String)).rows()
        )


def test_a_paused_case_shows_its_open_pause() -> None:
    number = number_where(PAUSED)
    found = page(number)
    assert found.is_provisional
    assert found.strip is not None
    assert found.strip.segments
    assert any(row.counts and row.ends_on is None for row in found.ledger)
    assert all(row.fate for row in found.ledger)
    kinds = {str(one.kind) for one in found.strip.segments}
    assert kinds & {"excluded", "suspended"}


def test_a_case_is_found_in_any_width() -> None:
    number = number_where(pl.col("closed_on").is_null())
    narrow = number.replace("（", "(").replace("）", ")")
    assert page(narrow).case_number == number


def test_a_case_beyond_reach_is_like_one_that_does_not_exist() -> None:
    mine = division(3)
    other = number_where(pl.col("division").cast(pl.String) == division(0))
    for reach, number in (
        (at(mine), other),
        (Reach.NOTHING, other),
        (ALL, "（2025）辽9901民初9号外"),
    ):
        with pytest.raises(RequestError) as told:
            page(number, reach)
        assert told.value.code == "desk.no_case"


def test_exactly_the_cases_of_a_list_can_be_opened() -> None:
    reach = at(judge=judge_of(division(3)))
    with opened() as now:
        mine = set(select_rows(now.docket, reach, CaseFilter()).tolist())
        numbers = now.docket.case["case_number"].to_list()
    opens = set()
    for row in range(0, len(numbers), 29):
        try:
            page(numbers[row], reach)
        except RequestError:
            continue
        opens.add(row)
    assert opens == {row for row in mine if row % 29 == 0}


def test_hidden_columns_are_named_and_not_told() -> None:
    number = number_where(pl.col("judge").is_not_null())
    with opened() as now:
        judge = now.docket.case["judge"][now.docket.find(number) or 0]
    found = page(number, hidden=frozenset({"judge"}))
    fact = next(one for one in found.facts if one.name == "judge")
    assert (fact.is_hidden, fact.text) == (True, "")
    assert judge not in repr(found)
    assert judge in repr(page(number))


def test_a_change_of_judge_does_not_tell_who() -> None:
    """An event's values would tell what the hidden column holds."""
    with opened() as now:
        events = now.docket.table("event").filter(pl.col("kind").cast(pl.String) == "judge_change")
        rows = events["at"].to_list()
        names = events["from_value"].to_list()
        numbers = now.docket.case["case_number"].gather(rows).to_list()
    for number, name in zip(numbers, names, strict=True):
        assert name in repr(page(number).events)
        assert name not in repr(page(number, hidden=frozenset({"judge"})).events)


def test_findings_are_told_with_their_source() -> None:
    number = number_where(pl.col("findings") > 0)
    found = page(number).findings
    with opened() as now:
        count = now.docket.case["findings"][now.docket.find(number) or 0]
    assert len(found) == count
    assert all(one.name and one.source and "{" not in one.sentence for one in found)


def test_the_page_has_english_words() -> None:
    with opened() as now:
        found = case_page(now, ALL, number_where(PAUSED), texts("en"))
    assert found.facts[0].title == "Case number"
    assert found.lane_name


def test_a_case_stands_to_each_indicator_as_when_asked_singly() -> None:
    number = number_where(
        (pl.col("closed_on").is_between(YEAR.start, YEAR.last_day)) & pl.col("due_on").is_not_null()
    )
    with opened() as now:
        found = case_indicators(now, ALL, number, texts(), period=YEAR)
        with now.served() as served:
            for one in found.indicators:
                told = why(served, number, one.key, YEAR)
                wanted = (
                    Counts.NO_ROW if not told.reasons
                    else Counts.IN_NUMERATOR if told.is_in("numerator")
                    else Counts.IN_DENOMINATOR if told.is_in("denominator")
                    else Counts.OUT
                )  # fmt: skip
                assert one.counts is wanted
                assert [side.counts for side in one.sides] == [r.counts for r in told.reasons]
    kinds = {one.counts for one in found.indicators}
    assert {Counts.IN_NUMERATOR, Counts.OUT} <= kinds
    outside = [one for one in found.indicators if one.counts is Counts.OUT]
    assert all(one.decided_by for one in outside)


def test_in_which_indicators_a_case_counts_is_for_those_who_may_see_it() -> None:
    number = number_where(pl.col("division").cast(pl.String) == division(0))
    with opened() as now, pytest.raises(RequestError) as told:
        case_indicators(now, at(division(3)), number, texts())
    assert told.value.code == "desk.no_case"


def test_the_court_of_the_page_has_its_name() -> None:
    with opened() as now:
        name = now.workspace.court_name(court())
    assert page(number_where(PAUSED)).court == name
