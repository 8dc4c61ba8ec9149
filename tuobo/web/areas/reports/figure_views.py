"""Figures of a report: the card, the update to the latest data, or staying with a reason."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from tuobo.core.errors import RequestError, StateError
from tuobo.operations.report_studio.studio_page import studio_page
from tuobo.operations.report_studio.updating import keep_as_it_is, update_figures
from tuobo.records.registry.report_queries import WholeReport
from tuobo.web.areas.reports.forms import KeepForm, first_problem
from tuobo.web.areas.reports.studio_views import studio
from tuobo.web.areas.reports.telling import card_of
from tuobo.web.areas.reports.visiting import (
    COMPOSE,
    VIEW,
    doer_of,
    revision_of,
    whole_report,
)
from tuobo.web.ui.absent import absent
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.visit import PageRequest


@require_GET
@needs(VIEW)
def card(request: PageRequest, number: int, code: str) -> HttpResponse:
    """What a figure is; without scripts the whole studio with that card open."""
    whole = whole_report(request.visit, number)
    with absent("studio.no_figure"):
        if request.htmx:
            page = studio_page(open_desk().workspace, whole)
            shown = card_of(request.visit, whole, page, code)
            return render_page(request, "reports/card.html", shown, part="reports/_card.html")
        return studio(request, whole, code=code)


@require_POST
@needs(COMPOSE)
def update(request: PageRequest, number: int, code: str) -> HttpResponse:
    """One stale figure as the latest data give it, wherever it stands."""
    return _update(request, number, (code,))


@require_POST
@needs(COMPOSE)
def update_all(request: PageRequest, number: int) -> HttpResponse:
    return _update(request, number, ())


@require_POST
@needs(COMPOSE)
def keep(request: PageRequest, number: int, code: str) -> HttpResponse:
    """A stale figure stays, with the reason, which the annex tells."""
    whole = whole_report(request.visit, number, COMPOSE)
    form = KeepForm(request.visit.texts, request.POST)
    if not form.is_valid():
        told = first_problem(form)
        return studio(request, whole, code=code, problem=told)
    note, doer = form.cleaned_data["note"], doer_of(request.visit, whole.line.court)
    return _done(
        request,
        whole,
        lambda: keep_as_it_is(
            open_desk().workspace, whole, code, note, form.cleaned_data["revision"], doer
        ),
        "reports.kept",
    )


def _update(request: PageRequest, number: int, codes: tuple[str, ...]) -> HttpResponse:
    whole = whole_report(request.visit, number, COMPOSE)
    doer, revision = doer_of(request.visit, whole.line.court), revision_of(request)
    return _done(
        request,
        whole,
        lambda: update_figures(open_desk().workspace, whole, codes, revision, doer),
        "reports.updated",
    )


def _done(
    request: PageRequest, whole: WholeReport, write: Callable[[], int], said: str
) -> HttpResponse:
    """Write and go back to the studio; a refusal is told there."""
    try:
        write()
    except (RequestError, StateError) as error:
        return studio(request, whole, problem=request.visit.texts.error(error))
    say(request, request.visit.texts(said))
    return redirect("reports:show", whole.line.id)
