"""Which indicator, place and period an address asks for, with whose reach, and what may be seen."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from tuobo.core.clock import now
from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.core.reach import Place
from tuobo.operations.desk.cases_behind import Viewing
from tuobo.operations.desk.indicator_page import IndicatorAsked, IndicatorPage, indicator_page
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
    viewing: Viewing
    unread: str

    def found(self, opened: OpenVersion, visit: Visit) -> IndicatorPage:
        """The indicator's page."""
        viewing = self.viewing
        return indicator_page(
            opened, viewing.figures, self.of, visit.texts, at=now(), by_judge=viewing.by_judge
        )


def asking_at(opened: OpenVersion, visit: Visit, name: str) -> Asking:
    """What is asked; Http404 for an indicator or place that is not there for the visitor."""
    viewing = Viewing(
        figures=visit.reach(FIGURES),
        cases=visit.reach(CASES),
        by_judge=visit.reach(BY_JUDGE),
        hidden=visit.hidden("case"),
    )
    period, unread = period_of(visit, visit.query.get("period", ""))
    try:
        opened.workspace.indicators.find(name)
        place = place_here(opened, visit, viewing)
    except RequestError as error:
        if error.code in _NOT_THERE:
            raise Http404 from error
        raise
    asked = IndicatorAsked(indicator=name, place=place, period=period)
    return Asking(of=asked, viewing=viewing, unread=unread)


def place_here(opened: OpenVersion, visit: Visit, viewing: Viewing) -> Place:
    """The asked place, or the first of one's own that the data have; RequestError for none."""
    first = visit.place(FIGURES)
    others = () if visit.query.get("org") else tuple(viewing.figures)
    for place in (first, *others):
        try:
            return checked_place(opened, viewing.figures, place, viewing.by_judge)
        except RequestError as error:
            if error.code not in _NOT_THERE:
                raise
    raise RequestError("desk.no_place", place=first.court)


def period_of(visit: Visit, text: str) -> tuple[Period | None, str]:
    """A period as people write it, or none with the sentence that says why."""
    try:
        return (read_period(text) if text else None), ""
    except RequestError as error:
        return None, visit.texts.error(error)
