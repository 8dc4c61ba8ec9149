"""A year of quarterly inspections: what was held, what was found, which unit none has seen.

Units stand in official order; findings are counted, never weighed against one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tuobo.core.period import Period
from tuobo.engines.ledgers import CadenceCell, StateKind
from tuobo.operations.ledgers.cadence_board import board_of, cadence_of
from tuobo.operations.programme.holding import Held, Holding
from tuobo.records.organisation.queries import UnitLine, units_of

INSPECTION, FINDING = "inspection", "finding"
_CADENCE = "quarterly"
_PLANNED, _MENDED = "planned", "mended"
KINDS = ("division", "branch")
"""The kinds of unit that are inspected and assessed, in their order."""


@dataclass(frozen=True, kw_only=True)
class Findings:
    """How findings stand: mended ones wait for the re-check."""

    found: int
    open: int
    mended: int
    closed: int

    @classmethod
    def of(cls, held: Iterable[Held]) -> Findings:
        kept = [one for one in held if one.kind is not StateKind.DROPPED]
        mended = sum(one.entry.state == _MENDED for one in kept)
        closed = sum(one.kind is StateKind.CLOSED for one in kept)
        return cls(found=len(kept), open=len(kept) - mended - closed, mended=mended, closed=closed)


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """An inspection: its quarter (1 to 4), whether plan and sample are written, its findings."""

    held: Held
    quarter: int
    has_sample: bool
    units: int
    findings: Findings

    @property
    def was_held(self) -> bool:
        return self.held.entry.state != _PLANNED


@dataclass(frozen=True, kw_only=True)
class UnitInspected:
    """A unit: the inspections that reached it by quarter, and its findings of the year."""

    unit: int
    name: str
    quarters: tuple[tuple[Held, ...], ...]
    findings: Findings

    @property
    def is_unseen(self) -> bool:
        return not any(self.quarters)


@dataclass(frozen=True, kw_only=True)
class InspectionYear:
    """`cells` are those of the court on the cadence board; none where it asks nothing."""

    year: int
    cells: tuple[CadenceCell, ...]
    inspections: tuple[Inspection, ...]
    units: tuple[UnitInspected, ...]


def inspection_year(holding: Holding, year: int) -> InspectionYear:
    """The inspections of the quarters of a year, as far as the person may see them."""
    held = [one for one in holding.of(INSPECTION) if one.kind is not StateKind.DROPPED]
    mine = [
        Inspection(
            held=one,
            quarter=quarter,
            has_sample=bool(one.entry.values.get("sample")),
            units=len(one.entry.values.listed("units")),
            findings=Findings.of(holding.naming(FINDING, INSPECTION, one.number)),
        )
        for one in held
        if (quarter := _quarter(one, year))
    ]
    mine.sort(key=lambda one: (one.quarter, one.held.number))
    return InspectionYear(
        year=year,
        cells=_cells(holding, year),
        inspections=tuple(mine),
        units=tuple(_unit(one, mine, holding) for one in units_of(holding.court, KINDS)),
    )


def _unit(unit: UnitLine, inspections: list[Inspection], holding: Holding) -> UnitInspected:
    """Planned inspections have reached nobody yet."""
    reached = [
        one for one in inspections
        if one.was_held and str(unit.id) in map(str, one.held.entry.values.listed("units"))
    ]  # fmt: skip
    numbers = {one.held.number for one in inspections}
    findings = holding.naming(FINDING, "inspected_unit", str(unit.id))
    return UnitInspected(
        unit=unit.id,
        name=unit.name,
        quarters=tuple(
            tuple(one.held for one in reached if one.quarter == quarter) for quarter in range(1, 5)
        ),
        findings=Findings.of(
            one for one in findings if str(one.entry.values.get(INSPECTION)) in numbers
        ),
    )


def _quarter(inspection: Held, year: int) -> int:
    """1 to 4 for an inspection of that year, 0 for others."""
    period = inspection.entry.values.get("period")
    if not isinstance(period, Period) or period.start.year != year:
        return 0
    return (period.start.month - 1) // 3 + 1


def _cells(holding: Holding, year: int) -> tuple[CadenceCell, ...]:
    ledger = holding.ledger(INSPECTION)
    if ledger is None or holding.court != holding.desk.home:
        return ()  # the board speaks of the visitor's own court
    board = board_of(holding.desk, ledger, cadence_of(ledger, _CADENCE), year)
    return next((row.cells for row in board.rows), ())
