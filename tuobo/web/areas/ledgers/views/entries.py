"""The page of an entry, its form, its transitions, its files."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tuobo.core.errors import RequestError, StateError
from tuobo.operations.ledgers.attachments import read_file
from tuobo.operations.ledgers.entry_page import entry_page
from tuobo.operations.ledgers.given import Given, Written
from tuobo.operations.ledgers.lookup import RecordsLookup
from tuobo.operations.ledgers.writing import create_entry, edit_entry, move_entry
from tuobo.web.areas.ledgers.downloads import download
from tuobo.web.areas.ledgers.drawing import clock_line, states_drawn
from tuobo.web.areas.ledgers.filling import Filling
from tuobo.web.areas.ledgers.pages import DetailPage, FillPage
from tuobo.web.areas.ledgers.visiting import (
    desk_of,
    entry_of,
    given_by,
    given_in_address,
    ledger_crumbs,
    ledger_of,
    not_there,
)
from tuobo.web.ui.guard import needs
from tuobo.web.ui.ledger_pages import pages_of
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.visit import PageRequest


@require_safe
@needs("ledgers.view")
def detail(request: PageRequest, ledger: str, entry: int) -> HttpResponse:
    """One entry with everything that belongs to it."""
    visit, desk = request.visit, desk_of(request)
    opened = entry_of(desk, ledger, entry)
    shown = entry_page(desk, opened, visit.texts)
    page = DetailPage(
        entry=shown,
        diagram=states_drawn(opened.ledger, visit.texts, here=shown.state),
        clocks=tuple(clock_line(one, visit.texts) for one in shown.clocks),
        pages=pages_of(visit, ledger, entry),
        rehearsal=desk.rehearsal.ledger if desk.rehearsal else "",
    )
    crumbs = ledger_crumbs(visit, opened.ledger, (shown.number, ""))
    return render_page(request, "ledgers/entry.html", page, crumbs=crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ledgers.view")
def new(request: PageRequest, ledger: str) -> HttpResponse:
    """The form of a new entry."""
    desk = desk_of(request)
    definition = ledger_of(desk, ledger)
    unit = request.POST.get("unit", "") or request.GET.get("unit", "")
    filling = Filling.of_new(desk, definition, request.visit, unit)
    if request.method != "POST":
        return _form(request, filling.prefilled(given_in_address(request, definition)).page())
    given = given_by(request, filling.shown)
    written = create_entry(desk, ledger=ledger, unit=filling.unit, given=given)
    return _after(request, filling, written, given, "ledgers.new.done")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ledgers.view")
def edit(request: PageRequest, ledger: str, entry: int) -> HttpResponse:
    """The form of an entry; what somebody else did meanwhile is told, what was typed is kept."""
    desk = desk_of(request)
    filling = Filling.of_entry(desk, entry_of(desk, ledger, entry), request.visit)
    if request.method != "POST":
        return _form(request, filling.page())
    given = given_by(request, filling.shown)
    try:
        written = edit_entry(desk, entry=entry, given=given)
    except StateError as error:
        return _form(request, filling.refused(given, error), status=409)
    return _after(request, filling, written, given, "ledgers.edit.done")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ledgers.view")
def move(request: PageRequest, ledger: str, entry: int, event: str) -> HttpResponse:
    """The small form of a transition, with only the fields that it asks for."""
    desk = desk_of(request)
    filling = Filling.of_event(desk, entry_of(desk, ledger, entry), request.visit, event)
    if request.method != "POST":
        return _form(request, filling.page())
    given = given_by(request, filling.shown)
    try:
        written = move_entry(desk, entry=entry, event=event, given=given)
    except StateError as error:
        return _form(request, filling.refused(given, error), status=409)
    return _after(request, filling, written, given, "ledgers.move.done")


@require_safe
@needs("ledgers.view")
def suggest(request: PageRequest, ledger: str, field: str) -> HttpResponse:
    """Entries that a link field may lead to, by a part of number or title."""
    desk = desk_of(request)
    definition = ledger_of(desk, ledger)
    one = definition.field_by_id.get(field)
    lookup = RecordsLookup(desk=desk, court=desk.court)
    last = request.GET.get(f"f.{field}", "").replace(",", "、").rpartition("、")[2]
    found = lookup.recent_entries(one.ledgers, last) if one else ()
    return render_page(request, "ledgers/_suggested.html", found, part="ledgers/_suggested.html")


@require_safe
@needs("ledgers.view")
def attachment(request: PageRequest, ledger: str, entry: int, digest: str) -> HttpResponse:
    """A file of an entry, always to be saved, never shown in place."""
    desk = desk_of(request)
    opened = entry_of(desk, ledger, entry)
    try:
        found = read_file(desk, opened, digest)
    except RequestError as error:
        raise not_there(error) from error
    return download(found.name, found.content, found.media_type)


def _form(request: PageRequest, page: FillPage, status: int = 200) -> HttpResponse:
    crumbs = ledger_crumbs(request.visit, page.ledger, (page.title, ""))
    return render_page(
        request, "ledgers/form.html", page, crumbs=crumbs, part="ledgers/_form.html", status=status
    )


def _after(
    request: PageRequest, filling: Filling, written: Written, given: Given, said: str
) -> HttpResponse:
    """On to the entry, or the form again with what is wrong."""
    if not written.is_kept:
        status = 409 if written.meanwhile else 400
        return _form(request, filling.again(given, written), status=status)
    say(request, request.visit.texts(said, number=written.number, step=filling.title))
    for warning in written.problems:
        say(request, warning.text(request.visit.texts), "warn")
    address = reverse("ledgers:entry", args=[filling.ledger.id, written.entry])
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
