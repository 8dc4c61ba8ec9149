"""Where a definition is used: by which pages, reports and other definitions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from tuobo.core.content import Content, Definition, Names
from tuobo.core.facts import Table
from tuobo.engines.indicators import Break, Indicator
from tuobo.engines.reports.compose.outline import Outline
from tuobo.engines.timelimits import Checkpoint, Ground, Limit
from tuobo.operations.definitions_desk.catalogue import Catalogue
from tuobo.operations.definitions_desk.entries import Entry, Kind
from tuobo.operations.indicator_lines import PageRules

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, kw_only=True)
class Use:
    """Something that uses a definition: a page of the desk, a report, another definition.

    `page` is a code of the texts, `report` the name of an outline.
    """

    entry: Entry | None = None
    page: str = ""
    report: Names | None = None


_PAGES: Mapping[Kind, tuple[str, ...]] = {
    Kind.INDICATOR: ("indicator",),
    Kind.BREAK: ("indicator",),
    Kind.LIMIT: ("limits", "case"),
    Kind.GROUND: ("limits", "case"),
    Kind.READING: ("limits", "case"),
    Kind.CHECKPOINT: ("case",),
    Kind.BOARD: ("limits",),
    Kind.FINDING: ("health", "case"),
    Kind.CALENDAR: ("limits", "case"),
    Kind.CHECK: ("imports",),
    Kind.RULE_SET: ("health", "indicator"),
    Kind.FACTS: ("imports",),
    Kind.VOCABULARY: ("imports",),
    Kind.ROLE: ("accounts",),
    Kind.LEDGER: ("ledgers",),
}


def uses_of(catalogue: Catalogue, entry: Entry) -> tuple[Use, ...]:
    """All uses: pages first, then reports, then definitions in the catalogue's order."""
    pages = list(_PAGES.get(entry.kind, ()))
    if isinstance(entry.definition, Indicator):
        packs = PageRules.of(catalogue.content).packs
        pages = [*(["health"] if entry.definition.pack in packs else []), *pages]
    found = [Use(page=page) for page in pages]
    if entry.kind is Kind.INDICATOR:
        reports = _report_words(catalogue.content)
        found += [Use(report=names) for names, words in reports if entry.id in words]
    return (*found, *(Use(entry=one) for one in catalogue.entries if _speaks_of(one, entry)))


def _speaks_of(one: Entry, entry: Entry) -> bool:
    """Whether a definition names another one."""
    names = _NAMED.get(entry.kind)
    return names is not None and entry.id in names(one.definition)


def _indicators_in(one: Definition) -> Iterable[str]:
    match one:
        case Break():
            return one.indicators
        case Indicator():
            return one.companions
        case _:
            return ()


def _grounds_in(one: Definition) -> Iterable[str]:
    return one.exclusions if isinstance(one, Limit | Checkpoint) else ()


def _readings_in(one: Definition) -> Iterable[str]:
    varied = one.variants if isinstance(one, Limit | Ground | Checkpoint) else ()
    return {name for variant in varied for name in variant.when}


def _vocabularies_in(one: Definition) -> Iterable[str]:
    return {column.vocabulary for column in one.columns} if isinstance(one, Table) else ()


def _tables_in(one: Definition) -> Iterable[str]:
    if not isinstance(one, Indicator):
        return ()
    sides = [one.numerator, one.denominator, *one.denominator_plus]
    return {side.table for side in sides if side is not None}


_NAMED: Mapping[Kind, Callable[[Definition], Iterable[str]]] = {
    Kind.INDICATOR: _indicators_in,
    Kind.GROUND: _grounds_in,
    Kind.READING: _readings_in,
    Kind.VOCABULARY: _vocabularies_in,
    Kind.FACTS: _tables_in,
}


@cache
def _report_words(content: Content) -> tuple[tuple[Names, frozenset[str]], ...]:
    """The name of each outline, with every word in it that could be the name of an indicator."""
    return tuple(
        (one.names, frozenset(_NAME.findall(" ".join(_texts_in(one)))))
        for one in content.load("reports", Outline)
    )


def _texts_in(one: object) -> Iterator[str]:
    match one:
        case str():
            yield one
        case BaseModel():
            for name in type(one).model_fields:
                yield from _texts_in(getattr(one, name))
        case tuple():
            for member in one:
                yield from _texts_in(member)
