"""The readings of the health check that a page of the programme shows beside its entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tuobo.core.errors import StateError
from tuobo.core.period import Period
from tuobo.core.reach import Place
from tuobo.engines.reports import IndicatorLine
from tuobo.operations.desk.health_page import ALL_STATUSES, health_lines
from tuobo.operations.desk.places import name_of
from tuobo.operations.reporting_period import year_so_far
from tuobo.web.ui.opened import opened_for
from tuobo.web.ui.visit import Visit

_RIGHT = "figures.view"
_NO_DATA = "desk.no_data"


@dataclass(frozen=True, kw_only=True)
class Readings:
    """Indicator → line, of which place, period and data version; empty where none may be seen."""

    lines: Mapping[str, IndicatorLine] = field(default_factory=dict)
    place: str = ""
    period: Period | None = None
    data_version: str = ""


def readings_here(visit: Visit) -> Readings:
    """The lines of the court, or of the part of it whose figures the person may see."""
    if not visit.may(_RIGHT):
        return Readings()
    try:
        with opened_for(visit) as opened:
            place: Place = visit.place(_RIGHT)
            period = visit.period or year_so_far(opened.version.as_of)
            lines = health_lines(opened, place, period, ALL_STATUSES, visit.texts).lines
            return Readings(
                lines={one.line.id: one.line for one in lines},
                place=name_of(opened, place, visit.texts),
                period=period,
                data_version=opened.version.id,
            )
    except StateError as error:
        if error.code != _NO_DATA:
            raise
        return Readings()
