"""Viewing as somebody else: choose, begin, end. What is seen then is the middleware's to say."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tuobo.core.clock import now
from tuobo.operations.desk_people.view_as import begin_view, end_view, offered_views
from tuobo.web.areas.account.pages import ViewAsPage
from tuobo.web.ui.forms import DeskForm
from tuobo.web.ui.guard import needs, open_to_members
from tuobo.web.ui.middleware import SEEN_AS
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest

_MOST = 100


class NameForm(DeskForm):
    """Part of a name or an account."""

    words = "account.view_as"

    text = forms.CharField(max_length=60, required=False)


@needs("view_as.use")
def view_as(request: PageRequest) -> HttpResponse:
    """Everybody within one's own reach; a name narrows it down."""
    visit = request.visit
    form = NameForm(visit.texts, request.GET or None)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    found = offered_views(visit.viewer, at=now(), text=text)
    names = {role.role: visit.texts.pick(role.names) for role in visit.policy.roles.values()}
    shown = tuple((one, "、".join(names[role] for role in one.roles)) for one in found[:_MOST])
    page = ViewAsPage(form=form, offered=shown, total=len(found))
    crumbs = (Crumb(name=visit.texts("account.view_as.title")),)
    return render_page(request, "account/view_as.html", page, crumbs=crumbs)


@require_POST
@needs("view_as.use")
def view_as_begin(request: PageRequest, login: str) -> HttpResponse:
    begin_view(request.visit.viewer, login, at=now(), actor=request.visit.actor)
    request.session[SEEN_AS] = login
    return redirect("account:start")


@require_POST
@open_to_members
def view_as_end(request: PageRequest) -> HttpResponse:
    login = request.session.pop(SEEN_AS, "")
    if login:
        end_view(login, at=now(), actor=request.visit.actor)
    return redirect("account:start")
