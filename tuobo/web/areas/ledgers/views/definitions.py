"""Definitions that a court writes: list, editor with preview, rehearsal, release."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuobo.core.errors import RequestError, StateError
from tuobo.operations.ledgers.defining import (
    DefinitionLine,
    definition,
    examine,
    overlay_tried,
    release_definition,
    save_definition,
    try_definition,
    withdraw_definition,
)
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.web.areas.ledgers.define_page import define_page, definitions_page, preview_of
from tuobo.web.areas.ledgers.visiting import REHEARSAL, desk_of, ledger_crumbs, not_there
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.visit import PageRequest

_STEPS = {
    "try": (try_definition, "ledgers.define.tried"),
    "release": (release_definition, "ledgers.define.released"),
    "withdraw": (withdraw_definition, "ledgers.define.withdrawn"),
}


@require_safe
@needs("ledgers.release")
def overview(request: PageRequest) -> HttpResponse:
    """All definitions of the court."""
    visit, desk = request.visit, desk_of(request)
    page = definitions_page(desk, visit)
    crumbs = ledger_crumbs(visit, None, (visit.texts("ledgers.definitions"), ""))
    return render_page(request, "ledgers/definitions.html", page, crumbs=crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ledgers.define")
def new(request: PageRequest) -> HttpResponse:
    """Write a definition."""
    return _edited(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ledgers.release")
def edit(request: PageRequest, number: int) -> HttpResponse:
    """A definition with its preview; those who may write one can save it."""
    return _edited(request, number)


@require_POST
@needs("ledgers.define")
def preview(request: PageRequest) -> HttpResponse:
    """What a text would be, while it is typed."""
    desk = desk_of(request)
    page = preview_of(desk, request.POST.get("text", ""), request.visit)
    return render_page(request, "ledgers/_preview.html", page, part="ledgers/_preview.html")


@require_POST
@needs("ledgers.release")
def step(request: PageRequest, number: int, step: str) -> HttpResponse:
    """Put to rehearsal, make live, withdraw."""
    desk = desk_of(request)
    _kept(desk, number)
    if step in _STEPS:
        act, said = _STEPS[step]
        try:
            act(desk, number)
        except StateError as error:
            say(request, request.visit.texts(error.code, **error.fields), "bad")
        else:
            say(request, request.visit.texts(said))
    return redirect("ledgers:define", number=number)


@require_POST
@needs("ledgers.view")
def enter(request: PageRequest, number: int) -> HttpResponse:
    """Begin to try a definition: pages of ledgers show it until one leaves."""
    desk = desk_of(request)
    overlay = overlay_tried(desk, number)
    if overlay is None:
        raise not_there(RequestError("ledger_store.no_entry"))
    request.session[REHEARSAL] = number
    return redirect("ledgers:list", ledger=overlay.ledger)


@require_POST
@needs("ledgers.view")
def leave(request: PageRequest) -> HttpResponse:
    """Stop trying."""
    request.session.pop(REHEARSAL, None)
    return redirect("ledgers:index")


def _edited(request: PageRequest, number: int | None) -> HttpResponse:
    visit, desk = request.visit, desk_of(request)
    kept = _kept(desk, number) if number else None
    text, problem = request.POST.get("text", kept.text if kept else ""), ""
    if request.method == "POST" and "save" in request.POST:
        try:
            saved = save_definition(desk, text=text, number=number, revision=_revision(request))
        except StateError as error:
            problem = visit.texts(error.code, **error.fields)
        else:
            say(request, visit.texts("ledgers.define.saved"))
            return redirect("ledgers:define", number=saved)
    page = define_page(kept, text, examine(desk, text, visit.texts, number), visit, problem)
    all_of_them = (visit.texts("ledgers.definitions"), reverse("ledgers:definitions"))
    crumbs = ledger_crumbs(visit, None, all_of_them, (page.title, ""))
    status = 409 if problem else 200
    return render_page(request, "ledgers/define.html", page, crumbs=crumbs, status=status)


def _kept(desk: LedgerDesk, number: int) -> DefinitionLine:
    try:
        return definition(desk, number)
    except RequestError as error:
        raise not_there(error) from error


def _revision(request: PageRequest) -> int:
    sent = request.POST.get("revision", "0")
    return int(sent) if sent.isdecimal() else 0
