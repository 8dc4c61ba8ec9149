"""Properties of counting: months, rest days, merging, order of rows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.timelimits.oracle import months_later
from tests.engines.timelimits.small_court import (
    BOOK,
    CALENDAR,
    NATIONAL,
    a_case,
    an_exclusion,
    an_extension,
    compute,
    day,
    facts,
    outcome,
)
from tuobo.engines.timelimits import LimitBook
from tuobo.engines.timelimits.days import add_months, day_number, day_of

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
NUMBER = "（2026）辽9901民初1号"


def later(start: date, months: int, *, sticky: bool) -> date | None:
    reached = add_months(np.array([day_number(start)], np.int32), months, sticky=sticky)
    return day_of(int(reached[0]))


@given(DAYS, st.integers(0, 60), st.booleans())
def test_months_lead_to_the_corresponding_day_or_the_months_end(
    start: date,
    months: int,
    sticky: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    assert later(start, months, sticky=sticky) == months_later(start, months, sticky)


@given(DAYS, st.integers(0, 36), st.integers(0, 36))
def test_a_month_end_that_sticks_can_be_walked_in_two_steps(
    start: date, one: int, two: int
) -> None:
    end_of_month = date(start.year, start.month, 1) - timedelta(days=1)
    halfway = later(end_of_month, one, sticky=True)
    assert halfway is not None
    assert later(halfway, two, sticky=True) == later(end_of_month, one + two, sticky=True)


def test_the_end_of_february_sticks_in_criminal_cases_only() -> None:
    """28 February + 1 month: 28 March (民法典 202); 31 March where it sticks (刑诉解释 202)."""
    assert later(day("2026-02-28"), 1, sticky=False) == day("2026-03-28")
    assert later(day("2026-02-28"), 1, sticky=True) == day("2026-03-31")


@given(st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_a_rolled_day_is_never_a_rest_day_and_never_earlier(last: date) -> None:
    rolled = day_of(int(CALENDAR.rolled(np.array([day_number(last)], np.int32))[0]))
    if rolled is None:
        assert last >= date(2026, 12, 31)
        return
    assert rolled >= last
    assert CALENDAR.is_rest_day(rolled) is False
    assert all(CALENDAR.is_rest_day(last + timedelta(days=n)) for n in range((rolled - last).days))


@given(st.dates(date(2005, 1, 1), date(2026, 6, 30)), st.integers(1, 60))
def test_working_days_are_counted_one_by_one(start: date, count: int) -> None:
    reached = CALENDAR.add_working_days(np.array([day_number(start)], np.int32), count)
    at, left = start, count
    while left:
        at += timedelta(days=1)
        left -= not CALENDAR.is_rest_day(at)
    assert day_of(int(reached[0])) == at


PERIODS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 90)).map(lambda p: (p[0], p[0] + p[1])),
    min_size=0, max_size=6,
)  # fmt: skip
FILED = date(2025, 3, 3)


def periods(pairs: list[tuple[int, int]], ground: str = "X-EXPERT") -> list[dict[str, Any]]:
    return [
        an_exclusion(str(FILED + timedelta(days=a)), str(FILED + timedelta(days=b)), ground)
        for a, b in pairs
    ]


@settings(max_examples=60, deadline=None)
@given(PERIODS, st.tuples(st.integers(0, 200), st.integers(0, 90)))
def test_one_more_exclusion_never_shortens_a_limit(
    pairs: list[tuple[int, int]], extra: tuple[int, int]
) -> None:
    case = a_case(filed_on=str(FILED))
    before = outcome(case, *periods(pairs))
    after = outcome(case, *periods([*pairs, (extra[0], sum(extra))]))
    assert after["due_plain_on"] >= before["due_plain_on"]
    assert after["excluded_days"] >= before["excluded_days"]


@settings(max_examples=60, deadline=None)
@given(PERIODS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(pairs: list[tuple[int, int]], rng: Any) -> None:
    rows = [*periods(pairs), an_extension("2025-08-01"), an_extension("2025-08-01", 3)]
    mixed = list(rows)
    rng.shuffle(mixed)
    one, two = (
        outcome(a_case(filed_on=str(FILED)), *rows),
        outcome(a_case(filed_on=str(FILED)), *mixed),
    )
    del one["fates"], two["fates"]
    assert one == two


@settings(max_examples=60, deadline=None)
@given(PERIODS)
def test_excluded_days_are_those_of_the_union(pairs: list[tuple[int, int]]) -> None:
    """All begin within 200 days, and a base of 184 days only grows, so late starts are left out."""
    found = outcome(a_case(filed_on=str(FILED)), *periods(pairs))
    counted = {
        n
        for (a, b), fate in zip(pairs, found["fates"], strict=True)
        if fate in {"applied", "merged"}
        for n in range(a + 1, b + 1)
    }
    assert found["excluded_days"] == len(counted)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 900), min_size=1, max_size=40))
def test_many_cases_together_come_out_as_one_by_one(offsets: list[int]) -> None:
    cases = [
        a_case(f"（2024）辽9901民初{n}号", filed_on=str(FILED - timedelta(days=offset)))
        for n, offset in enumerate(offsets, start=1)
    ]
    together = compute(facts(*cases)).frame
    alone = pl.concat([compute(facts(case)).frame for case in cases])
    assert together.equals(alone)


def test_overlapping_exclusions_are_counted_once() -> None:
    """Appraisal 3–12 March and settlement talks 10–20 March pause for (3, 20] = 17 days, not 19."""
    found = outcome(
        a_case(filed_on="2025-02-03"),
        an_exclusion("2025-03-03", "2025-03-12"),
        an_exclusion("2025-03-10", "2025-03-20", "X-SETTLE"),
    )
    assert found["excluded_days"] == 17
    assert found["fates"] == ["applied", "merged"]
    assert found["due_plain_on"] == day("2025-08-20")  # 3 August + 17 days


def test_inclusive_counting_adds_one_day_for_each_run_of_days() -> None:
    """C-6 inclusive: 3–12 March is ten days, not nine; 3 August + 10 = 13 August."""
    book = LimitBook.of(NATIONAL, {"C-6": "inclusive"})
    case, period = a_case(filed_on="2025-02-03"), an_exclusion("2025-03-03", "2025-03-12")
    assert outcome(case, period)["due_plain_on"] == day("2025-08-12")
    assert outcome(case, period, book=book)["due_plain_on"] == day("2025-08-13")


def test_coded_columns_give_the_same_answer_as_texts() -> None:
    tables = facts(
        a_case(filed_on="2025-02-03"),
        a_case("（2026）辽9901刑初2号", case_word="刑初", procedure="ordinary",
               matter="public_prosecution", filed_on="2025-02-28", in_custody=True),
        intervals=[an_exclusion("2025-03-03", "2025-03-12"), an_extension("2025-07-01")],
    )  # fmt: skip
    coded = {name: _coded(name, frame) for name, frame in tables.items()}
    assert compute(coded).frame.equals(compute(tables).frame)


def _coded(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    kinds = {
        column.name: pl.Enum(list(BOOK.vocabularies[column.vocabulary].by_code))
        for column in BOOK.schema[table].columns
        if column.vocabulary and not BOOK.vocabularies[column.vocabulary].open
    }
    return frame.with_columns(pl.col(name).cast(kind) for name, kind in kinds.items())
