"""What would change if an indicator were defined otherwise: its figure and its cases.

The other definition comes from a file in the form of content/…/indicators. Both are computed on the
same data; nothing is kept, and the served build of the store is not touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import polars as pl

from tuobo.core.content import load_file
from tuobo.core.cube import Cell
from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.core.reach import Place
from tuobo.core.texts import Texts
from tuobo.engines.indicators import (
    DataVersion as ServedVersion,
)
from tuobo.engines.indicators import (
    Indicator,
    Pack,
    Question,
    ReadyIndicator,
    Served,
    answer,
    rows,
    value_of,
)
from tuobo.engines.intake import DataVersion
from tuobo.engines.reports import Figure
from tuobo.operations.definitions_desk.differences import Compared, compared
from tuobo.operations.definitions_desk.wording import Wording
from tuobo.operations.desk.places import scope_of
from tuobo.operations.serve_version import dated_version
from tuobo.operations.workspace import Workspace

_SHOWN = ("case_number", "division", "judge", "cause", "filed_on", "closed_on")
_SIDES: tuple[Literal["numerator", "denominator"], ...] = ("numerator", "denominator")


@dataclass(frozen=True, kw_only=True)
class MovedCase:
    """A case that would count where it does not, or would no longer count."""

    case_number: str
    division: str
    judge: str
    cause: str
    filed_on: date | None
    closed_on: date | None
    comes_in: bool


@dataclass(frozen=True, kw_only=True)
class SideChange:
    """One side before and after. `moved` is empty where its rows are no cases (`has_cases`)."""

    side: str
    before: int
    after: int
    has_cases: bool
    moved: tuple[MovedCase, ...]

    @property
    def title_code(self) -> str:
        """The code of what the side is called."""
        return f"definitions.try.side.{self.side}"


@dataclass(frozen=True, kw_only=True)
class PlaceChange:
    """The figure of one division before and after."""

    name: str
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True, kw_only=True)
class IndicatorTrial:
    """The answer; `fields` sets the two definitions side by side."""

    data_version: str
    as_of: date
    period: Period
    key_before: str
    name: str
    before: Figure
    after: Figure
    fields: tuple[Compared, ...]
    sides: tuple[SideChange, ...]
    divisions: tuple[PlaceChange, ...]


@dataclass(frozen=True, kw_only=True)
class TriedFile:
    """A definition file that somebody brought, by its name."""

    name: str
    text: str


def try_indicator(
    workspace: Workspace,
    version: DataVersion,
    asked: tuple[Place, Period],
    brought: TriedFile,
    texts: Texts,
) -> IndicatorTrial:
    """Compute both definitions; DefinitionError for a wrong file, RequestError for another id."""
    place, period = asked
    current, tried, pack = _prepared(workspace, period, brought)
    old, new = pack.indicators.values()
    state = dated_version(workspace, version)
    named = ServedVersion(id=version.id, as_of=version.as_of)
    scope = scope_of(place)
    with Served.in_memory(pack, state.with_deadlines, named) as served:
        both = _Both(served, period, scope, old, new)
        wording = Wording.of(workspace.content, texts)
        return IndicatorTrial(
            data_version=version.id,
            as_of=version.as_of,
            period=period,
            key_before=current.key,
            name=texts.pick(tried.names),
            before=both.figure(old),
            after=both.figure(new),
            fields=compared(current.definition, tried, wording),
            sides=tuple(both.sides()),
            divisions=tuple(both.divisions()),
        )


def check_tried(workspace: Workspace, period: Period, brought: TriedFile) -> None:
    """Raise what `try_indicator` would raise for a wrong file, without computing anything."""
    _prepared(workspace, period, brought)


def placed(divisions: Sequence[PlaceChange], order: Sequence[str]) -> tuple[PlaceChange, ...]:
    """As they stand in the court; those that it no longer has come last."""
    at = {name: number for number, name in enumerate(order)}
    return tuple(sorted(divisions, key=lambda one: at.get(one.name, len(at))))


def _prepared(
    workspace: Workspace, period: Period, brought: TriedFile
) -> tuple[ReadyIndicator, Indicator, Pack]:
    """The definition in use, the one that was brought, and both of them ready."""
    tried = read_indicator(brought)
    if tried.id not in workspace.indicators.ids:
        raise RequestError("definitions.try.unknown_id", indicator=tried.id, file=brought.name)
    current = workspace.indicators.find(tried.id, period)
    return current, tried, _pack_of(workspace.indicators, current.definition, tried)


def read_indicator(brought: TriedFile) -> Indicator:
    """The one indicator of a file; DefinitionError names line and reason."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{Path(brought.name).stem or 'definition'}.yaml"
        path.write_text(brought.text, encoding="utf-8")
        found = load_file(path, Indicator)
    if len(found) != 1:
        raise RequestError("definitions.try.not_one", file=brought.name, found=len(found))
    return found[0]


