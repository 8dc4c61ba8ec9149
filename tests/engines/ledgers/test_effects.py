"""A step fills fields, tells people, plans entries and moves elsewhere; nothing is done twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.engines.ledgers.small_ledgers import (
    APPROVER,
    BOOK,
    CHECKER,
    EDITOR,
    LEDGER,
    READER,
    TODAY,
    VISITS,
    made,
    moved,
    reader_on,
)
from tuobo.engines.ledgers import LinkedEntry, Notice, Outcome, PlannedMove, made_entry, move
from tuobo.engines.ledgers.definition import SetField
from tuobo.engines.ledgers.effects import fixed, planned

LINKED = (LinkedEntry(ledger="visit", through="promise", number="走访1", is_closed=True),)


def _approved(**more: str) -> Outcome:
    reader = reader_on(TODAY, BOOK, "承诺〔2026〕007")
    entry = made()
    raw = {"kept_on": "20260715", "figure": "F1", **more}
    applied = move(LEDGER, entry, "apply", raw, replace(EDITOR, linked=LINKED), reader).entry
    assert applied
    return move(LEDGER, moved(applied, "check", CHECKER), "approve", {}, APPROVER, reader)


def test_applying_tells_checkers_and_those_who_are_named() -> None:
    raw = {"kept_on": "20260715", "figure": "F1", "lead": "民二庭"}
    outcome = move(LEDGER, made(), "apply", raw, replace(EDITOR, linked=LINKED), READER)
    assert outcome.effects.notices == (
        Notice(right="programme.verify", persons=("p1",), units=("d2",)),
    )


def test_a_read_only_field_is_filled_by_the_step() -> None:
    outcome = _approved()
    assert outcome.entry
    assert outcome.entry.values["closed_by"] == "p3"


def test_an_entry_elsewhere_is_planned_only_when_its_condition_holds() -> None:
    assert _approved().effects.made == ()
    (plan,) = _approved(open_to_all="是", cost="500").effects.made
    visit = made_entry(VISITS, plan, APPROVER, number="走访2", unit="d1")
    assert (visit.state, visit.created_by, visit.created_on) == ("planned", "p3", TODAY)
    assert dict(visit.values) == {
        "subject": "两个月内清理超期案件", "cost": 50_000, "kind": "firm",
        "promise": "承诺〔2026〕001",
    }  # fmt: skip


def test_a_planned_entry_has_the_defaults_of_its_ledger() -> None:
    """The visit's cost is 1,000 yuan (100,000 fen) unless the promise has one."""
    (plan,) = _approved(open_to_all="是").effects.made
    assert made_entry(VISITS, plan, APPROVER, number="走访2", unit="d1").values["cost"] == 100_000


def test_linked_entries_are_moved_by_number() -> None:
    assert _approved().effects.moves == ()
    assert _approved(earlier="承诺〔2026〕7").effects.moves == (
        PlannedMove(ledgers=("promise",), numbers=("承诺〔2026〕007",), event="reopen"),
    )


def test_a_field_can_be_emptied_and_filled_with_today_the_actor_and_their_unit() -> None:
    entry = made({"cost": "5"})
    effects = planned(
        LEDGER,
        entry,
        [
            SetField(do="set", field="cost", blank=True),
            SetField(do="set", field="kept_on", to="today"),
            SetField(do="set", field="helpers", to="actor"),
            SetField(do="set", field="lead", to="own"),
            SetField(do="set", field="at", to="own"),
            SetField(do="set", field="times", to=3),
        ],
        EDITOR,
    )
    values = effects.applied(entry.values)
    assert "cost" not in values
    assert values.day("kept_on") == TODAY
    assert values["helpers"] == ("p1",)
    assert (values["lead"], values["at"], values["times"]) == ("d1", "辽9901", 3)


def test_a_day_in_a_definition_is_a_day() -> None:
    assert fixed("2026-01-01", LEDGER.field_by_id["kept_on"], EDITOR) == date(2026, 1, 1)
