"""Puts entries of the catalogue into the words of a visit: rows, tables, links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from django.conf import settings
from django.urls import reverse

from tuobo.core.content import Mark as MarkOfSource
from tuobo.core.facts import Table as FactTable
from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabulary
from tuobo.engines.indicators import Indicator
from tuobo.engines.timelimits.definitions import HolidayNotice
from tuobo.operations.definitions_desk.catalogue import Catalogue, standing_of
from tuobo.operations.definitions_desk.differences import compare
from tuobo.operations.definitions_desk.entries import Entry, Kind
from tuobo.operations.definitions_desk.summary import summary_of
from tuobo.operations.definitions_desk.used_on import Use, uses_of
from tuobo.operations.definitions_desk.wording import Wording
from tuobo.web.areas.definitions.pages import (
    ComparePage,
    EntryPage,
    Link,
    Mark,
    Option,
    Row,
    Standing,
    Table,
    Version,
    Worked,
)
from tuobo.web.ui.area_pages import address_of_area
from tuobo.web.ui.visit import Visit, address_with

_TONES = {"in_force": "good", "ended": "neutral", "to_come": "info"}
_SHOWN_APART = ("source.", "names", "id", "version", "in_force")
_AREAS = {
    "health": "home",
    "limits": "limits",
    "case": "cases",
    "imports": "imports",
    "accounts": "accounts",
    "ledgers": "ledgers",
}
"""The areas whose page in the menu a use leads to."""


class Showing:
    """Speaks to one visitor."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._texts = visit.texts
        self._on = visit.today
        self.catalogue = Catalogue.of(settings.TUOBO_CONTENT)
        self.wording = Wording.of(settings.TUOBO_CONTENT, visit.texts)

    def row(self, entry: Entry) -> Row:
        texts, source = self._texts, entry.source
        return Row(
            kind=entry.kind,
            kind_name=texts(f"definitions.kind.{entry.kind}"),
            key=entry.key,
            name=texts.pick(entry.names),
            summary=summary_of(entry.definition, self.wording, texts),
            source=" ".join(filter(None, (source.text, source.article))) if source else "",
            mark=source.mark if source else "",
            mark_words=texts(f"definitions.mark.{source.mark}") if source else "",
            standing=self.standing(entry),
            is_local=entry.is_local,
        )

    def standing(self, entry: Entry) -> Standing:
        code = standing_of(entry, self._on)
        return Standing(
            word=self._texts(f"definitions.standing.{code}"),
            tone=_TONES[code],
            days=self.wording.in_force(entry.in_force),
        )

    def page(self, entry: Entry) -> EntryPage:
        lines = self.wording.lines(entry.definition)
        uses = uses_of(self.catalogue, entry)
        return EntryPage(
            entry=entry,
            row=self.row(entry),
            lines=tuple(one for one in lines if not one.path.startswith(_SHOWN_APART)),
            source=self.wording.lines(entry.source) if entry.source else (),
            checked_on=entry.source.checked_on if entry.source else None,
            versions=tuple(
                Version(
                    number=one.version,
                    key=one.key,
                    standing=self.standing(one),
                    is_this=one is entry,
                )
                for one in self.catalogue.versions(entry)
            ),
            used_on=tuple(self._page_link(one) for one in uses if one.entry is None),
            used_by=tuple(self._entry_link(one.entry) for one in uses if one.entry is not None),
            worked=tuple(_worked(entry, self._texts)),
            table=_table(entry, self._texts),
            indicator=entry.id if isinstance(entry.definition, Indicator) else "",
            ledger=entry.id if entry.kind is Kind.LEDGER and self._sees_ledgers() else "",
        )

    def neighbour(self, entry: Entry) -> Entry:
        """What a definition is compared with unless somebody chooses: the version before it.

        A first version is compared with the one after it, an only one with the next of its kind.
        """
        versions = self.catalogue.versions(entry)
        same = versions if len(versions) > 1 else self.catalogue.of_kind(entry.kind)
        at = same.index(entry)
        return same[at - 1] if at else same[min(1, len(same) - 1)]

    def comparison(self, one: Entry, other: Entry, *, with_all: bool) -> ComparePage:
        fields = compare(one, other, self.wording)
        changed = sum(field.is_changed for field in fields)
        return ComparePage(
            one=self.row(one),
            other=self.row(other),
            fields=tuple(field for field in fields if with_all or field.is_changed),
            changed=changed,
            same=len(fields) - changed,
            choices=tuple(
                Option(
                    key=found.key,
                    name=f"{self._texts.pick(found.names)} {found.key}",
                    is_chosen=found is one,
                )
                for found in self.catalogue.of_kind(one.kind)
                if found is not other
            ),
            with_all=with_all,
        )

    def marks(self) -> tuple[Mark, ...]:
        """All trust marks with what they mean."""
        return tuple(
            Mark(mark=mark, words=self._texts(f"definitions.mark.{mark}"))
            for mark in get_args(MarkOfSource)
        )

    def _sees_ledgers(self) -> bool:
        return bool(address_of_area(self._visit, "ledgers"))

    def _page_link(self, use: Use) -> Link:
        """A page or report; with an address where it is in the menu of the visitor."""
        if use.report is not None:
            return Link(name=self._texts("definitions.report", name=self._texts.pick(use.report)))
        area = _AREAS.get(use.page, "")
        address = address_of_area(self._visit, area) if area else ""
        return Link(name=self._texts(f"definitions.page.{use.page}"), address=address)

    def _entry_link(self, entry: Entry) -> Link:
        kind = self._texts(f"definitions.kind.{entry.kind}")
        address = reverse("definitions:definition", args=(entry.kind, entry.key))
        return Link(
            name=f"{kind} · {self._texts.pick(entry.names)}",
            key=entry.key,
            address=address_with(address, self._visit.carried),
        )


def _worked(entry: Entry, texts: Texts) -> Iterator[Worked]:
    definition = entry.definition
    for one in definition.worked if isinstance(definition, Indicator) else ():
        counts = [f"{name} = {count:g}" for name, count in one.counts.items()]
        yield Worked(
            id=one.id,
            counts=_listed(counts, texts),
            published=one.published,
            expected=one.expected,
            is_off=one.is_published_error,
            source=one.source,
            note=one.note,
        )


def _table(entry: Entry, texts: Texts) -> Table | None:
    """Codes, columns or days, whatever the definition lists."""
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]
    match entry.definition:
        case Vocabulary() as vocabulary:
            title, heads = "entries", ("code", "zh", "en", "synonyms", "note")
            rows = [
                (one.code, one.zh, one.en, _listed(one.synonyms, texts), one.note)
                for one in vocabulary.entries
            ]
        case FactTable() as table:
            title, heads = "columns", ("name", "zh", "kind", "vocabulary", "required", "note")
            rows = [
                (one.name, one.zh, one.kind.value, one.vocabulary, must, one.note)
                for one in table.columns
                for must in (texts("definitions.yes") if one.required else "",)
            ]
        case HolidayNotice() as notice:
            title, heads = "days", ("rest_days", "worked_days")
            rows = [(_listed(notice.rest_days, texts), _listed(notice.worked_days, texts))]
        case _:
            return None
    named = tuple(texts(f"definitions.field.{name}") for name in heads)
    return Table(title=texts(f"definitions.{title}"), heads=named, rows=tuple(rows))


def _listed(values: Iterable[object], texts: Texts) -> str:
    return texts("definitions.list").join(map(str, values))
