"""Node limits: what is done, late, running or not recorded at all."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.engines.timelimits.small_court import BOOK, CALENDAR, a_case, day, facts
from tuobo.engines.timelimits import checkpoint_rows


def nodes(
    only: str, *cases: dict[str, Any], on: date = date(2026, 11, 23), **tables: Any
) -> dict[str, tuple[str, date | None]]:
    rows = checkpoint_rows(
        facts(*cases, **tables), book=BOOK, calendar=CALENDAR, on=on, only=[only]
    )
    return {row["case_number"]: (row["status"], row["due_on"]) for row in rows.to_dicts()}


def an_event(number: str, kind: str, on: str) -> dict[str, Any]:
    return {"case_number": number, "kind": kind, "happened_on": on}


def test_a_file_goes_to_the_division_within_three_days() -> None:
    """Filed on Thursday 15 January 2026: the 18th is a Sunday, so by Monday the 19th."""
    cases = [a_case(name, filed_on="2026-01-15") for name in ("in time", "late", "never")]
    events = [
        an_event("in time", "transfer_to_division", "2026-01-19"),
        an_event("late", "transfer_to_division", "2026-01-20"),
    ]
    last = day("2026-01-19")
    assert nodes("HAND-1", *cases, events=events) == {
        "in time": ("done", last), "late": ("done_late", last), "never": ("overdue", last),
    }  # fmt: skip
    early = nodes("HAND-1", *cases, events=events, on=date(2026, 1, 17))
    assert early["never"] == ("running", last)


def test_what_a_source_never_records_is_no_delay() -> None:
    found = nodes("HAND-1", a_case("one", filed_on="2026-01-15"))
    assert found == {"one": ("not_recorded", day("2026-01-19"))}


def test_a_hearing_may_come_too_early() -> None:
    """Notice on 2 March: the hearing may not be before 5 March."""
    cases = [a_case(name, filed_on="2026-01-15") for name in ("early", "kept")]
    events = [
        an_event("early", "hearing_notice", "2026-03-02"),
        an_event("early", "hearing", "2026-03-04"),
        an_event("kept", "hearing_notice", "2026-03-02"),
        an_event("kept", "hearing", "2026-03-05"),
    ]
    found = nodes("HEAR-CIV", *cases, events=events)
    assert {name: status for name, (status, _) in found.items()} == {
        "early": "too_early", "kept": "done",
    }  # fmt: skip


def test_every_node_can_be_computed_without_any_rows() -> None:
    rows = checkpoint_rows(facts(), book=BOOK, calendar=CALENDAR, on=date(2026, 11, 23))
    assert rows.height == 0
