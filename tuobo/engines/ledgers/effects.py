"""What a step brings about: fields filled here; others told; entries made and moved elsewhere.

The fields are filled at once; the rest is only planned, for whoever keeps entries to carry out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tuobo.engines.ledgers.act import Act
from tuobo.engines.ledgers.definition import (
    Effect,
    Field,
    FieldType,
    Ledger,
    MakeEntry,
    MoveLinked,
    Notify,
    SetField,
)
from tuobo.engines.ledgers.definition.part import ACTOR, OWN, TODAY, Scalar
from tuobo.engines.ledgers.entry import Entry, creation
from tuobo.engines.ledgers.holding import holds
from tuobo.engines.ledgers.reading import Cell
from tuobo.engines.ledgers.values import NO_VALUES, Value, Values, scalar_value


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Whom to tell: those who have a right at the entry's unit, or persons and units by id."""

    right: str = ""
    persons: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlannedEntry:
    """An entry to be made: its ledger, its values, and the field there that leads back here.

    `fixed` are values that the definition fixes, field by field.
    """

    ledger: str
    values: Values
    link: str
    fixed: tuple[tuple[str, Scalar], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlannedMove:
    """An event for the entries with these numbers, which stand in one of these ledgers."""

    ledgers: tuple[str, ...]
    numbers: tuple[str, ...]
    event: str


@dataclass(frozen=True, kw_only=True)
class Effects:
    """Everything that a step brings about."""

    filled: Values = NO_VALUES
    emptied: frozenset[str] = frozenset()
    notices: tuple[Notice, ...] = ()
    made: tuple[PlannedEntry, ...] = ()
    moves: tuple[PlannedMove, ...] = ()

    def applied(self, values: Values) -> Values:
        return values | self.filled | dict.fromkeys(self.emptied)


NO_EFFECTS = Effects()


def planned(ledger: Ledger, entry: Entry, effects: Iterable[Effect], act: Act) -> Effects:
    """The effects of a step upon an entry with its new values."""
    filled: dict[str, Value] = {}
    emptied: set[str] = set()
    notices: list[Notice] = []
    made: list[PlannedEntry] = []
    moves: list[PlannedMove] = []
    for effect in effects:
        match effect:
            case SetField():
                one = ledger.field_by_id[effect.field]
                if effect.to is None:
                    emptied.add(one.id)
                else:
                    filled[one.id] = fixed(effect.to, one, act)
            case Notify():
                notices.append(_notice(effect, ledger, entry))
            case MakeEntry():
                if holds(effect.when, entry.values, ledger=ledger, state=entry.state):
                    made.append(_made(effect, entry))
            case MoveLinked():
                numbers = tuple(str(one) for one in entry.values.listed(effect.through))
                if numbers and holds(effect.when, entry.values, ledger=ledger, state=entry.state):
                    targets = ledger.field_by_id[effect.through].ledgers
                    moves.append(PlannedMove(ledgers=targets, numbers=numbers, event=effect.event))
    return Effects(
        filled=Values(filled), emptied=frozenset(emptied), notices=tuple(notices),
        made=tuple(made), moves=tuple(moves),
    )  # fmt: skip


def fixed(given: Scalar, one: Field, act: Act) -> Value:
    """A value that a definition fixes: today, whoever acts, their unit, or itself."""
    token = _tokens(act).get((one.type, given))
    value = scalar_value(given, one) if token is None else token
    return (value,) if one.many else value


def typed_default(one: Field, act: Act) -> Cell:
    """The default of a field as somebody would have typed it."""
    if one.default is None:
        return None
    if one.type is FieldType.MONEY:  # definitions speak of fen, people of yuan
        return Decimal(int(one.default)) / 100
    return _tokens(act).get((one.type, one.default), one.default)


def _tokens(act: Act) -> dict[tuple[FieldType, Scalar], str | date]:
    return {
        (FieldType.DATE, TODAY): act.on,
        (FieldType.PERSON, ACTOR): act.person,
        (FieldType.UNIT, OWN): act.unit,
        (FieldType.COURT, OWN): act.court,
    }


def _notice(effect: Notify, ledger: Ledger, entry: Entry) -> Notice:
    persons: list[str] = []
    units: list[str] = []
    for name in effect.fields:
        ids = [str(one) for one in entry.values.listed(name)]
        if ledger.field_by_id[name].type is FieldType.PERSON:
            persons += ids
        else:
            units += ids
    return Notice(right=effect.right, persons=tuple(persons), units=tuple(units))


def _made(effect: MakeEntry, entry: Entry) -> PlannedEntry:
    values: dict[str, Value | None] = {}
    for theirs, ours in effect.copied.items():
        values[theirs] = entry.values.get(ours)
    if effect.link:
        values[effect.link] = entry.number
    return PlannedEntry(
        ledger=effect.ledger, values=Values(values), link=effect.link,
        fixed=tuple(effect.values.items()),
    )  # fmt: skip


def made_entry(ledger: Ledger, plan: PlannedEntry, act: Act, *, number: str, unit: str) -> Entry:
    """The planned entry. Required fields may still be empty: no step is possible before they are
    filled, because every step checks them.
    """
    values: dict[str, Value | None] = {}
    given = dict(plan.fixed)
    for one in ledger.fields:
        value = plan.values.get(one.id)
        if value is None:
            wanted = given.get(one.id, one.default)
            if wanted is None:
                continue
            value = fixed(wanted, one, act)
        is_single = one.many and not isinstance(value, tuple)
        values[one.id] = (value,) if is_single else value  # type: ignore[assignment]
    state = ledger.first_state.id
    return Entry(
        number=number, ledger=ledger.id, version=ledger.version, state=state, unit=unit,
        court=act.court, values=Values(values), steps=(creation(state, act.on, act.person),),
    )  # fmt: skip
