"""Figures of a ledger as it is now: counts, sums and shares that its definition offers, each with
its evidence and the numbers of the entries behind it.

The data version names the last step of history that is in it, so that any figure can be traced to
a moment; what is printed is frozen (operations/ledger_versions). See docs/decisions/0009.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Max

from tuobo.core.cube import Cell
from tuobo.core.errors import RequestError
from tuobo.core.measure import Measure
from tuobo.core.period import Period
from tuobo.engines.ledgers import (
    FigureQuestion,
    Frames,
    Ledger,
    figure_cube,
    frames_of,
    rows_behind,
)
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.live_entries import live_entries
from tuobo.records.ledgers.models import EntryEvent
from tuobo.records.organisation.models import Unit

LIVE = "live-"


@dataclass(frozen=True, kw_only=True)
class FigureAsk:
    """What is asked of a ledger: one figure of one court for a period."""

    figure: str
    period: Period
    court: str
    by: tuple[str, ...] = ()
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LedgerFigure:
    """One figure with its measure and evidence (in the cell) and the entries behind it."""

    cell: Cell
    rows: tuple[str, ...]

    @property
    def measure(self) -> Measure:
        return self.cell.measure


def ledger_figure(desk: LedgerDesk, ledger: Ledger, ask: FigureAsk) -> tuple[LedgerFigure, ...]:
    """The figure, one value a place of the break-down; RequestError for one that is not offered."""
    return figures_of(desk, ledger, (ask,))[0]


def figures_of(
    desk: LedgerDesk, ledger: Ledger, asks: tuple[FigureAsk, ...]
) -> tuple[tuple[LedgerFigure, ...], ...]:
    """Several figures of one ledger and court from one reading of its entries."""
    courts = {one.court for one in asks}
    if len(courts) != 1:
        raise RequestError("ledger_store.figure_courts")
    court = courts.pop()
    entries = live_entries(desk, ledger, court)
    frames = frames_of(ledger, entries, on=desk.on, calendar=desk.calendar)
    version = data_version(ledger, court)
    return tuple(_answered(frames, one, version, _units(ledger, one)) for one in asks)


def data_version(ledger: Ledger, court: str) -> str:
    """The state of a court's ledger, by its last step of history."""
    steps = EntryEvent.objects.filter(
        entry__ledger=ledger.id, entry__court__code=court, entry__rehearsal=None
    )
    last = steps.aggregate(last=Max("pk"))["last"] or 0
    return f"{LIVE}{ledger.id}-{last}"


def _units(ledger: Ledger, ask: FigureAsk) -> frozenset[str] | None:
    """The units of which a figure is a share: those that there were on the last day."""
    figure = ledger.figure_by_id.get(ask.figure)
    if figure is None or figure.of_units is None:
        return None
    on = ask.period.last_day
    units = Unit.objects.filter(parent__code=ask.court, kind=figure.of_units.value)
    units = units.exclude(starts_on__gt=on).exclude(ends_on__lt=on)
    return frozenset(str(pk) for pk in units.values_list("pk", flat=True))


def _answered(
    frames: Frames, ask: FigureAsk, version: str, units: frozenset[str] | None
) -> tuple[LedgerFigure, ...]:
    question = FigureQuestion(
        figure=ask.figure,
        period=ask.period,
        data_version=version,
        by=ask.by,
        scope=ask.scope,
        units=units,
        order={"unit": _official(ask.court)} if "unit" in ask.by else {},
    )
    return tuple(
        LedgerFigure(cell=cell, rows=rows_behind(frames, question, **cell.at))
        for cell in figure_cube(frames, question)
    )


def _official(court: str) -> tuple[str, ...]:
    """The ids of a court's units in official order."""
    units = Unit.objects.filter(parent__code=court, parent__kind=Unit.Kind.COURT)
    return tuple(str(pk) for pk in units.order_by("position", "id").values_list("pk", flat=True))
