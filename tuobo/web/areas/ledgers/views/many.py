"""One step for many entries, and many entries from a file."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuobo.core.errors import RequestError
from tuobo.operations.ledgers.bulk import move_many, picked
from tuobo.operations.ledgers.import_file import read_import
from tuobo.operations.ledgers.import_workbooks import marked_workbook, template_workbook
from tuobo.operations.ledgers.importing import commit_import, rehearse_import
from tuobo.records.ledgers.files import Brought
from tuobo.web.areas.ledgers.bulk_page import bulk_fields, bulk_page
from tuobo.web.areas.ledgers.downloads import download
from tuobo.web.areas.ledgers.import_page import import_page
from tuobo.web.areas.ledgers.visiting import desk_of, given_by, ledger_crumbs, ledger_of
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.visit import PageRequest


@require_POST
@needs("ledgers.view")
def bulk(request: PageRequest, ledger: str) -> HttpResponse:
    """First the picked entries with what stands against each, then the step for those open."""
    visit, desk = request.visit, desk_of(request)
    definition = ledger_of(desk, ledger)
    event, chosen = request.POST.get("event", ""), list(_picks(request.POST.getlist("pick")))
    address = reverse("ledgers:list", args=[definition.id])
    if not chosen or event not in definition.transition_by_event:
        say(request, visit.texts("ledgers.bulk.none"), "warn")
        return redirect(address)
    found = picked(desk, definition, event, (entry for entry, _ in chosen), visit.texts)
    page = bulk_page(desk, definition, event, found, visit)
    if "confirmed" not in request.POST:
        crumbs = ledger_crumbs(visit, definition, (page.title, ""))
        return render_page(request, "ledgers/bulk.html", page, crumbs=crumbs)
    given = given_by(request, bulk_fields(desk, definition, event, found))
    moved = move_many(desk, definition, event, chosen, given, visit.texts)
    say(request, visit.texts("ledgers.bulk.done", count=sum(not one.against for one in moved)))
    for one in moved:
        if one.against:
            told = {"number": one.number, "reason": one.against}
            say(request, visit.texts("ledgers.bulk.refused", **told), "warn")
    return redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ledgers.import")
def bring(request: PageRequest, ledger: str) -> HttpResponse:
    """Bring a filled template: it is rehearsed, nothing is imported yet."""
    visit, desk = request.visit, desk_of(request)
    definition = ledger_of(desk, ledger)
    problem, found = "", None
    file = request.FILES.get("file")
    if request.method == "POST" and file is not None:
        try:
            brought = Brought(name=file.name or "", content=file.read())
            found = rehearse_import(desk, definition, brought, visit.texts)
        except RequestError as error:
            problem = visit.texts(error.code, **error.fields)
    page = import_page(desk, definition, visit, found, problem)
    crumbs = ledger_crumbs(visit, definition, (visit.texts("ledgers.import"), ""))
    status = 400 if problem else 200
    return render_page(request, "ledgers/import.html", page, crumbs=crumbs, status=status)


@require_POST
@needs("ledgers.import")
def commit(request: PageRequest, ledger: str) -> HttpResponse:
    """Import the rows that were rehearsed."""
    visit, desk = request.visit, desk_of(request)
    definition = ledger_of(desk, ledger)
    sent = request.POST
    accepted = sent.get("accepted", "0")
    rehearsed = (
        sent.get("digest", ""),
        sent.get("name", ""),
        int(accepted) if accepted.isdecimal() else 0,
    )
    try:
        done = commit_import(desk, definition, rehearsed, visit.texts)
    except RequestError as error:
        say(request, visit.texts(error.code, **error.fields), "bad")
        return redirect("ledgers:import", ledger=definition.id)
    told = {"count": done.count, "first": done.first, "last": done.last}
    say(request, visit.texts("ledgers.import.done", **told))
    return redirect("ledgers:list", ledger=definition.id)


@require_safe
@needs("ledgers.import")
def marked(request: PageRequest, ledger: str, digest: str) -> HttpResponse:
    """The rejected rows of a rehearsed file, marked."""
    visit, desk = request.visit, desk_of(request)
    definition = ledger_of(desk, ledger)
    found = read_import(desk, definition, digest, request.GET.get("name", ""), visit.texts)
    name = f"{visit.texts('ledgers.import.rejected')}-{visit.texts.pick(definition.names)}.xlsx"
    return download(name, marked_workbook(found, definition, visit.texts))


@require_safe
@needs("ledgers.import")
def template(request: PageRequest, ledger: str) -> HttpResponse:
    """The template to fill."""
    visit, desk = request.visit, desk_of(request)
    definition = ledger_of(desk, ledger)
    content = template_workbook(desk, definition, visit.texts)
    return download(f"{visit.texts.pick(definition.names)}.xlsx", content)


def _picks(picks: Iterable[str]) -> Iterable[tuple[int, int]]:
    """Entry and revision of each picked line: `12` or `12@3`."""
    for pick in picks:
        entry, _, revision = pick.partition("@")
        if entry.isdecimal() and (revision or "0").isdecimal():
            yield int(entry), int(revision or "0")
