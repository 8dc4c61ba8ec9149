"""The studio of a report, and the steps of its way: compare, review, give back, publish."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from tuobo.core.errors import StateError
from tuobo.operations.report_studio.asking import ask_comparison, ask_publication
from tuobo.operations.report_studio.reviewing import return_report, review_report
from tuobo.records.registry.report_queries import WholeReport
from tuobo.web.areas.reports.forms import ReturnForm, first_problem
from tuobo.web.areas.reports.telling import studio_of
from tuobo.web.areas.reports.visiting import (
    COMPOSE,
    PUBLISH,
    REVIEW,
    VIEW,
    doer_of,
    home_crumb,
    revision_of,
    studio_crumb,
    whole_report,
)
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.visit import PageRequest


@require_GET
@needs(VIEW)
def show(request: PageRequest, number: int) -> HttpResponse:
    """Outline, page, inspector; while work goes on the line above looks again by itself."""
    return studio(request, whole_report(request.visit, number))


@require_POST
@needs(COMPOSE)
def compare(request: PageRequest, number: int) -> HttpResponse:
    """Recompute every figure: what verifies, what newer data change."""
    line = whole_report(request.visit, number, COMPOSE).line
    ask_comparison(line, doer_of(request.visit, line.court))
    return redirect("reports:show", number)


@require_POST
@needs(REVIEW)
def review(request: PageRequest, number: int) -> HttpResponse:
    whole = whole_report(request.visit, number, REVIEW)
    doer = doer_of(request.visit, whole.line.court)
    try:
        review_report(whole.line, revision_of(request), doer)
    except StateError as error:
        told = request.visit.texts.error(error)
        return studio(request, whole_report(request.visit, number), problem=told)
    say(request, request.visit.texts("reports.reviewed"))
    return redirect("reports:show", number)


@require_POST
@needs(REVIEW)
def give_back(request: PageRequest, number: int) -> HttpResponse:
    whole = whole_report(request.visit, number, REVIEW)
    form = ReturnForm(request.visit.texts, request.POST)
    if not form.is_valid():
        return studio(request, whole, problem=first_problem(form))
    doer = doer_of(request.visit, whole.line.court)
    note, revision = form.cleaned_data["note"], form.cleaned_data["revision"]
    return_report(whole.line, note, revision, doer)
    say(request, request.visit.texts("reports.returned"))
    return redirect("reports:show", number)


@require_POST
@needs(PUBLISH)
def publish(request: PageRequest, number: int) -> HttpResponse:
    """Verify and lock, in the background."""
    whole = whole_report(request.visit, number, PUBLISH)
    try:
        ask_publication(whole.line, revision_of(request), doer_of(request.visit, whole.line.court))
    except StateError as error:
        return studio(request, whole, problem=request.visit.texts.error(error))
    return redirect("reports:show", number)


def studio(
    request: PageRequest, whole: WholeReport, *, code: str = "", problem: str = ""
) -> HttpResponse:
    page = studio_of(request.visit, whole, code=code, problem=problem)
    return render_page(
        request,
        "reports/studio.html",
        page,
        crumbs=(home_crumb(request.visit), studio_crumb(whole.line)),
        part="reports/_studio.html",
        status=409 if problem else 200,
    )
