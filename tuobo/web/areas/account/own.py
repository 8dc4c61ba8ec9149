"""One's own account: roles, last entry, second factor, and where one is logged in."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tuobo.core.clock import COURT_TIME, now
from tuobo.operations.desk_people.end_session import end_own_session
from tuobo.records.accounts.open_sessions import open_sessions
from tuobo.web.areas.account.pages import OwnPage
from tuobo.web.ui.guard import open_to_members
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest


@open_to_members
def own(request: PageRequest) -> HttpResponse:
    account, visit = request.user, request.visit
    assert account.is_authenticated
    roles = visit.policy.roles
    changed = account.password_changed_at
    days = timedelta(days=settings.PASSWORD_MOST_DAYS)
    page = OwnPage(
        roles=tuple(visit.texts.pick(roles[one.role].names) for one in visit.viewer.holdings),
        password_until=(changed + days).astimezone(COURT_TIME).date() if changed else None,
        second_factor_since=account.second_factor_since,
        sessions=tuple(open_sessions(at=now(), of=account, this=request.session.session_key or "")),
    )
    crumbs = (Crumb(name=visit.texts("account.own.title")),)
    return render_page(request, "account/own.html", page, crumbs=crumbs)


@require_POST
@open_to_members
def session_end(request: PageRequest, handle: str) -> HttpResponse:
    """Ends another of one's own sessions, such as one that was left open elsewhere."""
    assert request.user.is_authenticated
    if not end_own_session(request.user, handle, at=now(), actor=request.visit.actor):
        raise Http404
    say(request, request.visit.texts("account.session.ended"))
    return redirect("account:own")
