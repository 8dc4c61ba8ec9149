"""The tasks that say which indicators they are to change: shown beside the figures, never as proof.

Only entries that the person may see, of the court that the page speaks of. Whether a task had an
effect is said by the programme's own test, not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tuobo.engines.ledgers import Ledger, StateKind
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.records.ledgers.models import Entry
from tuobo.records.ledgers.queries import entries

_TASK, _INDICATORS, _STARTS = "task", "indicators", "start_on"


@dataclass(frozen=True, kw_only=True)
class TaskBeside:
    """A task: its number and title, whether it is still open, and from when until when it ran."""

    entry: int
    number: str
    title: str
    is_open: bool
    starts_on: date
    ends_on: date | None


def tasks_beside(desk: LedgerDesk, court: str) -> Mapping[str, tuple[TaskBeside, ...]]:
    """Id of the indicator → its tasks at a court, by number; dropped ones are left out."""
    ledger = desk.ledger_if_any(_TASK)
    if ledger is None:
        return {}
    found: dict[str, list[TaskBeside]] = {}
    for row in entries(desk.scope(ledger)).filter(court__code=court):
        for indicator in row.values.get(_INDICATORS) or ():
            found.setdefault(indicator, []).extend(_task(row, ledger))
    return {name: tuple(tasks) for name, tasks in found.items()}


def _task(row: Entry, ledger: Ledger) -> Iterator[TaskBeside]:
    kind = ledger.state_by_id[row.state].kind
    if kind is StateKind.DROPPED:
        return
    started = row.values.get(_STARTS)
    yield TaskBeside(
        entry=row.pk,
        number=row.number,
        title=row.title,
        is_open=not kind.is_closed,
        starts_on=date.fromisoformat(started) if started else row.opened_on,
        ends_on=row.closed_on or row.due_on,
    )
