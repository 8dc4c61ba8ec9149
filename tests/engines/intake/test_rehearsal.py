"""A rehearsal says what would change, field by field, and writes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.engines.intake.small_court import SCHEMA, batch, case, entry, number
from tuobo.core.errors import InternalError
from tuobo.engines.intake.batch import Batch
from tuobo.engines.intake.rehearsal import Rehearsal, rehearse
from tuobo.engines.intake.snapshots import Snapshots

HEARD = {"case_number": number(1), "kind": "hearing", "happened_on": date(2025, 4, 1)}


@pytest.fixture
def store(tmp_path: Path) -> Snapshots:
    """Cases 1–4 of March 2025 and 5 of May; case 1 was heard."""
    kept = Snapshots(tmp_path / "store")
    cases = [case(n, judge="甲") for n in (1, 2, 3, 4)] + [case(5, filed_on=date(2025, 5, 1))]
    first = rehearse(batch(case=cases, event=[HEARD]), {}, schema=SCHEMA, based_on=0)
    kept.commit(first.changes, entry())
    return kept


def rehearsed(store: Snapshots, given_batch: Batch) -> Rehearsal:
    return rehearse(given_batch, store.read(), schema=SCHEMA, based_on=store.latest().number)


def test_keys_are_new_changed_unchanged_or_missing(store: Snapshots) -> None:
    filed = date(2025, 3, 9)
    cases = [
        case(1, judge="甲"),
        case(2, judge="乙"),
        case(3, judge=None, filed_on=filed),
        case(9),
    ]
    shown = rehearsed(store, batch(case=cases)).tables["case"]
    assert shown.rows == 4
    assert shown.new["case_number"].to_list() == [number(9)]
    assert sorted(shown.changed["case_number"]) == [number(2), number(3)]
    assert shown.unchanged == 1
    # 4 was filed between 2025-03-01 and 2025-03-09 and is not in the file; 5 is of another time
    assert shown.missing == 1
    assert shown.missing_keys["case_number"].to_list() == [number(4)]


def test_changed_fields_are_counted_and_shown_from_and_to(store: Snapshots) -> None:
    cases = [case(2, judge="乙"), case(3, judge=None, closed_on=date(2025, 6, 1))]
    shown = rehearsed(store, batch(case=cases)).tables["case"]
    assert shown.fields == {"judge": 2, "closed_on": 1}
    assert sorted(shown.examples.rows(), key=str) == [
        (number(2), "judge", "甲", "乙"),
        (number(3), "closed_on", None, "2025-06-01"),
        (number(3), "judge", "甲", None),
    ]


def test_nothing_is_written_and_missing_rows_stay(store: Snapshots) -> None:
    before = store.latest()
    again = rehearsed(store, batch(case=[case(1, judge="乙")]))
    assert again.has_changes
    assert store.latest() == before
    store.commit(again.changes, entry())
    assert store.read()["case"].select(pl.len()).collect().item() == 5


def test_rows_of_a_case_are_compared_as_a_set_in_any_order(store: Snapshots) -> None:
    second = {**HEARD, "happened_on": date(2025, 5, 1)}
    both = rehearsed(store, batch(event=[HEARD, second]))
    assert both.tables["event"].changed["case_number"].to_list() == [number(1)]
    assert both.tables["event"].fields == {}
    store.commit(both.changes, entry())
    assert not rehearsed(store, batch(event=[second, HEARD])).has_changes


def test_a_brought_case_whose_events_the_file_leaves_out_is_shown(store: Snapshots) -> None:
    heard = {**HEARD, "case_number": number(2)}
    shown = rehearsed(store, batch(case=[case(1, judge="甲"), case(2, judge="甲")], event=[heard]))
    assert shown.tables["event"].missing_keys["case_number"].to_list() == [number(1)]


def test_counts_that_do_not_add_up_are_our_fault(store: Snapshots) -> None:
    sound = batch(case=[case(1), case(2)])
    broken = Batch(file="x", source="s", tables=sound.tables, rows_read={"案件": 1})
    with pytest.raises(InternalError, match=r"intake\.counts_do_not_add_up"):
        rehearsed(store, broken)
