"""The board, the list for a meeting, and the same as a workbook."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_GET

from tuobo.core.reach import Reach
from tuobo.engines.timelimits import board_of
from tuobo.operations.desk.limit_board import (
    BoardAsked,
    BoardLane,
    BoardPage,
    BoardRow,
    export_board,
    limit_board,
    meeting_list,
)
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.jobs.rules import background_rules
from tuobo.web.areas.limits.board_pages import (
    BoardView,
    LaneView,
    MeetingView,
    RowView,
    RowViews,
    at,
    heads_of,
    kind_views,
)
from tuobo.web.ui.case_lists import Asking, FilterShape, filter_form
from tuobo.web.ui.guard import needs
from tuobo.web.ui.lanes import lane_looks
from tuobo.web.ui.list_files import list_file
from tuobo.web.ui.opened import opened_for, reach_here
from tuobo.web.ui.paging import AskedPage
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, Visit

SEE, REMIND, EXPORT = "limits.view", "limits.remind", "exports.make"
SHAPE = FilterShape(
    picks=("division", "judge", "domain", "procedure"),
    further=("paused_ground", "court"),
    has_state=False,
    has_no_limit=False,
)
COLUMNS = ("division", "judge", "procedure", "filed_on", "due_on", "days_left", "active_on")
CARDS, TABLE = "cards", "table"
_ON_A_LANE = 8


@require_GET
@needs(SEE)
def board(request: PageRequest) -> HttpResponse:
    """The running limits within reach, by lane."""
    visit = request.visit
    reach = reach_here(visit, SEE)
    asking = _asking(request)
    with opened_for(visit) as opened:
        found = limit_board(opened, reach, _asked(asking), visit.texts, hidden=visit.hidden("case"))
        page = _view(opened, reach, visit, asking, found)
    crumbs = (Crumb(name=visit.texts("limits.title")),)
    return render_page(request, "limits/board.html", page, crumbs=crumbs, part="limits/_board.html")


@require_GET
@needs(SEE)
def meeting(request: PageRequest) -> HttpResponse:
    """All cases of a lane with how each deadline came about and a column to sign in."""
    visit = request.visit
    reach, asking, hidden = reach_here(visit, SEE), _asking(request), visit.hidden("case")
    with opened_for(visit) as opened:
        asked = _asked(asking)
        total = limit_board(opened, reach, asked, visit.texts, hidden=hidden).total
        is_too_long = total >= background_rules(settings.TUOBO_CONTENT).rows_from
        export = export_board(opened, reach, asked, visit.texts, hidden=hidden)
        found = (
            () if is_too_long else meeting_list(opened, reach, asked, visit.texts, hidden=hidden)
        )
        rows = tuple(found)
    page = MeetingView(
        title=export.title,
        criteria=export.criteria,
        rows=RowViews(visit, rows).of(rows),
        is_too_long=is_too_long,
        export=at(asking, "limits:export"),
        judge_is_hidden="judge" in hidden,
    )
    crumbs = (
        Crumb(name=visit.texts("limits.title"), address=at(asking, "limits:board")),
        Crumb(name=visit.texts("limits.meeting")),
    )
    return render_page(request, "limits/meeting.html", page, crumbs=crumbs)


@require_GET
@needs(EXPORT)
def workbook(request: PageRequest) -> FileResponse:
    """The same list as a workbook or a Word file; the log is told."""
    visit = request.visit
    reach, asked, hidden = reach_here(visit, SEE), _asked(_asking(request)), visit.hidden("case")
    with opened_for(visit) as opened:
        export = export_board(opened, reach, asked, visit.texts, hidden=hidden)
        return list_file(opened, visit, export)


def _asking(request: PageRequest) -> Asking:
    """The question of the address; its lane is a parameter of the page, not of the filter."""
    asking = Asking.of(request.visit, request.path, request.GET, own=("lane", "view"))
    chosen = replace(asking.filter, lane=())
    return asking.answered(replace(asking.question, filter=chosen))


def _asked(asking: Asking) -> BoardAsked:
    lanes = {lane.id for lane in board_of(settings.TUOBO_CONTENT).lanes}
    lane = dict(asking.own).get("lane", "")
    question = asking.question
    return BoardAsked(
        lane=lane if lane in lanes else "",
        filter=question.filter,
        sort=question.sort,
        page=question.page,
        size=question.size,
    )


def _view(
    opened: OpenVersion, reach: Reach, visit: Visit, asking: Asking, found: BoardPage
) -> BoardView:
    is_cards = _is_cards(asking)
    here = AskedPage(number=found.page, size=found.size)
    on_cards = _on_cards(opened, reach, visit, asking, found) if is_cards else {}
    shown = () if is_cards else found.rows
    rows = RowViews(visit, (*shown, *(row for rows in on_cards.values() for row in rows)))
    return BoardView(
        form=filter_form(opened, reach, visit, asking, SHAPE),
        lanes=tuple(_lane(asking, one, rows.of(on_cards.get(one.code, ()))) for one in found.lanes),
        total=sum(one.count for one in found.lanes),
        is_cards=is_cards,
        cards_address=asking.with_own(view=CARDS, lane=""),
        table_address=asking.with_own(view=TABLE),
        every_address=asking.with_own(view=TABLE, lane=""),
        lane_name=next((one.name for one in found.lanes if one.code == found.lane), ""),
        heads=heads_of(visit, asking, COLUMNS),
        rows=rows.of(shown),
        pager=None if is_cards else here.pager(found.total, asking.path, asking.kept),
        kinds=kind_views(visit),
        may_remind=visit.may(REMIND),
        may_export=visit.may(EXPORT),
        meeting=at(asking, "limits:meeting"),
        export=at(asking, "limits:export"),
        judge_is_hidden="judge" in visit.hidden("case"),
    )


def _is_cards(asking: Asking) -> bool:
    """Cards at first; a lane that was chosen is a table unless cards are asked for."""
    own = dict(asking.own)
    return own.get("view", TABLE if own.get("lane") else CARDS) == CARDS


def _on_cards(
    opened: OpenVersion, reach: Reach, visit: Visit, asking: Asking, found: BoardPage
) -> dict[str, tuple[BoardRow, ...]]:
    """The first cases of each lane that asks somebody to do something."""
    looks, hidden = lane_looks(settings.TUOBO_CONTENT), visit.hidden("case")
    rows = {}
    for lane in found.lanes:
        if looks[lane.code].is_alert and lane.count:
            asked = BoardAsked(lane=lane.code, filter=asking.filter, size=_ON_A_LANE)
            rows[lane.code] = limit_board(opened, reach, asked, visit.texts, hidden=hidden).rows
    return rows


def _lane(asking: Asking, lane: BoardLane, rows: tuple[RowView, ...]) -> LaneView:
    return LaneView(
        lane=lane,
        look=lane_looks(settings.TUOBO_CONTENT)[lane.code],
        address=asking.with_own(view=TABLE, lane=lane.code),
        is_here=lane.code == dict(asking.own).get("lane", ""),
        rows=rows,
    )
