"""The entries of several ledgers as one person may see them, each read once for a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Entry, Ledger, StateKind, options_of
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.live_entries import now_in_force
from tuobo.records.ledgers import models
from tuobo.records.ledgers.queries import entries


@dataclass(frozen=True, kw_only=True)
class Held:
    """An entry with what pages say of it."""

    id: int
    entry: Entry
    title: str
    unit: str
    state: str
    kind: StateKind
    due_on: date | None
    is_overdue: bool

    @property
    def number(self) -> str:
        return self.entry.number

    @property
    def is_open(self) -> bool:
        return self.kind in {StateKind.OPEN, StateKind.WAITING}

    def days_in_state(self, on: date) -> int:
        return (on - self.entry.steps[-1].on).days if self.entry.steps else 0


@dataclass
class Holding:
    """Ledgers by id, read when they are first asked for; one that may not be seen holds nothing."""

    desk: LedgerDesk
    court: str
    texts: Texts
    _read: dict[str, tuple[Held, ...]] = field(default_factory=dict)
    _named: dict[tuple[str, str], dict[str, list[Held]]] = field(default_factory=dict)

    def ledger(self, name: str) -> Ledger | None:
        return self.desk.ledger_if_any(name)

    def of(self, name: str) -> tuple[Held, ...]:
        """The entries of a ledger in the order of their numbers."""
        if name not in self._read:
            ledger = self.ledger(name)
            self._read[name] = self._entries(ledger) if ledger else ()
        return self._read[name]

    def naming(self, name: str, through: str, number: str) -> tuple[Held, ...]:
        """The entries of a ledger that name another one in a field."""
        key = (name, through)
        if key not in self._named:
            index: dict[str, list[Held]] = {}
            for one in self.of(name):
                for each in dict.fromkeys(map(str, one.entry.values.listed(through))):
                    index.setdefault(each, []).append(one)
            self._named[key] = index
        return tuple(self._named[key].get(number, ()))

    def numbered(self, name: str) -> Mapping[str, Held]:
        return {one.number: one for one in self.of(name)}

    def word(self, name: str, field_id: str, held: Held) -> str:
        """What an entry holds in a field of choices, in words; empty if it holds nothing."""
        words = self.words(name, field_id)
        codes = (str(each) for each in held.entry.values.listed(field_id))
        return self.texts("ledger_show.and").join(words.get(each, each) for each in codes)

    def words(self, name: str, field_id: str) -> Mapping[str, str]:
        """The choices of a field in their order: code → words."""
        ledger = self.ledger(name)
        one = ledger.field_by_id.get(field_id) if ledger else None
        if one is None:
            return {}
        options = options_of(one, self.desk.book.vocabularies)
        return {each.code: self.texts.pick(each.names) for each in options}

    def _entries(self, ledger: Ledger) -> tuple[Held, ...]:
        rows = list(
            entries(self.desk.scope(ledger))
            .filter(court__code=self.court)
            .select_related("unit__parent", "court", "person")
            .order_by("scope", "serial")
        )
        found = now_in_force(self.desk, ledger, rows)
        return tuple(self._held(ledger, row, one) for row, one in zip(rows, found, strict=True))

    def _held(self, ledger: Ledger, row: models.Entry, entry: Entry) -> Held:
        state = ledger.state_by_id[entry.state]
        is_running = state.kind is StateKind.OPEN
        return Held(
            id=row.pk,
            entry=entry,
            title=row.title,
            unit=row.unit.name,
            state=self.texts.pick(state.names),
            kind=state.kind,
            due_on=row.due_on,
            is_overdue=bool(is_running and row.due_on and row.due_on < self.desk.on),
        )
