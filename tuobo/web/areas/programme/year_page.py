"""What the pages of a year show: quarterly inspections, annual assessments, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from tuobo.engines.ledgers import CadenceCell, Standing
from tuobo.operations.programme.assessment_year import (
    ASSESSMENT,
    OBJECTION,
    Assessment,
    AssessmentYear,
    Objection,
)
from tuobo.operations.programme.inspection_year import (
    FINDING,
    INSPECTION,
    Findings,
    Inspection,
    InspectionYear,
)
from tuobo.web.areas.programme.lines import Line, line_of, new_entry
from tuobo.web.ui.ledgers_here import may_enter
from tuobo.web.ui.visit import Visit, address_with

_TONES = {Standing.HELD: "good", Standing.LATE: "warn", Standing.RUNNING: "info",
          Standing.OVERDUE: "bad", Standing.REASON_ASKED: "warn"}  # fmt: skip
_YEARS = 3


@dataclass(frozen=True, kw_only=True)
class YearLink:
    name: str
    address: str
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class QuarterTile:
    """A quarter on the cadence board."""

    name: str
    word: str
    tone: str
    held: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class InspectionRow:
    """An inspection from its plan to the re-check of its findings."""

    line: Line
    quarter: str
    has_sample: bool
    units: int
    findings: Findings
    list: str
    new_finding: str


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """A unit; `quarters` holds the inspections that reached it in each."""

    name: str
    quarters: tuple[tuple[Line, ...], ...]
    findings: Findings
    is_unseen: bool


@dataclass(frozen=True, kw_only=True)
class InspectionsPage:
    years: tuple[YearLink, ...]
    heads: tuple[str, ...]
    tiles: tuple[QuarterTile, ...]
    inspections: tuple[InspectionRow, ...]
    units: tuple[UnitRow, ...]
    unseen: tuple[str, ...]
    new: str
    board: str
    may_enter: bool


@dataclass(frozen=True, kw_only=True)
class ObjectionView:
    line: Line
    outcome: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class AssessmentView:
    """An assessment; `object_to` is the form of an objection while objections are heard."""

    line: Line
    result: str
    published_on: date | None
    notified_on: date | None
    objections_until: date | None
    objections: tuple[ObjectionView, ...]
    object_to: str


@dataclass(frozen=True, kw_only=True)
class AssessedRow:
    name: str
    assessments: tuple[AssessmentView, ...]
    new: str


@dataclass(frozen=True, kw_only=True)
class AssessmentsPage:
    years: tuple[YearLink, ...]
    units: tuple[AssessedRow, ...]
    without: tuple[str, ...]
    open_objections: tuple[ObjectionView, ...]
    new: str
    may_enter: bool


def year_of(visit: Visit) -> int:
    """The asked year, else this one."""
    text = visit.query.get("year", "")
    return int(text) if text.isdecimal() and 2000 <= int(text) <= visit.today.year else (
        visit.today.year
    )  # fmt: skip


def inspections_page(found: InspectionYear, visit: Visit) -> InspectionsPage:
    """Four quarters, their inspections, and each unit."""
    return InspectionsPage(
        years=_years("inspections", found.year, visit),
        heads=tuple(f"{found.year}Q{quarter}" for quarter in range(1, 5)),
        tiles=tuple(_tile(one, visit) for one in found.cells),
        inspections=tuple(_inspection(one, found.year, visit) for one in found.inspections),
        units=tuple(
            UnitRow(
                name=one.name,
                quarters=tuple(
                    tuple(line_of(INSPECTION, held, visit) for held in each)
                    for each in one.quarters
                ),
                findings=one.findings,
                is_unseen=one.is_unseen,
            )
            for one in found.units
        ),
        unseen=tuple(one.name for one in found.units if one.is_unseen),
        new=new_entry(INSPECTION, visit),
        board=address_with(
            reverse("ledgers:cadences", args=[INSPECTION]),
            {**visit.carried, "year": str(found.year)},
        ),
        may_enter=may_enter(visit, INSPECTION),
    )


def assessments_page(found: AssessmentYear, visit: Visit) -> AssessmentsPage:
    """Results in words, objections and their outcome."""
    return AssessmentsPage(
        years=_years("assessments", found.year, visit),
        units=tuple(
            AssessedRow(
                name=one.name,
                assessments=tuple(_assessment(each, visit) for each in one.assessments),
                new=new_entry(ASSESSMENT, visit, edition=str(found.year), assessed_unit=one.name),
            )
            for one in found.units
        ),
        without=tuple(one.name for one in found.units if not one.assessments),
        open_objections=tuple(_objection(one, visit) for one in found.open_objections),
        new=new_entry(ASSESSMENT, visit, edition=str(found.year)),
        may_enter=may_enter(visit, ASSESSMENT),
    )


def _years(name: str, here: int, visit: Visit) -> tuple[YearLink, ...]:
    path = reverse(f"programme:{name}")
    return tuple(
        YearLink(
            name=str(one),
            address=address_with(path, {**visit.carried, "year": str(one)}),
            is_here=one == here,
        )
        for one in range(visit.today.year - _YEARS + 1, visit.today.year + 1)
    )


def _tile(cell: CadenceCell, visit: Visit) -> QuarterTile:
    quarter = (cell.period.start.month - 1) // 3 + 1
    return QuarterTile(
        name=f"{cell.period.start.year}Q{quarter}",
        word=visit.texts(f"ledgers.standing.{cell.standing}"),
        tone=_TONES.get(cell.standing, "neutral"),
        held=cell.held,
        asked=cell.asked,
    )


def _inspection(one: Inspection, year: int, visit: Visit) -> InspectionRow:
    asked = {**visit.carried, "f.inspection": one.held.number}
    return InspectionRow(
        line=line_of(INSPECTION, one.held, visit, one.held.state),
        quarter=f"{year}Q{one.quarter}",
        has_sample=one.has_sample,
        units=one.units,
        findings=one.findings,
        list=address_with(reverse("ledgers:list", args=[FINDING]), asked),
        new_finding=new_entry(FINDING, visit, inspection=one.held.number)
        if one.held.is_open
        else "",
    )


def _assessment(one: Assessment, visit: Visit) -> AssessmentView:
    is_heard = one.objections_until is not None and visit.today <= one.objections_until
    form = new_entry(OBJECTION, visit, assessment=one.held.number)
    return AssessmentView(
        line=line_of(ASSESSMENT, one.held, visit, one.held.state),
        result=one.result,
        published_on=one.published_on,
        notified_on=one.notified_on,
        objections_until=one.objections_until,
        objections=tuple(_objection(each, visit) for each in one.objections),
        object_to=form if is_heard and one.held.is_open else "",
    )


def _objection(one: Objection, visit: Visit) -> ObjectionView:
    return ObjectionView(
        line=line_of(OBJECTION, one.held, visit, one.held.state, is_late=one.held.is_overdue),
        outcome=one.outcome,
        answer=one.answer,
    )
