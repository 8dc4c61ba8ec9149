"""Who is logged in where; any session can be ended."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tuobo.core.clock import COURT_TIME, now
from tuobo.operations.desk_people.end_session import end_any_session
from tuobo.records.accounts.open_sessions import OpenSession, open_sessions
from tuobo.web.areas.administration.pages import ListPage, table_of
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.tables import Cell, Row, RowAction
from tuobo.web.ui.visit import PageRequest, Visit

_COLUMNS = ("login", "person", "address", "device", "begun_at", "seen_at")


@require_safe
@needs("sessions.manage")
def register(request: PageRequest) -> HttpResponse:
    visit = request.visit
    found = open_sessions(at=now(), this=request.session.session_key or "")
    page = ListPage(
        title=visit.texts("sessions.title"),
        lead=visit.texts("sessions.lead"),
        table=table_of(visit, "sessions", _COLUMNS, [_row(visit, one) for one in found]),
        total=len(found),
    )
    crumbs = (Crumb(name=page.title),)
    return render_page(request, "administration/list.html", page, crumbs=crumbs)


@require_POST
@needs("sessions.manage")
def end(request: PageRequest, handle: str) -> HttpResponse:
    if not end_any_session(handle, at=now(), actor=request.visit.actor):
        raise Http404
    say(request, request.visit.texts("account.session.ended"))
    return redirect("sessions:list")


def _row(visit: Visit, one: OpenSession) -> Row:
    begun = f"{one.begun_at.astimezone(COURT_TIME):%Y-%m-%d %H:%M}" if one.begun_at else "—"
    end = RowAction(
        name=visit.texts("account.session.end"), is_post=True,
        address=reverse("sessions:end", args=[one.handle]),
    )  # fmt: skip
    here = visit.texts("account.session.this") if one.is_this else ""
    return Row(
        cells=(
            Cell(text=one.login, note=here),
            Cell(text=one.person),
            Cell(text=one.address or "—"),
            Cell(text=one.device or visit.texts("account.session.unknown")),
            Cell(text=begun),
            Cell(text=f"{one.seen_at.astimezone(COURT_TIME):%Y-%m-%d %H:%M}"),
        ),
        actions=() if one.is_this else (end,),
    )
