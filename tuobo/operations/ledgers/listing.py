"""Lists of entries: what may be asked, and a page of it in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from tuobo.core.clock import COURT_TIME
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import (
    ClockStatus,
    FieldType,
    Ledger,
    ListColumn,
    StateKind,
    Values,
    list_columns,
    visible_fields,
)
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.showing import Shown, Words, visible_values
from tuobo.records.ledgers import models
from tuobo.records.ledgers.counting import count_of
from tuobo.records.ledgers.queries import Asked, entries
from tuobo.records.ledgers.sorting import sorted_ids

SOON_DAYS = 7
_NOT_SORTED = (FieldType.FILE, FieldType.LINK, FieldType.PERSON, FieldType.UNIT)


@dataclass(frozen=True, kw_only=True)
class ListLine:
    """An entry in a list: its cells in the order of the columns."""

    entry: int
    number: str
    title: str
    state: str
    state_name: str
    state_kind: StateKind
    due_on: date | None
    is_overdue: bool
    values: Values
    cells: tuple[tuple[Shown, ...], ...]


@dataclass(frozen=True, kw_only=True)
class EntryList:
    """Some lines of all that were asked for."""

    columns: tuple[ListColumn, ...]
    lines: tuple[ListLine, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class Slice:
    """Which part of a list, sorted how; no sort is the ledger's own."""

    offset: int = 0
    limit: int = 20
    sort: tuple[str, ...] = ()


def list_entries(
    desk: LedgerDesk, ledger: Ledger, asked: Asked, part: Slice, texts: Texts
) -> EntryList:
    """A part of the entries that the person may see and asks for."""
    scope = desk.scope(ledger)
    found = entries(scope, asked_on(asked, desk))
    total = count_of(found, scope)
    sort = sort_of(ledger, part)
    ids = sorted_ids(found, scope, sort, offset=part.offset, limit=part.limit)
    rows = rows_of(models.Entry.objects.select_related("unit__parent", "court", "person"), ids)
    columns = list_columns(ledger, desk.policy.rights_of(desk.viewer))
    beside = Beside.of(rows, Words.for_rows(desk, ledger, rows, texts))
    lines = tuple(_line(row, columns, beside) for row in rows)
    return EntryList(columns=columns, lines=lines, total=total)


def rows_of(found: QuerySet[models.Entry], ids: list[int]) -> list[models.Entry]:
    """The entries of some ids, in their order."""
    by_id = {row.pk: row for row in found.filter(pk__in=ids).order_by()}
    return [by_id[one] for one in ids if one in by_id]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What the lines of some entries are made of beside them, read at once for all of them."""

    words: Words
    clocks: Mapping[int, list[_ClockRow]]

    @classmethod
    def of(cls, rows: list[models.Entry], words: Words) -> Beside:
        clocks: dict[int, list[_ClockRow]] = {}
        if rows and words.ledger.clocks:
            found = models.EntryClock.objects.filter(entry__in=[row.pk for row in rows])
            # In no order, as the usual one would sort by entries and join them for it.
            for one in found.order_by().values_list("entry_id", "clock", "status", "due_on"):
                clocks.setdefault(one[0], []).append(_ClockRow(*one[1:]))
        return cls(words=words, clocks=clocks)


class _ClockRow(NamedTuple):
    """Where a clock stood when its entry was last touched."""

    clock: str
    status: str
    due_on: date | None


def full_columns(desk: LedgerDesk, ledger: Ledger) -> tuple[ListColumn, ...]:
    """The columns of the list and then every other field: what an export holds."""
    rights = desk.policy.rights_of(desk.viewer)
    rest = (
        ListColumn(id=one.id, field=one)
        for one in visible_fields(ledger, rights)
        if one.id not in ledger.listing.columns
    )
    return (*list_columns(ledger, rights), *rest)


def sort_of(ledger: Ledger, part: Slice) -> tuple[str, ...]:
    return part.sort or ledger.listing.sort


def is_sortable(column: ListColumn, ledger: Ledger) -> bool:
    """Whether a list can be sorted by a column: ids and lists have no order that means anything."""
    if column.clock is not None:
        return len(ledger.clocks) == 1
    one = column.field
    return one is None or not (one.many or one.type in _NOT_SORTED)


def asked_on(asked: Asked, desk: LedgerDesk) -> Asked:
    """The question with the day until which something is due soon."""
    return replace(asked, soon_until=desk.on + timedelta(days=SOON_DAYS))


def _line(row: models.Entry, columns: tuple[ListColumn, ...], beside: Beside) -> ListLine:
    words = beside.words
    values = visible_values(words.desk, words.ledger, row)
    return ListLine(
        entry=row.pk,
        number=row.number,
        title=row.title,
        state=row.state,
        state_name=words.state(row.state),
        state_kind=words.state_kind(row.state),
        due_on=row.due_on,
        is_overdue=row.due_on is not None and row.due_on < words.desk.on,
        values=values,
        cells=tuple(
            ()
            if one.field is not None and one.id not in values
            else _cell(row, one, values, beside)
            for one in columns
        ),
    )


def _cell(
    row: models.Entry, column: ListColumn, values: Values, beside: Beside
) -> tuple[Shown, ...]:
    if column.field is not None:
        return beside.words.shown(column.field, values)
    text = own_text(row, column.id, beside)
    return (Shown(text=text),) if text else ()


def own_text(row: models.Entry, name: str, beside: Beside) -> str:
    """What an entry has beside its fields: its number, where it stands, its days and clocks."""
    words = beside.words
    if name.startswith("clock."):
        return _clock(beside.clocks.get(row.pk, []), name.removeprefix("clock."), words)
    match name:
        case "number":
            text = row.number
        case "state":
            text = words.state(row.state)
        case "state_kind":
            text = words.texts(f"ledger.kind.{words.state_kind(row.state)}")
        case "unit":
            text = row.unit.name
        case "division":
            text = row.unit.division_name
        case "court":
            text = row.court.name
        case _:
            text = _day(row, name)
    return text


def _day(row: models.Entry, name: str) -> str:
    """When an entry was begun, changed or closed; empty for not yet."""
    days = {
        "created_on": row.opened_on,
        "changed_on": row.changed_at.astimezone(COURT_TIME).date(),
        "closed_on": row.closed_on,
    }
    day = days[name]
    return day.isoformat() if day else ""


def _clock(clocks: list[_ClockRow], name: str, words: Words) -> str:
    """Day and standing of a clock; one that has not begun shows nothing."""
    one = next((each for each in clocks if each.clock == name), None)
    if one is None or one.status == ClockStatus.NOT_STARTED:
        return ""
    status = one.status
    if status == ClockStatus.RUNNING and one.due_on and one.due_on < words.desk.on:
        status = ClockStatus.OVERDUE
    day = one.due_on.isoformat() if one.due_on else ""
    said = words.texts(f"ledger.clock_status.{status}") if status != ClockStatus.RUNNING else ""
    return " ".join(part for part in (day, said) if part)
