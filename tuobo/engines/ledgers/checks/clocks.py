"""Clocks run from dates, states and events that exist, and escalate to rights that exist."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.ledgers.checks.conditions import condition_flaws
from tuobo.engines.ledgers.checks.purpose import right_flaws
from tuobo.engines.ledgers.definition import CREATE, Clock, FieldType, Ledger
from tuobo.engines.ledgers.document import Path
from tuobo.engines.ledgers.flaw import Flaw, flaw, unknown
from tuobo.engines.ledgers.known import Known


def flaws(ledger: Ledger, known: Known) -> Iterator[Flaw]:
    for at, clock in enumerate(ledger.clocks):
        path = ("clocks", at)
        yield from _start(clock, (*path, "starts"), ledger)
        if clock.within is None and not clock.starts.field:
            yield flaw("ledger.clock_without_span", path, clock=clock.names)
        if clock.stops:
            yield from date_flaws(clock.stops, (*path, "stops"), ledger)
        for key in ("paused_in", "stops_in"):
            for one in getattr(clock, key):
                if one not in ledger.state_by_id:
                    yield unknown("ledger.state_unknown", (*path, key), one, [*ledger.state_by_id])
        for place, step in enumerate(clock.escalate):
            yield from right_flaws(step.to, (*path, "escalate", place, "to"), known)
        if any(days < 0 for days in clock.remind):
            yield flaw("ledger.remind_negative", (*path, "remind"), clock=clock.names)
        yield from condition_flaws(clock.when, (*path, "when"), ledger, known)


def _start(clock: Clock, path: Path, ledger: Ledger) -> Iterator[Flaw]:
    start = clock.starts
    if start.field:
        yield from date_flaws(start.field, (*path, "field"), ledger)
    elif start.state and start.state not in ledger.state_by_id:
        yield unknown("ledger.state_unknown", (*path, "state"), start.state, [*ledger.state_by_id])
    elif start.event and start.event not in (CREATE, *ledger.transition_by_event):
        events = [CREATE, *ledger.transition_by_event]
        yield unknown("ledger.event_unknown", (*path, "event"), start.event, events)


def date_flaws(name: str, path: Path, ledger: Ledger) -> Iterator[Flaw]:
    """The name is that of a single date field."""
    one = ledger.field_by_id.get(name)
    if one is None:
        dates = [each.id for each in ledger.fields if each.type is FieldType.DATE]
        yield unknown("ledger.field_unknown", path, name, dates)
    elif one.type is not FieldType.DATE or one.many:
        yield flaw("ledger.not_a_date", path, field=one.names)
