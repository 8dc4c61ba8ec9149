"""Which indicator, place and period an address asks for, with whose reach, and what may be seen."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.core.reach import Place, Reach
from tuobo.operations.desk.indicator_page import IndicatorAsked
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.places import checked_place
from tuobo.web.ui.reading import read_period
from tuobo.web.ui.visit import Visit

FIGURES, BY_JUDGE, CASES = "figures.view", "figures.by_judge", "cases.view"
_NOT_THERE = frozenset({"desk.no_place", "indicator.unknown"})


@dataclass(frozen=True, kw_only=True)
class Asking:
    """The question of an address, within the visitor's reach. `unread` tells of a wrong period."""

    of: IndicatorAsked
    figures: Reach
    by_judge: Reach
    unread: str


def asking_at(opened: OpenVersion, visit: Visit, name: str) -> Asking:
    """What is asked; Http404 for an indicator or place that is not there for the visitor."""
    figures, by_judge = visit.reach(FIGURES), visit.reach(BY_JUDGE)
    period, unread = _period(visit)
    try:
        opened.workspace.indicators.find(name)
        place = _place(opened, visit, figures, by_judge)
    except RequestError as error:
        if error.code in _NOT_THERE:
            raise Http404 from error
        raise
    asked = IndicatorAsked(indicator=name, place=place, period=period)
    return Asking(of=asked, figures=figures, by_judge=by_judge, unread=unread)


def _place(opened: OpenVersion, visit: Visit, figures: Reach, by_judge: Reach) -> Place:
    """The asked place, or the first of one's own that the data have."""
    first = visit.place(FIGURES)
    others = [] if visit.query.get("org") else list(figures)
    for place in (first, *others):
        try:
            return checked_place(opened, figures, place, by_judge)
        except RequestError as error:
            if error.code not in _NOT_THERE:
                raise
    raise RequestError("desk.no_place", place=first.court)


def _period(visit: Visit) -> tuple[Period | None, str]:
    text = visit.query.get("period", "")
    try:
        return (read_period(text) if text else None), ""
    except RequestError as error:
        return None, visit.texts.error(error)
