"""Who and what the texts in a form may mean: people, units, entries, indicators, files.

Only what the person may see is found, so that a link never tells of a record that is not theirs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from tuobo.engines.indicators import Pack
from tuobo.engines.ledgers import FieldType, Reader
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.records.ledgers.models import Attachment, Entry
from tuobo.records.ledgers.selecting import within
from tuobo.records.organisation.models import Person, Unit

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

    def ids(self, kind: FieldType, text: str, within: tuple[str, ...]) -> tuple[str, ...]:
        """The ids that a text may mean: none, one or several."""
        word = unicodedata.normalize("NFKC", text).strip()
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
    def _people(self) -> Mapping[str, tuple[str, ...]]:
        people = Person.objects.filter(court__in=self.courts)
        rows = people.values_list("pk", "number", "name", "case_name")
        return _by_word((str(pk), words) for pk, *words in rows)

    @cached_property
    def _known_units(self) -> list[tuple[str, str, list[str]]]:
        units = Unit.objects.filter(Q(parent__in=self.courts) | Q(pk__in=self.courts))
        rows = units.values_list("pk", "kind", "code", "name", "name_en")
        return [(str(pk), kind, words) for pk, kind, *words in rows]

    def _units(self, kinds: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
        return _by_word((pk, words) for pk, kind, words in self._known_units if kind in kinds)

    def _entry(self, number: str, ledgers: tuple[str, ...]) -> tuple[str, ...]:
        key = (number, ledgers)
        if key not in self._found:
            may_see = Q(pk__in=())
            for name in ledgers:
                ledger = self.desk.book[name]
                may_see |= Q(ledger=name) & within(self.desk.reach(ledger.rights.see))
            found = Entry.objects.filter(
                may_see, number=number, court=self.court, rehearsal=self.desk.rehearsal
            )
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
        indicators = Pack.of(self.desk.content).indicators.values()
        latest = {one.definition.id: one.definition.names for one in indicators}
        return _by_word((one, [names.zh, names.en]) for one, names in latest.items())


def reader_for(desk: LedgerDesk, lookup: RecordsLookup) -> Reader:
    """Everything that reading a form for a court needs."""
    return Reader.of(desk.content, desk.book, lookup, desk.on)


def _by_word(found: Iterable[tuple[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    """Id and word → ids; an id means itself alone, even where it is somebody's number."""
    words: dict[str, tuple[str, ...]] = {}
    ids: dict[str, tuple[str, ...]] = {}
    for one, spelled in found:
        ids[one] = (one,)
        for word in dict.fromkeys(unicodedata.normalize("NFKC", each).strip() for each in spelled):
            if word:
                words[word] = (*words.get(word, ()), one)
    return words | ids
