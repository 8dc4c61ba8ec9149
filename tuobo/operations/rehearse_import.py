"""Says what an import would do before it does it: rows, changes, issues, effect on indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from tuobo.core.cube import Cell
from tuobo.core.measure import Count, Mean, Measure, Quantile, Rate
from tuobo.core.period import Period
from tuobo.engines.indicators import DataVersion as ServedVersion
from tuobo.engines.indicators import Question, Served, answer
from tuobo.engines.intake import (
    CheckContext,
    Mapping,
    Rehearsal,
    check,
    rehearse,
    state_after,
)
from tuobo.operations.complete_documents import completed, without_silent
from tuobo.operations.read_files import Progress, ReadFiles, read_files
from tuobo.operations.reporting_period import year_so_far
from tuobo.operations.serve_version import dated, served
from tuobo.operations.workspace import Workspace

# What a document must state, and that it need not state its filing date, is judged there.
_JUDGED_BEFORE = frozenset({"missing_required"})


@dataclass(frozen=True, kw_only=True)
class Effect:
    """An indicator before and after the import, for the year up to the day of the data."""

    indicator: str
    before: Measure | None
    after: Measure | None


@dataclass(frozen=True, kw_only=True)
class ImportRequest:
    """Files to be rehearsed together, and the day that they speak of.

    mapping  names one of the content, for all tables
    chosen   mappings that somebody confirmed, by the name of their file
    held     checks whose doubtful rows are held back
    """

    paths: tuple[Path, ...]
    day: date
    mapping: str = ""
    chosen: Lookup[str, Mapping] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    with_effects: bool = True


def _unwatched(step: str) -> None:
    """Nobody wants to know how far it is."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """Told of each step (checking, comparing, effects) and, while reading, of the bytes."""

    step: Callable[[str], None] = _unwatched
    reading: Progress | None = None


@dataclass(frozen=True, kw_only=True)
class ImportRehearsal:
    """What the files hold, what a commit would change, and its effect on each indicator."""

    read: ReadFiles
    rehearsal: Rehearsal
    day: date
    period: Period
    effects: tuple[Effect, ...]


def rehearse_import(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    day: date,
    mapping: str = "",
    with_effects: bool = True,
    progress: Progress | None = None,
) -> ImportRehearsal:
    """Read, check and compare; nothing is written."""
    asked = ImportRequest(paths=tuple(paths), day=day, mapping=mapping, with_effects=with_effects)
    return rehearsal_of(workspace, asked, Watch(reading=progress))


def rehearsal_of(
    workspace: Workspace, asked: ImportRequest, watch: Watch | None = None
) -> ImportRehearsal:
    """The rehearsal of a request; whoever watches may stop it by raising."""
    watch = watch or Watch()
    read = read_files(
        workspace,
        asked.paths,
        mapping=asked.mapping,
        chosen=asked.chosen,
        progress=watch.reading,
    )
    watch.step("checking")
    latest = workspace.snapshots.latest()
    stored = workspace.snapshots.read(latest.number)
    context = CheckContext.of(workspace.content, day=asked.day, stored=stored)
    context = replace(context, held=asked.held)
    batch = read.batch
    if read.is_documents:
        batch = without_silent(completed(batch, stored), workspace.schema, workspace.texts())
        context = replace(context, without=_JUDGED_BEFORE)
    batch = check(batch, context)
    watch.step("comparing")
    rehearsal = rehearse(batch, stored, schema=workspace.schema, based_on=latest.number)
    period = year_so_far(asked.day)
    watch.step("effects")
    effects = _effects(workspace, rehearsal, asked.day, period) if asked.with_effects else ()
    return ImportRehearsal(
        read=replace(read, batch=batch),
        rehearsal=rehearsal,
        day=asked.day,
        period=period,
        effects=tuple(effects),
    )


def _effects(
    workspace: Workspace, rehearsal: Rehearsal, day: date, period: Period
) -> Iterable[Effect]:
    """Only indicators whose figure would change, in the order of the definitions."""
    if not rehearsal.has_changes:
        return ()
    latest = workspace.snapshots.latest()
    before: dict[str, Cell] = {}
    if not latest.is_empty:
        with served(workspace, latest) as now:
            before = _figures(now, period)
    facts = state_after(workspace.snapshots.read(latest.number), rehearsal.changes)
    state = dated(workspace, facts, day)
    named = ServedVersion(id=f"{latest.id}+", as_of=day)
    with Served.in_memory(workspace.indicators, state.with_deadlines, named) as then:
        after = _figures(then, period)
    told = (
        Effect(indicator=name, before=_measure(before.get(name)), after=_measure(after.get(name)))
        for name in workspace.indicators.ids
    )
    return tuple(one for one in told if one.before != one.after and one != _nothing(one))


def _nothing(one: Effect) -> Effect:
    """What an effect looks like that counts none where nothing was counted before."""
    return replace(one, before=None, after=Count(value=0))


def _figures(opened: Served, period: Period) -> dict[str, Cell]:
    """The figures that may be summed over all courts of the store."""
    pack = opened.pack
    one_court = opened.courts() <= 1
    asked = tuple(
        ready.key
        for ready in (pack.find(name, period) for name in pack.ids)
        if one_court or ready.definition.roll_up == "sum"
    )
    cube = answer(opened, Question(period=period, indicators=asked))
    return {cell.at["indicator"]: cell for cell in cube}


def _measure(cell: Cell | None) -> Measure | None:
    """The measure, or None where there is nothing that it could be a measure of."""
    match cell.measure if cell else None:
        case Rate(numerator=0, denominator=0) | Mean(count=0) | Quantile(count=0):
            return None
        case found:
            return found