def _pack_of(pack: Pack, current: Indicator, tried: Indicator) -> Pack:
    """Both definitions alone, as two versions; what they are read together with plays no part."""
    old = current.model_copy(update={"companions": (), "version": 1})
    new = tried.model_copy(update={"companions": (), "version": 2})
    breaks = [
        one.model_copy(update={"indicators": (current.id,)})
        for one in pack.breaks
        if current.id in one.indicators
    ]
    return Pack((old, new), pack.columns, breaks, pack.small)


@dataclass(frozen=True)
class _Both:
    """Both definitions over the same rows."""

    served: Served
    period: Period
    scope: dict[str, tuple[str, ...]]
    old: ReadyIndicator
    new: ReadyIndicator

    def figure(self, ready: ReadyIndicator) -> Figure:
        question = Question(period=self.period, indicators=(ready.key,), scope=self.scope)
        return _figure(ready, answer(self.served, question).cells[0])

    def divisions(self) -> Iterator[PlaceChange]:
        """Every division that either of them has."""
        found: dict[str, dict[str, Figure]] = {}
        for ready in (self.old, self.new):
            question = Question(
                period=self.period, indicators=(ready.key,), scope=self.scope, by=("division",)
            )
            for cell in answer(self.served, question):
                place = found.setdefault(cell.at["division"], {})
                place[ready.key] = _figure(ready, cell)
        for name, figures in found.items():
            before, after = figures.get(self.old.key), figures.get(self.new.key)
            yield PlaceChange(name=name, before=before, after=after)

    def sides(self) -> Iterator[SideChange]:
        for side in _SIDES:
            if side == "denominator" and not (self.old.denominators or self.new.denominators):
                continue
            before, after = self._rows(self.old, side), self._rows(self.new, side)
            has_cases = all(frame.width for _, frame in (before, after))
            yield SideChange(
                side=side,
                before=before[0],
                after=after[0],
                has_cases=has_cases,
                moved=_moved(before[1], after[1]) if has_cases else (),
            )

    def _rows(
        self, ready: ReadyIndicator, side: Literal["numerator", "denominator"]
    ) -> tuple[int, pl.DataFrame]:
        """How many rows a side has, and its cases; no columns where its rows are no cases."""
        if side == "denominator" and not ready.denominators:
            return 0, _no_cases()
        listing = rows(self.served, ready.key, self.period, side, scope=self.scope)
        if any("case_number" not in part.frame.columns for part in listing.parts):
            return listing.total, pl.DataFrame()
        frames = [_shown(part.frame) for part in listing.parts]
        return listing.total, pl.concat([_no_cases(), *frames]).unique("case_number")


def _moved(before: pl.DataFrame, after: pl.DataFrame) -> tuple[MovedCase, ...]:
    """In the order of case numbers."""
    came = after.join(before, on="case_number", how="anti")
    went = before.join(after, on="case_number", how="anti")
    both = pl.concat([came.with_columns(comes_in=True), went.with_columns(comes_in=False)])
    return tuple(MovedCase(**row) for row in both.sort("case_number").iter_rows(named=True))


_KINDS: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(_SHOWN, pl.String),
    "filed_on": pl.Date,
    "closed_on": pl.Date,
}


def _no_cases() -> pl.DataFrame:
    return pl.DataFrame(schema=_KINDS)


def _shown(frame: pl.DataFrame) -> pl.DataFrame:
    columns: Sequence[pl.Expr] = [
        (pl.col(name) if name in frame.columns else pl.lit(None).alias(name)).cast(kind)
        for name, kind in _KINDS.items()
    ]
    texts = [pl.col(name).fill_null("") for name, kind in _KINDS.items() if kind is pl.String]
    return frame.select(columns).with_columns(texts)


def _figure(ready: ReadyIndicator, cell: Cell) -> Figure:
    return Figure(
        measure=cell.measure,
        unit=ready.definition.unit,
        value=value_of(ready.definition, cell.measure, cell.evidence.period),
        counts_fen=ready.counts_fen,
        is_small="indicator.small_number" in cell.evidence.notes,
    )
