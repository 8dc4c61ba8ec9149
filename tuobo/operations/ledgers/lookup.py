"""Who and what the texts in a form may mean: people, units, entries, indicators, files.

Only what the person may see is found, so that a link never tells of a record that is not theirs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q, QuerySet

from tuobo.core.content import Names
from tuobo.engines.ledgers import FieldType, LedgerBook, Reader
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.indicator_names import indicator_names
from tuobo.records.ledgers.models import Attachment, Entry
from tuobo.records.ledgers.selecting import within
from tuobo.records.organisation.models import Person, Posting, Unit
from tuobo.records.organisation.queries import court_names

_SUGGESTIONS = 50
_PASSPORT = re.compile(r"^[0-9A-Za-z][0-9A-Za-z\-_/.]{3,80}$")


@dataclass(frozen=True, kw_only=True)
class RecordsLookup:
    """Looks things up for one person and one court, remembering what it found.

    files   digests of files that are being brought with the form
    """

    desk: LedgerDesk
    court: Unit
    files: frozenset[str] = frozenset()
    entry: int | None = None
    _found: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)
    _units_by_word: dict[tuple[str, ...], Mapping[str, tuple[str, ...]]] = field(
        default_factory=dict
    )

    def ids(self, kind: FieldType, text: str, within: tuple[str, ...]) -> tuple[str, ...]:
        """The ids that a text may mean: none, one or several."""
        word = _word(text)
        match kind:
            case FieldType.PERSON:
                found = self._people.get(word, ())
            case FieldType.UNIT:
                found = self._units(within).get(word, ())
            case FieldType.LINK:
                found = self._entry(text.strip(), within)
            case FieldType.FILE:
                found = (word,) if word in self.files | self._attached else ()
            case FieldType.INDICATOR:
                found = self._indicators.get(word, ())
            case _:
                # A figure is named by the code of its passport, which stands in the report.
                found = (word,) if _PASSPORT.match(word) else ()
        return found

    @cached_property
    def courts(self) -> tuple[int, ...]:
        """The court and all above it: who leads, helps and visits may come from there."""
        found, unit = [self.court.pk], self.court.parent
        while unit is not None:
            found.append(unit.pk)
            unit = unit.parent
        return tuple(found)

    @cached_property
    def _known_people(self) -> list[tuple[str, str, str, str]]:
        people = Person.objects.filter(court__in=self.courts)
        rows = people.values_list("pk", "number", "name", "case_name")
        return [(str(pk), number, name, case_name) for pk, number, name, case_name in rows]

    @cached_property
    def _people(self) -> Mapping[str, tuple[str, ...]]:
        return _by_word(
            (pk, [number, name, case_name, _with_number(name, number)])
            for pk, number, name, case_name in self._known_people
        )

    @cached_property
    def _person_names(self) -> Mapping[str, str]:
        """Id → the shortest name that means this person alone."""
        return {
            pk: name if self._people[_word(name)] == (pk,) else _with_number(name, number)
            for pk, number, name, _ in self._known_people
        }

    @cached_property
    def people_named(self) -> tuple[str, ...]:
        """Whoever holds a post, as they are to be written; others may be named too."""
        posted = Posting.objects.filter(person__court__in=self.courts)
        posted = posted.exclude(ends_on__lt=self.desk.on)
        ids = {str(pk) for pk in posted.values_list("person", flat=True)}
        return tuple(name for pk, name in self._person_names.items() if pk in ids)

    @cached_property
    def _known_units(self) -> list[tuple[str, str, list[str]]]:
        units = Unit.objects.filter(Q(parent__in=self.courts) | Q(pk__in=self.courts), ends_on=None)
        rows = units.values_list("pk", "kind", "code", "name", "name_en")
        return [(str(pk), kind, [code, name, en]) for pk, kind, code, name, en in rows]

    def _units(self, kinds: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
        if kinds not in self._units_by_word:
            of_kinds = [(pk, words) for pk, kind, words in self._known_units if kind in kinds]
            self._units_by_word[kinds] = _by_word(of_kinds)
        return self._units_by_word[kinds]

    def units_of(self, kinds: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """Id and name of the units of some kinds, in official order."""
        return tuple((pk, words[1]) for pk, kind, words in self._known_units if kind in kinds)

    def name_of(self, kind: FieldType, text: str) -> str:
        """How an id is written in a form; whatever is no id stays as it was typed."""
        if kind is FieldType.PERSON:
            return self._person_names.get(text, text)
        if kind is FieldType.INDICATOR:
            return next((names.zh for one, names in self.indicators() if one == text), text)
        return text

    def known_courts(self) -> tuple[tuple[str, str], ...]:
        return tuple(court_names().items())

    def indicators(self) -> tuple[tuple[str, Names], ...]:
        """Id and names of all indicators, in the order of their definitions."""
        return tuple(indicator_names(self.desk.content).items())

    def recent_entries(
        self, ledgers: tuple[str, ...], text: str = ""
    ) -> tuple[tuple[str, str], ...]:
        """Number and title of the newest entries that may be linked, or of those with a text."""
        found = self._linkable(ledgers)
        if text.strip():
            found = found.filter(
                Q(title__icontains=text.strip()) | Q(number__icontains=text.strip())
            )
        return tuple(found.order_by("-id").values_list("number", "title")[:_SUGGESTIONS])

    def _linkable(self, ledgers: tuple[str, ...]) -> QuerySet[Entry]:
        may_see = Q(pk__in=())
        for name in ledgers:
            if name not in self.desk.book.versions:
                continue  # a ledger that is only being written has no entries yet
            ledger = self.desk.book[name]
            may_see |= Q(ledger=name) & within(self.desk.reach(ledger.rights.see))
        return Entry.objects.filter(may_see, court=self.court, rehearsal=self.desk.rehearsal)

    def _entry(self, number: str, ledgers: tuple[str, ...]) -> tuple[str, ...]:
        key = (number, ledgers)
        if key not in self._found:
            found = self._linkable(ledgers).filter(number=number)
            self._found[key] = tuple(dict.fromkeys(found.values_list("number", flat=True)))
        return self._found[key]

    @cached_property
    def _attached(self) -> frozenset[str]:
        if self.entry is None:
            return frozenset()
        found = Attachment.objects.filter(entry=self.entry)
        return frozenset(found.values_list("sha256", flat=True))

    @cached_property
    def _indicators(self) -> Mapping[str, tuple[str, ...]]:
        return _by_word((one, [names.zh, names.en]) for one, names in self.indicators())


def reader_for(desk: LedgerDesk, lookup: RecordsLookup, book: LedgerBook | None = None) -> Reader:
    """Everything that reading a form for a court needs; `book` of a definition being typed."""
    return Reader.of(desk.content, book or desk.book, lookup, desk.on)


def _with_number(name: str, number: str) -> str:
    return f"{name}（{number}）"


def _word(text: str) -> str:
    """How words are compared: in one width, without spaces around."""
    return unicodedata.normalize("NFKC", text).strip()


def _by_word(found: Iterable[tuple[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    """Id and word → ids; an id means itself alone, even where it is somebody's number."""
    words: dict[str, tuple[str, ...]] = {}
    ids: dict[str, tuple[str, ...]] = {}
    for one, spelled in found:
        ids[one] = (one,)
        for word in dict.fromkeys(_word(each) for each in spelled):
            if word:
                words[word] = (*words.get(word, ()), one)
    return words | ids
