"""The health check as a table, as a matrix, and what the data are worth."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tuobo.core.errors import StateError
from tuobo.core.reach import Place, Reach
from tuobo.operations.desk.data_quality import data_quality
from tuobo.operations.desk.findings_counts import FindingCount, findings_counts
from tuobo.operations.desk.limit_board import BoardAsked, limit_board
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.web.areas.home.asking import Asking, health_at
from tuobo.web.areas.home.framing import frame_of
from tuobo.web.areas.home.pages import (
    Frame,
    HomePage,
    LaneView,
    NothingPage,
    QualityPage,
    groups_of,
    matrix_of,
)
from tuobo.web.ui.area_pages import address_of_area
from tuobo.web.ui.guard import needs
from tuobo.web.ui.lanes import lane_looks
from tuobo.web.ui.opened import opened_for
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.tasks import task_links
from tuobo.web.ui.visit import PageRequest, Visit, address_with

_NO_DATA = "desk.no_data"
_Show: TypeAlias = Callable[[OpenVersion, Frame], object]


@require_safe
@needs("figures.view")
def health(request: PageRequest) -> HttpResponse:
    """One row an indicator, in official order; no total and no rank."""
    visit = request.visit

    def show(opened: OpenVersion, frame: Frame) -> HomePage:
        place = frame.found.place
        return HomePage(
            frame=frame,
            groups=groups_of(frame.found, task_links(visit, place.court), visit.texts),
            lanes=_lanes(opened, visit, place),
            findings=_findings(opened, visit, place),
        )

    return _answer(request, "table", show)


@require_safe
@needs("figures.view")
def matrix(request: PageRequest) -> HttpResponse:
    """What the charts say against what the intervals say."""
    texts = request.visit.texts
    return _answer(request, "matrix", lambda _, frame: matrix_of(frame, texts))


@require_safe
@needs("figures.view")
def quality(request: PageRequest) -> HttpResponse:
    """What the checks of the last import found; examples for those who may see imports."""
    visit = request.visit
    with_examples = visit.may("imports.view")

    def show(opened: OpenVersion, frame: Frame) -> QualityPage:
        account = data_quality(opened, visit.texts, with_examples=with_examples)
        return QualityPage(
            frame=frame,
            quality=account,
            gaps=tuple(
                dict.fromkeys(gap for one in frame.found.lines for gap in one.credibility.gaps)
            ),
            with_examples=with_examples,
        )

    return _answer(request, "quality", show)


def _answer(request: PageRequest, here: str, show: _Show) -> HttpResponse:
    """The page, or the next step where there are no data to show."""
    visit = request.visit
    crumbs = (Crumb(name=visit.texts("health.title")),)
    page = _page(visit, here, show)
    if page is None:
        nothing = NothingPage(next=address_of_area(visit, "imports"))
        return render_page(request, "home/nothing.html", nothing, crumbs=crumbs)
    return render_page(request, f"home/{here}.html", page, crumbs=crumbs)


def _page(visit: Visit, here: str, show: _Show) -> object | None:
    asking = Asking.of(visit)
    try:
        with opened_for(visit) as opened:
            found = health_at(opened, visit, asking)
            if found is None:
                return None
            return show(opened, frame_of(visit, asking, here, found))
    except StateError as error:
        if error.code == _NO_DATA:
            return None
        raise


def _lanes(opened: OpenVersion, visit: Visit, place: Place) -> tuple[LaneView, ...]:
    """The lanes of the place, where one may see them."""
    if not _covers(visit.reach("limits.view"), place):
        return ()
    looks = lane_looks(settings.TUOBO_CONTENT)
    address = address_of_area(visit, "limits")
    board = limit_board(opened, Reach((place,)), BoardAsked(size=1), visit.texts)
    return tuple(
        LaneView(
            lane=lane,
            look=looks[lane.code],
            address=address and address_with(address, {"lane": lane.code}),
        )
        for lane in board.lanes
    )


def _findings(opened: OpenVersion, visit: Visit, place: Place) -> tuple[FindingCount, ...]:
    if not _covers(visit.reach("cases.view"), place):
        return ()
    return findings_counts(opened, place, visit.texts)


def _covers(reach: Reach, place: Place) -> bool:
    return reach.covers(court=place.court, division=place.division, judge=place.judge)
