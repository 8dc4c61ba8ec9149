"""Lists of entries: what may be asked, a page of it in words, all of it for export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

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
from tuobo.records.ledgers.queries import Asked, entries, sorted_entries

SOON_DAYS = 7
_NOT_SORTED = (FieldType.FILE, FieldType.LINK, FieldType.PERSON, FieldType.UNIT)
_BATCH = 500


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
    found = entries(scope, _soon(asked, desk))
    total = found.count()
    # Sorted by their ids alone: whole entries would be carried through the sorting.
    ids = sorted_entries(found, desk.scope(ledger), sort_of(ledger, part)).values_list(
        "pk", flat=True
    )
    rows = _rows(list(ids[part.offset : part.offset + part.limit]))
    columns = list_columns(ledger, desk.policy.rights_of(desk.viewer))
    beside = _beside(desk, ledger, rows, texts)
    lines = tuple(_line(row, columns, beside) for row in rows)
    return EntryList(columns=columns, lines=lines, total=total)


def all_lines(
    desk: LedgerDesk, ledger: Ledger, asked: Asked, part: Slice, texts: Texts
) -> Iterator[ListLine]:
    """All entries that are asked for, in batches, so that memory does not grow with them."""
    columns = full_columns(desk, ledger)
    scope = desk.scope(ledger)
    found = entries(scope, _soon(asked, desk))
    ids = list(
        sorted_entries(found, desk.scope(ledger), sort_of(ledger, part)).values_list(
            "pk", flat=True
        )
    )
    for at in range(0, len(ids), _BATCH):
        rows = _rows(ids[at : at + _BATCH])
        beside = _beside(desk, ledger, rows, texts)
        yield from (_line(row, columns, beside) for row in rows)


def _rows(ids: list[int]) -> list[models.Entry]:
    """The entries of some ids, in their order."""
    found = models.Entry.objects.filter(pk__in=ids).select_related(
        "unit__parent", "court", "person"
    )
    by_id = {row.pk: row for row in found}
    return [by_id[one] for one in ids if one in by_id]


@dataclass(frozen=True, kw_only=True)
class _Beside:
    """What the lines of some entries are made of beside them, read at once for all of them."""

    words: Words
    clocks: Mapping[int, list[models.EntryClock]]


def _beside(desk: LedgerDesk, ledger: Ledger, rows: list[models.Entry], texts: Texts) -> _Beside:
    clocks: dict[int, list[models.EntryClock]] = {}
    if rows:
        for one in models.EntryClock.objects.filter(entry__in=[row.pk for row in rows]):
            clocks.setdefault(one.entry_id, []).append(one)
    return _Beside(words=Words.for_rows(desk, ledger, rows, texts), clocks=clocks)


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


def _soon(asked: Asked, desk: LedgerDesk) -> Asked:
    return replace(asked, soon_until=desk.on + timedelta(days=SOON_DAYS))


def _line(row: models.Entry, columns: tuple[ListColumn, ...], beside: _Beside) -> ListLine:
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
        cells=tuple(_cell(row, one.id, values, beside) for one in columns),
    )


def _cell(row: models.Entry, name: str, values: Values, beside: _Beside) -> tuple[Shown, ...]:
    words = beside.words
    if name in words.ledger.field_by_id:
        return words.shown(words.ledger.field_by_id[name], values)
    if name.startswith("clock."):
        return _clock(beside.clocks.get(row.pk, []), name.removeprefix("clock."), words)
    text = _own(row, name, words)
    return (Shown(text=text),) if text else ()


def _own(row: models.Entry, name: str, words: Words) -> str:
    """What every entry has beside its fields."""
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


def _clock(clocks: list[models.EntryClock], name: str, words: Words) -> tuple[Shown, ...]:
    """Day and standing of a clock; one that has not begun shows nothing."""
    for one in clocks:
        if one.clock != name:
            continue
        status = one.status
        if status == ClockStatus.NOT_STARTED:
            return ()
        if status == ClockStatus.RUNNING and one.due_on and one.due_on < words.desk.on:
            status = ClockStatus.OVERDUE
        day = one.due_on.isoformat() if one.due_on else ""
        said = words.texts(f"ledger.clock_status.{status}") if status != ClockStatus.RUNNING else ""
        return (Shown(text=" ".join(part for part in (day, said) if part)),)
    return ()
