"""Proposes a mapping for a source that is seen for the first time, each column with its confidence.

A title that a mapping knows counts 1; one that contains a known title, or is nearly spelled like
one, counts less and is shown as a proposal for a person to confirm. Titles that fit nothing are
kept in the mapping as seen and ignored.
"""

from __future__ import annotations

import difflib
import glob
from dataclasses import dataclass
from functools import lru_cache

from tuobo.core.content import Names
from tuobo.core.errors import DataError
from tuobo.core.facts import FactSchema
from tuobo.engines.intake.mapping.application import fits
from tuobo.engines.intake.mapping.model import (
    Binding,
    Mapping,
    Mappings,
    SheetMap,
    TableMap,
    Unit,
    found_title,
)
from tuobo.engines.intake.readers.header import plain
from tuobo.engines.intake.readers.source import Sheet, Source

NEAR = 0.8
_CONTAINED = 0.85
_SHORTEST = 3  # a title shorter than this is never matched by likeness: 案由, 日期
_MONEY = {Unit.YUAN, Unit.WAN, Unit.FEN}  # never by likeness: a title may name another unit
_STANDARD = "court_export"


@dataclass(frozen=True, kw_only=True)
class _Fit:
    score: float
    template: SheetMap
    proposed: SheetMap


def propose(source: Source, mappings: Mappings, schema: FactSchema, name: str) -> Mapping:
    """A mapping for this very source, named `name`; raises DataError if no sheet is understood."""
    best: tuple[float, Mapping, list[SheetMap]] | None = None
    ordered = sorted(mappings.by_name.values(), key=lambda one: one.mapping != _STANDARD)
    for template in ordered:
        found = [
            fit for sheet in source.sheets if (fit := _best_fit(template, sheet, source, schema))
        ]
        score = sum(fit.score for fit in found)
        if found and (best is None or score > best[0]):
            best = (score, template, [fit.proposed for fit in found])
    if best is None:
        raise DataError(
            "intake.not_understood",
            file=source.file,
            found="; ".join("、".join(sheet.titles[:8]) for sheet in source.sheets),
        )
    _, template, sheets = best
    return Mapping(
        mapping=name,
        names=Names(zh=source.file, en=source.file),
        sheets=tuple(sheets),
        note=f"{template.mapping} ← {source.file}",
    )


def _best_fit(template: Mapping, sheet: Sheet, source: Source, schema: FactSchema) -> _Fit | None:
    fits_found = [
        fit for one in template.sheets if (fit := _fit(one, sheet, source, schema)) is not None
    ]
    return max(fits_found, key=lambda fit: fit.score, default=None)


def _fit(one: SheetMap, sheet: Sheet, source: Source, schema: FactSchema) -> _Fit | None:
    tables = [(table, _proposed_columns(table, sheet)) for table in one.tables]
    whole = [
        table.model_copy(update={"columns": columns})
        for table, columns in tables
        if _is_whole(table, columns, schema)
    ]
    if not whole:
        return None
    certainty = max(sum(binding.confidence for binding in table.columns) for table in whole)
    named = fits(one, sheet, source)
    share = certainty / max(len(sheet.titles), 1)
    name = sheet.name or source.path.name.split(".")[0]
    match = dict.fromkeys((glob.escape(name), *(one.match if sheet.name == "" else ())))
    proposed = SheetMap(
        match=tuple(match),
        tables=tuple(whole),
        skip=one.skip,
        totals=one.totals,
        titles=sheet.titles,
    )
    return _Fit(score=certainty + share + (2 if named else 0), template=one, proposed=proposed)


def _proposed_columns(table: TableMap, sheet: Sheet) -> tuple[Binding, ...]:
    """The bindings that the sheet can fill, each with the sheet's own title."""
    found: dict[int, Binding] = {}
    used = set()
    for at, binding in enumerate(table.columns):
        title = found_title(binding, sheet.titles)
        if title is not None:
            used.add(title)
            titles = binding.titles if binding.join is not None else (title,)
            found[at] = binding.model_copy(update={"titles": titles})
    for at, binding in enumerate(table.columns):
        free = [title for title in sheet.titles if title not in used]
        if at in found or binding.unit in _MONEY:
            continue
        if near := _nearest(binding, free):
            title, confidence = near
            used.add(title)
            found[at] = binding.model_copy(update={"titles": (title,), "confidence": confidence})
    return tuple(found[at] for at in sorted(found))


def _nearest(binding: Binding, titles: list[str]) -> tuple[str, float] | None:
    """The free title that is most like one of the binding's, with its likeness."""
    scored = [
        (likeness(known, title), title)
        for known in binding.titles
        for title in titles
        if may_be_near(known, title)
    ]
    score, title = max(scored, default=(0.0, ""))
    return (title, round(score, 2)) if score >= NEAR else None


@lru_cache(maxsize=1 << 16)
def may_be_near(known: str, title: str) -> bool:
    """Whether the characters in common leave room for NEAR: few pairs of titles pass."""
    one, other = plain(known), plain(title)
    shared = sum(character in other for character in one)
    return one in other or 2 * shared / (len(one) + len(other)) >= NEAR


@lru_cache(maxsize=1 << 16)
def likeness(known: str, title: str) -> float:
    """How alike two titles are, 0 to 1; a title that holds the other counts as near."""
    one, other = plain(known), plain(title)
    if min(len(one), len(other)) < _SHORTEST:
        return 0.0
    if one in other:
        return max(_CONTAINED, difflib.SequenceMatcher(None, one, other).ratio())
    return difflib.SequenceMatcher(None, one, other).ratio()


def _is_whole(table: TableMap, columns: tuple[Binding, ...], schema: FactSchema) -> bool:
    provided = {binding.to for binding in columns} | set(table.constants)
    if table.number_of in provided:
        provided |= {"court", "case_word", "domain", "instance"}
    required = {column.name for column in schema[table.table].columns if column.required}
    return required | set(table.needs) <= provided
