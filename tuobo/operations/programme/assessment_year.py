"""A year of annual assessments: results in words, objections and what came of them; no ranks.

Units stand in official order; a unit without an assessment is a gap that is stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tuobo.core.period import Period
from tuobo.engines.ledgers import StateKind
from tuobo.operations.programme.holding import Held, Holding
from tuobo.operations.programme.inspection_year import KINDS
from tuobo.records.organisation.queries import units_of

ASSESSMENT, OBJECTION = "assessment", "objection"


@dataclass(frozen=True, kw_only=True)
class Objection:
    """An objection with its outcome in words; empty until it is answered."""

    held: Held
    outcome: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """An assessment as it was told: the result in words, until when objections are heard."""

    held: Held
    result: str
    published_on: date | None
    notified_on: date | None
    objections_until: date | None
    objections: tuple[Objection, ...]


@dataclass(frozen=True, kw_only=True)
class UnitAssessed:
    """A unit with its assessments of the year."""

    unit: int
    name: str
    assessments: tuple[Assessment, ...]


@dataclass(frozen=True, kw_only=True)
class AssessmentYear:
    """The page; `open_objections` of the whole year, the earliest first."""

    year: int
    units: tuple[UnitAssessed, ...]
    open_objections: tuple[Objection, ...]


def assessment_year(holding: Holding, year: int) -> AssessmentYear:
    """The assessments of a year's edition, as far as the person may see them."""
    by_unit: dict[str, list[Assessment]] = {}
    for one in holding.of(ASSESSMENT):
        edition = one.entry.values.get("edition")
        is_meant = isinstance(edition, Period) and edition.start.year == year
        if is_meant and one.kind is not StateKind.DROPPED:
            unit = str(one.entry.values["assessed_unit"])
            by_unit.setdefault(unit, []).append(_assessment(one, holding))
    units = tuple(
        UnitAssessed(unit=one.id, name=one.name, assessments=tuple(by_unit.get(str(one.id), ())))
        for one in units_of(holding.court, KINDS)
    )
    return AssessmentYear(year=year, units=units, open_objections=tuple(_open(units)))


def _assessment(one: Held, holding: Holding) -> Assessment:
    values = one.entry.values
    return Assessment(
        held=one,
        result=str(values.get("result", "")),
        published_on=values.day("published_on"),
        notified_on=values.day("notified_on"),
        objections_until=values.day("objections_until"),
        objections=tuple(
            Objection(
                held=each,
                outcome=holding.word(OBJECTION, "outcome", each),
                answer=str(each.entry.values.get("answer", "")),
            )
            for each in holding.naming(OBJECTION, ASSESSMENT, one.number)
            if each.kind is not StateKind.DROPPED
        ),
    )


def _open(units: Iterable[UnitAssessed]) -> Iterator[Objection]:
    for unit in units:
        for one in unit.assessments:
            yield from (each for each in one.objections if each.held.is_open)
