"""What stands in a cell: values in words, ids as the names behind them, hidden fields left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tuobo.core.days_in_words import period_in_words
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Field, FieldType, Ledger, Single, StateKind, Values
from tuobo.engines.ledgers.options import options_of
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.indicator_names import indicator_names
from tuobo.records.ledgers import models
from tuobo.records.ledgers.queries import Names, names_in

_NO_ENTRY: tuple[int | None, str, str] = (None, "", "")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One value in words; `entry` and `ledger` where it names an entry that can be opened.

    digest  of a file, by which it is fetched; case_number and indicator where it names one
    """

    text: str
    entry: int | None = None
    ledger: str = ""
    digest: str = ""
    case_number: str = ""
    indicator: str = ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is needed to put the values of some entries into words, made once a page.

    labels  choice field → code → option in words, filled as they are asked for
    """

    desk: LedgerDesk
    ledger: Ledger
    texts: Texts
    names: Names
    labels: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def for_rows(
        cls, desk: LedgerDesk, ledger: Ledger, rows: Iterable[models.Entry], texts: Texts
    ) -> Words:
        return cls(desk=desk, ledger=ledger, texts=texts, names=names_in(rows))

    def shown(self, one: Field, values: Values) -> tuple[Shown, ...]:
        """All values of a field, in their order."""
        found = values.listed(one.id)  # most fields of most entries are empty
        return tuple(self._single(one, value) for value in found) if found else ()

    def text(self, one: Field, values: Values) -> str:
        """The same as one line; empty for an empty field."""
        return self.joined(one, values.listed(one.id))

    def joined(self, one: Field, values: tuple[Single, ...]) -> str:
        """Some values of a field as one line."""
        return self.texts("ledger_show.and").join(self.said(one, value) for value in values)

    def state(self, state: str) -> str:
        """A state by its name; one that an older version had keeps its id."""
        found = self.ledger.state_by_id.get(state)
        return self.texts.pick(found.names) if found else state

    def state_kind(self, state: str) -> StateKind:
        found = self.ledger.state_by_id.get(state)
        return found.kind if found else StateKind.OPEN

    def said(self, one: Field, value: Single) -> str:
        """One value of a field in words."""
        said = text = str(value)
        match one.type:
            case FieldType.LINK:
                _, title, _ = self.names.entries.get(text, _NO_ENTRY)
                said = f"{text} {title}".strip()
            case FieldType.FILE:
                said = self.names.files.get(text, text[:12])
            case FieldType.INDICATOR:
                said = indicator_name(self.desk, text, self.texts)
            case FieldType.PERSON:
                said = self.names.people.get(text, text)
            case FieldType.UNIT:
                said = self.names.units.get(text, text)
            case _:
                said = self._plain(one, value)
        return said

    def _single(self, one: Field, value: Single) -> Shown:
        said, text = self.said(one, value), str(value)
        match one.type:
            case FieldType.LINK:
                entry, _, ledger = self.names.entries.get(text, _NO_ENTRY)
                return Shown(text=said, entry=entry, ledger=ledger)
            case FieldType.FILE:
                return Shown(text=said, digest=text)
            case FieldType.CASE_NUMBER:
                return Shown(text=said, case_number=text)
            case FieldType.INDICATOR:
                return Shown(text=said, indicator=text)
            case _:
                return Shown(text=said)

    def _plain(self, one: Field, value: Single) -> str:
        match value:
            case bool():
                text = self.texts("ledger.yes" if value else "ledger.no")
            case date():
                text = value.isoformat()
            case Period():
                text = period_in_words(value, self.texts)
            case int() if one.type is FieldType.MONEY:
                text = self.texts("ledger_show.money", yuan=f"{Decimal(value) / 100:,.2f}")
            case int() if one.type is FieldType.DAYS:
                text = self.texts("ledger_show.days", days=value)
            case Decimal():
                unit = self.texts.pick(one.unit) if one.unit else ""
                text = f"{value:,f} {unit}".strip()
            case _:
                text = self._code(one, str(value))
        return text

    def _code(self, one: Field, text: str) -> str:
        if one.type is FieldType.COURT:
            return self.desk.book.vocabularies.label("court", text, self.texts.lang)
        if one.type is not FieldType.CHOICE:
            return text
        if one.id not in self.labels:
            options = options_of(one, self.desk.book.vocabularies)
            self.labels[one.id] = {each.code: self.texts.pick(each.names) for each in options}
        return self.labels[one.id].get(text, text)


def indicator_name(desk: LedgerDesk, indicator: str, texts: Texts) -> str:
    """An indicator by its name; its id where the content no longer has it."""
    found = indicator_names(desk.content).get(indicator)
    return texts.pick(found) if found else indicator


def hidden_fields(desk: LedgerDesk, ledger: Ledger, row: models.Entry) -> frozenset[str]:
    """The sensitive fields of an entry whose right the person does not hold at its unit."""
    if not ledger.sensitive_fields:
        return frozenset()
    judge = row.person.case_name if row.person else ""
    return frozenset(
        one.id
        for one in ledger.sensitive_fields
        if not desk.reach(one.sensitive).covers(
            court=row.court.code, division=row.unit.division_name, judge=judge
        )
    )


def visible_values(desk: LedgerDesk, ledger: Ledger, row: models.Entry) -> Values:
    """The values of an entry, without what is hidden from the person."""
    values = Values.of_document(ledger, row.values)
    hidden = hidden_fields(desk, ledger, row)
    return values | dict.fromkeys(hidden) if hidden else values
