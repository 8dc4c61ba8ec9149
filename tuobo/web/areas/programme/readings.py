"""The readings of the health check that a page of the programme shows beside its entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tuobo.core.errors import RequestError, StateError
from tuobo.core.period import Period
from tuobo.core.reach import Place
from tuobo.engines.reports import IndicatorLine
from tuobo.operations.desk.health_page import ALL_STATUSES, health_lines
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.places import checked_place, name_of
from tuobo.operations.reporting_period import year_so_far
from tuobo.web.ui.opened import opened_for
from tuobo.web.ui.visit import Visit

_RIGHT = "figures.view"
_BY_JUDGE = "figures.by_judge"
_NO_DATA, _NO_PLACE = "desk.no_data", "desk.no_place"


@dataclass(frozen=True, kw_only=True)
class Readings:
    """Indicator → line, of which place, period and data version; empty where none may be seen."""

    lines: Mapping[str, IndicatorLine] = field(default_factory=dict)
    place: str = ""
    period: Period | None = None
    data_version: str = ""


def readings_here(visit: Visit, court: str, *, is_whole: bool = False) -> Readings:
    """The lines of a court, or of the first part of it whose figures the person may see.

    With `is_whole` those of the court or none: a meeting of the court speaks of all of it.
    """
    if not visit.may(_RIGHT):
        return Readings()
    try:
        with opened_for(visit) as opened:
            place = _place(opened, visit, court, is_whole=is_whole)
            return _readings(opened, visit, place) if place else Readings()
    except StateError as error:
        if error.code != _NO_DATA:
            raise
        return Readings()


def _place(opened: OpenVersion, visit: Visit, court: str, *, is_whole: bool) -> Place | None:
    """The widest that the person may see and that the data have; a judge's only where allowed."""
    reach, by_judge = visit.reach(_RIGHT), visit.reach(_BY_JUDGE)
    parts = () if is_whole else tuple(one for one in reach if one.court == court)
    for place in (Place(court=court), *parts):
        try:
            return checked_place(opened, reach, place, by_judge)
        except RequestError as error:
            if error.code != _NO_PLACE:
                raise
    return None


def _readings(opened: OpenVersion, visit: Visit, place: Place) -> Readings:
    period = visit.period or year_so_far(opened.version.as_of)
    lines = health_lines(opened, place, period, ALL_STATUSES, visit.texts).lines
    return Readings(
        lines={one.line.id: one.line for one in lines},
        place=name_of(opened, place, visit.texts),
        period=period,
        data_version=opened.version.id,
    )
