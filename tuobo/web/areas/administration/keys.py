"""Who holds keys of the API; the keys themselves are seen by nobody. Any of them can be revoked."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tuobo.core.clock import COURT_TIME, now
from tuobo.operations.desk_people.api_keys import revoke_any_key
from tuobo.records.accounts.api_keys import KeyLine, count_keys, keys_in_use
from tuobo.web.areas.administration.pages import ListPage, table_of
from tuobo.web.ui.guard import needs
from tuobo.web.ui.paging import AskedPage
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.tables import Cell, Row, RowAction
from tuobo.web.ui.visit import PageRequest, Visit

_COLUMNS = ("login", "person", "name", "prefix", "created_at", "expires_on", "last_used_on")


@require_safe
@needs("keys.manage")
def register(request: PageRequest) -> HttpResponse:
    visit = request.visit
    total = count_keys(visit.today)
    where = AskedPage.of(visit).within(total)
    found = keys_in_use(visit.today, offset=where.offset, size=where.size)
    page = ListPage(
        title=visit.texts("keys.title"),
        lead=visit.texts("keys.lead"),
        table=table_of(visit, "keys", _COLUMNS, [_row(visit, one) for one in found]),
        pager=where.pager(total, request.path, visit.query),
        total=total,
        empty=visit.texts("keys.empty"),
    )
    crumbs = (Crumb(name=page.title),)
    return render_page(request, "administration/list.html", page, crumbs=crumbs)


@require_POST
@needs("keys.manage")
def end(request: PageRequest, key: int) -> HttpResponse:
    if not revoke_any_key(key, at=now(), actor=request.visit.actor):
        raise Http404
    say(request, request.visit.texts("keys.revoked"))
    return redirect("keys:list")


def _row(visit: Visit, one: KeyLine) -> Row:
    unused = visit.texts("account.api_keys.unused")
    end = RowAction(
        name=visit.texts("keys.revoke"), is_post=True, address=reverse("keys:end", args=[one.id])
    )
    return Row(
        cells=(
            Cell(text=one.login),
            Cell(text=one.person),
            Cell(text=one.name),
            Cell(text=one.prefix),
            Cell(text=f"{one.created_at.astimezone(COURT_TIME):%Y-%m-%d %H:%M}"),
            Cell(text=one.expires_on.isoformat()),
            Cell(text=one.last_used_on.isoformat() if one.last_used_on else unused),
        ),
        actions=(end,),
    )
