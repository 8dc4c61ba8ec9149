"""The whole computation: blocks, alignment of rows, tables that are missing, odd days."""

from __future__ import annotations

import random
from importlib import import_module

import polars as pl
import pytest

from tests.engines.timelimits.small_court import (
    BOOK,
    CALENDAR,
    ON,
    SCHEMA,
    a_case,
    an_exclusion,
    an_extension,
    compute,
    day,
    facts,
    outcome,
)
from tests.engines.timelimits.test_against_oracle import draw
from tuobo.core.errors import RequestError
from tuobo.engines.timelimits import compute_deadlines

MODULE = import_module("tuobo.engines.timelimits.compute")


def random_court(count: int) -> dict[str, pl.DataFrame]:
    rng = random.Random(7)
    drawn = [draw(rng, number) for number in range(1, count + 1)]
    rows = [row for _, _, intervals, _ in drawn for row in intervals]
    rng.shuffle(rows)
    events = [event for *_, events in drawn for event in events]
    return facts(*(case for _, case, _, _ in drawn), intervals=rows, events=events)


def keyed(tables: dict[str, pl.DataFrame], step: int = 1) -> dict[str, pl.DataFrame]:
    """The tables as a store gives them, with a key of each case; wide steps leave holes."""
    keys = (
        tables["case"]
        .select("case_number")
        .with_columns((pl.int_range(pl.len(), dtype=pl.Int64) * step + 1000).alias("case_key"))
    )
    return {name: frame.join(keys, on="case_number", how="left", maintain_order="left")
            for name, frame in tables.items() if name != "mediation"}  # fmt: skip


def test_blocks_on_several_threads_give_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = random_court(500)
    whole = compute(tables)
    monkeypatch.setattr(MODULE, "_BLOCK", 37)
    parts = compute(tables)
    assert parts.frame.equals(whole.frame)
    assert parts.items.equals(whole.items)


@pytest.mark.parametrize("block", [37, 1 << 18])
def test_clocks_looked_up_are_those_counted_singly(
    monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    """In small blocks the table is made anew whenever a block brings limits not seen before."""
    tables = random_court(500)
    single = compute(tables)
    monkeypatch.setattr(MODULE, "is_worth_a_table", lambda *_: True)
    monkeypatch.setattr(MODULE, "_BLOCK", block)
    looked_up = compute(tables)
    assert looked_up.frame.equals(single.frame)
    assert looked_up.items.equals(single.items)


def test_clocks_are_looked_up_for_starts_that_no_column_or_a_few_rows_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Days before the table, empty starts and columns without any day give what they gave."""
    odd = (None, "1999-12-31", "2026-01-15", "2026-06-29")
    tables = facts(*(a_case(number=f"c{n}", filed_on=on) for n, on in enumerate(odd)))
    single = compute(tables)
    monkeypatch.setattr(MODULE, "is_worth_a_table", lambda *_: True)
    assert compute(tables).frame.equals(single.frame)


@pytest.mark.parametrize("step", [1, 3, 10_000_000])
def test_rows_are_aligned_by_key_or_by_number_alike(step: int) -> None:
    tables = random_court(200)
    by_number = compute(tables)
    by_key = compute(keyed(tables, step))
    assert by_key.frame.drop("case_key").equals(by_number.frame)
    assert by_key.items["status"].to_list() == by_number.items["status"].to_list()


def test_lazy_frames_are_read_for_the_columns_needed() -> None:
    tables = random_court(50)
    lazy = {name: frame.lazy() for name, frame in tables.items()}
    found = compute_deadlines(lazy, book=BOOK, calendar=CALENDAR, on=ON)
    assert found.frame.equals(compute(tables).frame)


def test_the_frame_has_exactly_the_columns_of_the_deadline_table() -> None:
    frame = compute(facts(a_case(filed_on="2026-01-15"))).frame
    assert dict(frame.schema) == SCHEMA["deadline"].polars_schema


def test_rows_of_unknown_cases_are_left_out() -> None:
    orphan = an_exclusion("2026-03-02", "2026-03-12") | {"case_number": "无"}
    deadlines = compute(
        facts(a_case(filed_on="2026-01-15"), intervals=[orphan, an_extension("2026-07-01", 1)])
    )
    assert deadlines.items.select("row", "status").rows() == [(1, "applied")]


def test_no_cases_give_no_deadlines() -> None:
    deadlines = compute(facts())
    assert (deadlines.frame.height, deadlines.items.height) == (0, 0)


def test_a_case_table_is_needed() -> None:
    with pytest.raises(RequestError) as refused:
        compute_deadlines({}, book=BOOK, calendar=CALENDAR, on=ON)
    assert refused.value.code == "limits.no_cases"


def test_an_impossible_year_is_an_unknown_start() -> None:
    assert outcome(a_case(filed_on="9999-12-31"))["limit_status"] == "start_unknown"
    assert outcome(a_case(filed_on="0202-01-15"))["limit_status"] == "start_unknown"


def test_an_end_in_the_year_9999_does_not_break_the_others() -> None:
    case = a_case(filed_on="2026-01-15")
    found = outcome(case, an_exclusion("2026-03-02", "9999-12-31"))
    assert found["limit_status"] == "calendar_unknown"
    capped = outcome(case, an_exclusion("2026-03-02", "9999-12-31", "X-NOTICE"))
    assert capped["due_on"] == day("2026-08-14")  # 15 July and thirty days


def test_a_value_that_only_an_exception_names_is_told_apart_in_company() -> None:
    """Voter cases are taken out of the special procedure by `unless`, also among other cases."""
    matters = ["voter_qualification", None, "with_announcement"]
    cases = [
        a_case(str(number), case_word="民特", matter=matter, filed_on="2026-01-15")
        for number, matter in enumerate(matters)
    ]
    assert compute(facts(*cases)).frame["limit_rule"].to_list()[:2] == [None, "CIV-SP@1"]
