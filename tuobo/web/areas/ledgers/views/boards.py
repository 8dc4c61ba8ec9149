"""What was due: the cadence board, the calendar of due days; and the figures of a ledger."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tuobo.core.errors import RequestError
from tuobo.operations.ledgers.cadence_board import board_of, cadence_of, excuse, name_of_subject
from tuobo.operations.ledgers.due_days import due_entries
from tuobo.web.areas.ledgers.board_page import cadence_page, due_page, figures_page
from tuobo.web.areas.ledgers.pages import ExplainPage
from tuobo.web.areas.ledgers.visiting import desk_of, ledger_crumbs, ledger_of
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.visit import PageRequest

_AHEAD = 30
_YEARS = range(2000, 2200)


@require_safe
@needs("ledgers.view")
def cadences(request: PageRequest, ledger: str) -> HttpResponse:
    """The cadence board of a ledger for a year."""
    visit, desk = request.visit, desk_of(request)
    definition = ledger_of(desk, ledger)
    asked = visit.query.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in _YEARS else visit.today.year
    boards = [board_of(desk, definition, one, year) for one in definition.cadences]
    page = cadence_page(desk, definition, boards, year, visit)
    crumbs = ledger_crumbs(visit, definition, (visit.texts("ledgers.cadences"), ""))
    return render_page(request, "ledgers/cadences.html", page, crumbs=crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ledgers.view")
def explain(request: PageRequest, ledger: str, cadence: str) -> HttpResponse:
    """Why something was not held: a reason, kept with who gave it."""
    visit, desk = request.visit, desk_of(request)
    definition = ledger_of(desk, ledger)
    asked = request.POST if request.method == "POST" else request.GET
    who, period, problem = asked.get("who", ""), asked.get("in", ""), ""
    reason = request.POST.get("reason", "")
    try:
        one = cadence_of(definition, cadence)
        name = name_of_subject(desk, definition, one, who)
    except RequestError as error:
        raise Http404 from error
    if request.method == "POST":
        try:
            excuse(desk, definition, one, who, period, reason)
        except RequestError as error:
            problem = visit.texts(error.code, **error.fields)
        else:
            say(request, visit.texts("ledgers.cadences.explain.done"))
            return redirect("ledgers:cadences", ledger=definition.id)
    page = ExplainPage(
        title=visit.texts("ledgers.cadences.explain.title", who=name, period=period),
        who=who,
        period=period,
        reason=reason,
        problem=problem,
        cancel=reverse("ledgers:cadences", args=[definition.id]),
    )
    crumbs = ledger_crumbs(visit, definition, (visit.texts("ledgers.cadences.explain"), ""))
    return render_page(
        request, "ledgers/explain.html", page, crumbs=crumbs, status=400 if problem else 200
    )


@require_safe
@needs("ledgers.view")
def due(request: PageRequest) -> HttpResponse:
    """What is overdue or falls due within thirty days, of all ledgers that one may see."""
    visit, desk = request.visit, desk_of(request)
    found = due_entries(desk, visit.today + timedelta(days=_AHEAD), visit.texts)
    page = due_page(found, visit)
    crumbs = ledger_crumbs(visit, None, (visit.texts("ledgers.due"), ""))
    return render_page(request, "ledgers/due.html", page, crumbs=crumbs)


@require_safe
@needs("ledgers.view")
def figures(request: PageRequest, ledger: str) -> HttpResponse:
    """The figures that a ledger offers, for the period of the page, each with its entries."""
    visit, desk = request.visit, desk_of(request)
    definition = ledger_of(desk, ledger)
    page = figures_page(desk, definition, visit)
    crumbs = ledger_crumbs(visit, definition, (visit.texts("ledgers.figures"), ""))
    return render_page(request, "ledgers/figures.html", page, crumbs=crumbs)
