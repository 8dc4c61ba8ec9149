"""Each row of a rehearsed file stands in one of four tabs, and the counts add up."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.engines.intake.small_court import SCHEMA, batch, case, entry, number
from tuobo.core.content import Content
from tuobo.engines.intake.batch import ROW, Batch
from tuobo.engines.intake.checks import CheckContext, check
from tuobo.engines.intake.rehearsal import Rehearsal, rehearse
from tuobo.engines.intake.snapshots import Snapshots
from tuobo.engines.intake.tabs import TAB, tabs_of

DAY = date(2025, 6, 30)
CLOSED_EARLY = {"filed_on": date(2025, 3, 1), "closed_on": date(2025, 2, 1)}
ARCHIVED_EARLY = {"closed_on": date(2025, 4, 9), "archived_on": date(2025, 4, 8)}


@pytest.fixture
def store(tmp_path: Path) -> Snapshots:
    """Cases 1 and 2, decided by 甲."""
    kept = Snapshots(tmp_path / "store")
    first = rehearse(
        batch(case=[case(n, judge="甲") for n in (1, 2)]), {}, schema=SCHEMA, based_on=0
    )
    kept.commit(first.changes, entry())
    return kept


def rehearsed(
    store: Snapshots, given: Batch, held: frozenset[str] = frozenset()
) -> tuple[Batch, Rehearsal]:
    context = CheckContext.of(Content(), day=DAY, stored=store.read())
    found = check(given, CheckContext(**{**vars(context), "held": held}))
    return found, rehearse(found, store.read(), schema=SCHEMA, based_on=store.latest().number)


def rows_of(tabs: pl.DataFrame, tab: str) -> list[int]:
    return tabs.filter(pl.col(TAB) == tab)[ROW].to_list()


def given() -> Batch:
    """Rows 3–6: as stored, changed, closed before it was filed, new with a doubtful day."""
    return batch(
        case=[
            case(1, judge="甲"),
            case(2, judge="乙"),
            case(3, **CLOSED_EARLY),
            case(4, **ARCHIVED_EARLY),
        ]
    )


def test_a_row_goes_to_the_tab_of_what_it_would_do(store: Snapshots) -> None:
    found, rehearsal = rehearsed(store, given())
    tabs = tabs_of(found, rehearsal)
    assert rows_of(tabs, "unchanged") == [3]
    assert rows_of(tabs, "ready") == [4]
    assert rows_of(tabs, "rejected") == [5]
    assert rows_of(tabs, "decision") == [6]
    assert tabs.height == sum(rehearsal.rows_read.values()) == 4


def test_doubtful_rows_that_are_held_back_wait_with_the_rejected_ones(store: Snapshots) -> None:
    found, rehearsal = rehearsed(store, given(), frozenset({"chronology"}))
    tabs = tabs_of(found, rehearsal)
    assert rows_of(tabs, "decision") == []
    assert rows_of(tabs, "rejected") == [5, 6]
    assert rehearsal.rows_kept == {"案件": 2}
    reasons = Counter(found.issues.filter(pl.col("row") == 6)["rule"].to_list())
    assert reasons == {"chronology": 1, "held_back": 1}


def test_rows_that_belong_to_a_case_held_back_are_not_left_alone(store: Snapshots) -> None:
    """The hearing of case 4 would stand without its case, so it is rejected as well."""
    heard = {"case_number": number(4), "kind": "hearing", "happened_on": date(2025, 4, 1)}
    both = batch(case=[case(4, **ARCHIVED_EARLY)], event=[heard])
    found, _ = rehearsed(store, both, frozenset({"chronology"}))
    assert set(found.issues.filter(pl.col("severity") == "rejected")["rule"]) == {
        "held_back", "orphan_row",
    }  # fmt: skip
    assert found.tables["event"].is_empty()


def test_a_decision_about_another_check_holds_nothing_back(store: Snapshots) -> None:
    found, rehearsal = rehearsed(store, given(), frozenset({"future_date"}))
    assert rows_of(tabs_of(found, rehearsal), "decision") == [6]
