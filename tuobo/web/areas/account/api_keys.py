"""One's own keys of the API: those in use, a new one told once, revoking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tuobo.core.clock import COURT_TIME, now
from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.operations.desk_people.api_keys import MadeKey, last_day, make_own_key, revoke_own_key
from tuobo.records.accounts.api_keys import KeyLine, count_keys, keys_in_use
from tuobo.web.areas.account.pages import KeysPage
from tuobo.web.ui.forms import DayField, DeskForm
from tuobo.web.ui.guard import open_to_members
from tuobo.web.ui.paging import AskedPage
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.tables import Cell, Column, Head, Row, RowAction, Table
from tuobo.web.ui.visit import PageRequest, Visit

_COLUMNS = ("name", "prefix", "created_at", "expires_on", "last_used_on")


class KeyForm(DeskForm):
    """What a key is for, and until when it is good."""

    words = "account.api_keys"

    name = forms.CharField(max_length=60)
    expires_on = DayField()

    def __init__(self, texts: Texts, data: Mapping[str, Any] | None = None) -> None:
        latest = last_day(now())
        super().__init__(texts, data, initial={"expires_on": latest.isoformat()})
        days = settings.API_KEY_MOST_DAYS
        self.fields["expires_on"].help_text = texts("account.api_keys.days", days=days, day=latest)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def api_keys(request: PageRequest) -> HttpResponse:
    """The keys in use and a form for another; a new key is told on the page that answers it."""
    visit = request.visit
    form = KeyForm(visit.texts, request.POST or None)
    made = _made(visit, form) if request.method == "POST" and form.is_valid() else None
    total = count_keys(visit.today, of=visit.who.id)
    where = AskedPage.of(visit).within(total)
    found = keys_in_use(visit.today, of=visit.who.id, offset=where.offset, size=where.size)
    page = KeysPage(
        table=_table(visit, found),
        pager=where.pager(total, request.path, visit.query),
        form=KeyForm(visit.texts) if made else form,
        made=made,
    )
    crumbs = (
        Crumb(name=visit.texts("account.own.title"), address=reverse("account:own")),
        Crumb(name=visit.texts("account.api_keys.title")),
    )
    status = 400 if form.errors else 200
    return render_page(request, "account/api_keys.html", page, crumbs=crumbs, status=status)


@require_POST
@open_to_members
def api_key_end(request: PageRequest, key: int) -> HttpResponse:
    """The key is worth nothing any more."""
    visit = request.visit
    if not revoke_own_key(visit.who.id, key, at=now(), actor=visit.actor):
        raise Http404
    say(request, visit.texts("keys.revoked"))
    return redirect("account:api_keys")


def _made(visit: Visit, form: KeyForm) -> MadeKey | None:
    """The new key; None where its day is refused, which then stands beside the field."""
    given = form.cleaned_data
    try:
        return make_own_key(
            visit.who.id, given["name"], given["expires_on"], at=now(), actor=visit.actor
        )
    except RequestError as error:
        form.reject_error("expires_on", error)
        return None


def _table(visit: Visit, keys: tuple[KeyLine, ...]) -> Table:
    texts = visit.texts
    return Table(
        name="api_keys",
        caption=texts("account.api_keys.held"),
        heads=tuple(
            Head(column=Column(key=key, name=texts(f"keys.column.{key}"))) for key in _COLUMNS
        ),
        rows=tuple(_row(visit, one) for one in keys),
    )


def _row(visit: Visit, one: KeyLine) -> Row:
    unused = visit.texts("account.api_keys.unused")
    end = RowAction(
        name=visit.texts("keys.revoke"), is_post=True,
        address=reverse("account:api_key_end", args=[one.id]),
    )  # fmt: skip
    return Row(
        cells=(
            Cell(text=one.name),
            Cell(text=one.prefix),
            Cell(text=f"{one.created_at.astimezone(COURT_TIME):%Y-%m-%d %H:%M}"),
            Cell(text=one.expires_on.isoformat()),
            Cell(text=one.last_used_on.isoformat() if one.last_used_on else unused),
        ),
        actions=(end,),
    )
