"""Counts, sums and shares of a ledger's entries, each with its evidence and the rows behind it.

States are those of the last day of the period, so that a figure of a past period stays what it
was. An entry counts once in a cell, however many tags it has; with `once_per`, entries that lead
to the same record count once (一事多用, counted once a column).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from tuobo.core.cube import Cell, Cube
from tuobo.core.errors import RequestError
from tuobo.core.evidence import Evidence
from tuobo.core.measure import Amount, Count, Measure, Rate
from tuobo.core.period import Period
from tuobo.engines.ledgers.definition import STOCK, Field, FieldType, Figure, Ledger
from tuobo.engines.ledgers.frames import ROW, Frames, clock_column, expression


@dataclass(frozen=True, kw_only=True)
class FigureQuestion:
    """One figure of a ledger for a period.

    by      fields to break it down by, of those that the figure offers
    scope   only entries with these values: court, unit, state or a field of the figure's `by`
    order   the official order of values, such as of divisions; others follow in their own order
    units   the ids of the units that there were, for a figure that is a share of units
    """

    figure: str
    period: Period
    data_version: str
    by: tuple[str, ...] = ()
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    units: frozenset[str] | None = None


def figure_cube(frames: Frames, question: FigureQuestion) -> Cube:
    """The figure, in cells; raises RequestError "ledger.no_figure", "ledger.no_breakdown"."""
    figure = _figure(frames.ledger, question)
    rows = _rows(frames, figure, question)
    if figure.of_units:
        share = _share_of_units(frames.ledger, figure, rows, question)
        return Cube(dimensions=(), cells=(share,))
    whole = frames.ledger.figure_by_id.get(figure.out_of)
    base = _rows(frames, whole, question) if whole else rows
    if whole:  # a share is of its whole, so that it cannot exceed it
        rows = rows.join(base.select(ROW).unique(), on=ROW, how="semi")
    cells = []
    for at in _places(frames.ledger, base, question):
        here = _at(rows, at)
        measure = _measured(frames.ledger, figure, here)
        if whole and isinstance(measure, Count):
            denominator = _measured(frames.ledger, whole, _at(base, at))
            assert isinstance(denominator, Count)
            measure = Rate(numerator=measure.value, denominator=denominator.value)
        cells.append(Cell(at=at, measure=measure, evidence=_evidence(frames.ledger, question)))
    return Cube(dimensions=question.by, cells=tuple(cells))


def _share_of_units(
    ledger: Ledger, figure: Figure, rows: pl.DataFrame, question: FigureQuestion
) -> Cell:
    """Of all units those that have an entry: each once, whatever the number of its entries."""
    if question.units is None:
        raise RequestError("ledger.no_units", ledger=ledger.id, figure=figure.id)
    having: set[str] = set()
    for name in figure.units or ("unit",):
        one = ledger.field_by_id.get(name)
        column = rows[name].explode() if one and one.many else rows[name]
        having |= {str(each) for each in column if each is not None}
    measure = Rate(numerator=len(having & question.units), denominator=len(question.units))
    return Cell(at={}, measure=measure, evidence=_evidence(ledger, question))


def rows_behind(frames: Frames, question: FigureQuestion, **at: str) -> tuple[str, ...]:
    """The numbers of the entries that a cell counts, in their order."""
    figure = _figure(frames.ledger, question)
    rows = _at(_rows(frames, figure, question), at)
    return tuple(rows.unique(ROW, keep="first", maintain_order=True)["number"])


def _figure(ledger: Ledger, question: FigureQuestion) -> Figure:
    figure = ledger.figure_by_id.get(question.figure)
    if figure is None:
        known = "、".join(ledger.figure_by_id) or "—"
        raise RequestError(
            "ledger.no_figure", ledger=ledger.id, figure=question.figure, known=known
        )
    offered = {*figure.by, "court", "unit", "state"}
    for name in (*question.by, *question.scope):
        if name not in offered:
            known = "、".join(sorted(offered))
            raise RequestError("ledger.no_breakdown", figure=figure.id, found=name, known=known)
    return figure


def _rows(frames: Frames, figure: Figure, question: FigureQuestion) -> pl.DataFrame:
    """The entries that the figure counts, a row for each value of the break-down."""
    period = question.period
    then = frames.as_of(period.last_day)
    condition = expression(figure.where, frames.ledger)
    if figure.where and any(part.clock for part in figure.where.walk()):
        _require_clocks(frames)
    rows = then.entries.filter(condition, _anchored(then, figure, period))
    for name, values in question.scope.items():
        one = frames.ledger.field_by_id.get(name)
        column = pl.col(name)
        if one and one.many:
            rows = rows.filter(pl.any_horizontal(column.list.contains(value) for value in values))
        else:
            rows = rows.filter(column.cast(pl.String).is_in(values))
    own = pl.col(ROW).cast(pl.String)
    linked = pl.concat_str("court", figure.once_per, separator="/") if figure.once_per else own
    rows = rows.with_columns(pl.coalesce(linked, own).alias("_counted"))
    for name in question.by:
        one = frames.ledger.field_by_id.get(name)
        if one and one.many:
            rows = rows.explode(name, empty_as_null=True)  # an entry without a value stays
        rows = rows.with_columns(pl.col(name).cast(pl.String).fill_null(""))
    return rows


def _anchored(frames: Frames, figure: Figure, period: Period) -> pl.Expr:
    """The entries whose anchor lies in the period."""
    if figure.anchor == STOCK:
        return pl.lit(value=True)
    _, _, event = figure.anchor.partition("event.")
    if event:
        happened = frames.steps.filter(
            pl.col("event") == event, pl.col("on") >= period.start, pl.col("on") < period.end
        )
        return pl.col(ROW).is_in(happened[ROW].unique().implode())
    name = "created_on" if figure.anchor == "created" else figure.anchor
    return (pl.col(name) >= period.start) & (pl.col(name) < period.end)


def _require_clocks(frames: Frames) -> None:
    if any(clock_column(name) not in frames.entries.columns for name in frames.ledger.clock_by_id):
        raise RequestError("ledger.no_clocks", ledger=frames.ledger.id)


def _measured(ledger: Ledger, figure: Figure, rows: pl.DataFrame) -> Measure:
    if figure.measure == "sum":
        distinct = rows.unique("_counted", keep="first", maintain_order=True)
        total = int(distinct[figure.field].sum() or 0)
        is_money = ledger.field_by_id[figure.field].type is FieldType.MONEY
        return Amount(fen=total) if is_money else Count(value=total)
    return Count(value=rows["_counted"].n_unique())


def _places(ledger: Ledger, rows: pl.DataFrame, question: FigureQuestion) -> list[dict[str, str]]:
    """The cells, in the order of the definition or the official order, never by value."""
    places: list[dict[str, str]] = [{}]
    for name in question.by:
        present = set(rows[name].unique())
        known = [
            *question.order.get(name, ()),
            *_own_order(ledger.field_by_id.get(name), ledger, name),
        ]
        order = [one for one in dict.fromkeys(known) if one in present]
        order += sorted(present - set(order))
        places = [{**place, name: value} for place in places for value in order]
    return places


def _own_order(one: Field | None, ledger: Ledger, name: str) -> list[str]:
    if name == "state":
        return [state.id for state in ledger.states]
    if one is not None and one.type is FieldType.FLAG:
        return ["true", "false"]
    return [choice.code for choice in one.choices] if one else []


def _at(rows: pl.DataFrame, at: Mapping[str, str]) -> pl.DataFrame:
    for name, value in at.items():
        rows = rows.filter(pl.col(name) == value)
    return rows


def _evidence(ledger: Ledger, question: FigureQuestion) -> Evidence:
    version = ledger.key.partition("@")[2]
    return Evidence(
        definition=f"{ledger.id}.{question.figure}@{version}",
        data_version=question.data_version,
        period=question.period,
        scope=question.scope,
    )
