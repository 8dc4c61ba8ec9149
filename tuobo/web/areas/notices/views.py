"""The inbox: a page of it, following a notice to what it speaks of, marking as read."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from tuobo.core.clock import now
from tuobo.records.notices.actions import mark_all_read, mark_read
from tuobo.records.notices.queries import notice_of, notices_of
from tuobo.web.areas.notices.pages import UNREAD, inbox_page
from tuobo.web.ui.back import go_back
from tuobo.web.ui.guard import open_to_members
from tuobo.web.ui.paging import AskedPage
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest

INBOX = "notices:inbox"


@require_GET
@open_to_members
def inbox(request: PageRequest) -> HttpResponse:
    """All notices, or with `unread=1` those that are not read."""
    visit, here = request.visit, AskedPage.of(request.visit)
    found = notices_of(
        visit.viewer.account,
        visit.texts,
        only_unread=visit.query.get(UNREAD) == "1",
        page=here.number,
        size=here.size,
    )
    page = inbox_page(visit, request.path, found)
    crumbs = (Crumb(name=visit.texts("notices.title")),)
    return render_page(request, "notices/inbox.html", page, crumbs=crumbs)


@require_GET
@open_to_members
def follow(request: PageRequest, number: int) -> HttpResponse:
    """Go where a notice leads; it is read by that, unless one only views as its owner."""
    visit = request.visit
    notice = notice_of(visit.viewer.account, number)
    if notice is None:
        raise Http404
    if not visit.seen_as:
        mark_read(visit.who.id, [number], at=now())
    return redirect(notice.url or reverse(INBOX))


@require_POST
@open_to_members
def read(request: PageRequest) -> HttpResponse:
    """Mark the ticked notices as read."""
    ticked = [int(one) for one in request.POST.getlist("pick") if one.isdecimal()]
    mark_read(request.visit.who.id, ticked, at=now())
    return go_back(request, INBOX)


@require_POST
@open_to_members
def read_all(request: PageRequest) -> HttpResponse:
    """Mark all as read that were there when the page was made."""
    newest = request.POST.get("newest", "")
    if newest.isdecimal():
        mark_all_read(request.visit.who.id, up_to=int(newest), at=now())
    return go_back(request, INBOX)
