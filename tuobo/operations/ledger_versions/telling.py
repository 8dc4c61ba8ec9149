"""Entries of a ledger version in words: what a report says of a problem, a task, a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tuobo.core.days_in_words import day_in_words, period_in_words
from tuobo.core.measure import Amount
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.ledgers import Choice, Entry, Field, FieldType, Ledger, LedgerBook, Single
from tuobo.engines.reports import Figure, text_of
from tuobo.operations.ledger_versions.keeping import LedgerVersion


@dataclass(frozen=True)
class Words:
    """Values as people read them. `indicators` are their names by id."""

    book: LedgerBook
    version: LedgerVersion
    vocabularies: Vocabularies
    texts: Texts
    indicators: Mapping[str, str]

    def fields(self, entry: Entry) -> dict[str, str]:
        """All fields that are filled, and number, state and unit."""
        ledger = self.book[entry.ledger]
        told = {one.id: self._field(one, entry) for one in ledger.fields if one.id in entry.values}
        own = {
            "number": entry.number,
            "state": self.texts.pick(ledger.state_by_id[entry.state].names),
            "unit": self._named("unit", entry.unit),
        }
        return {**told, **{name: text for name, text in own.items() if name not in told}}

    def title(self, entry: Entry) -> str:
        """What the ledger names its entries by."""
        ledger = self.book[entry.ledger]
        return self._field(ledger.field_by_id[ledger.title], entry)

    def label(self, ledger: Ledger, name: str, code: str) -> str:
        """A code of a field, a unit or a state as people read it."""
        if name == "state":
            return self.texts.pick(ledger.state_by_id[code].names)
        if name in ledger.field_by_id:
            return self._coded(ledger.field_by_id[name], code)
        return self._named("unit", code) or code

    def order(self, ledger: Ledger, name: str) -> tuple[str, ...]:
        """The official order of a choice's codes; none for other fields."""
        one = ledger.field_by_id.get(name)
        if one is None:
            return ()
        if one.vocabulary:
            return tuple(each.code for each in self.vocabularies[one.vocabulary].entries)
        return tuple(each.code for each in one.choices)

    def _field(self, one: Field, entry: Entry) -> str:
        return "、".join(self._single(one, value) for value in entry.values.listed(one.id))

    def _single(self, one: Field, value: Single) -> str:
        match value:
            case bool():
                return self.texts("ledger.yes" if value else "ledger.no")
            case date():
                return day_in_words(value, self.texts)
            case Period():
                return period_in_words(value, self.texts)
            case _:
                return self._coded(one, value)

    def _coded(self, one: Field, value: object) -> str:
        code = str(value)
        match one.type:
            case FieldType.CHOICE:
                return self._choice(one, code)
            case FieldType.PERSON | FieldType.UNIT:
                return self._named(one.type.value, code)
            case FieldType.LINK:
                return self._linked(code)
            case FieldType.INDICATOR:
                return self.indicators.get(code.partition("@")[0], code)
            case FieldType.MONEY:
                return text_of(Figure(measure=Amount(fen=int(code)), unit="fen")).value
            case _:
                return code + (self.texts.pick(one.unit) if one.unit else "")

    def _named(self, kind: str, code: str) -> str:
        return self.version.names.get(f"{kind}:{code}", "")

    def _choice(self, one: Field, code: str) -> str:
        if one.vocabulary:
            return self.vocabularies.label(one.vocabulary, code, self.texts.lang)
        return next((_label(each, self.texts) for each in one.choices if each.code == code), code)

    def _linked(self, number: str) -> str:
        for entries in self.version.entries.values():
            for entry in entries:
                if entry.number == number:
                    return self.title(entry)
        return number


def _label(choice: Choice, texts: Texts) -> str:
    return choice.zh if texts.lang == "zh" else choice.en or choice.zh


def linked_to(
    version: LedgerVersion, ledger: Ledger, through: str, number: str
) -> tuple[Entry, ...]:
    """The entries of a ledger that name an entry in a field, in the order of their numbers."""
    return tuple(
        one
        for one in version.entries.get(ledger.id, ())
        if number in one.values.listed(through) and one.kind(ledger).value != "dropped"
    )
