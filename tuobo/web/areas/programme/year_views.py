"""A year of inspections and a year of assessments as pages."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tuobo.operations.programme.assessment_year import assessment_year
from tuobo.operations.programme.inspection_year import inspection_year
from tuobo.web.areas.programme.visiting import crumbs_of, holding_here
from tuobo.web.areas.programme.year_page import (
    AssessmentsPage,
    InspectionsPage,
    assessments_page,
    inspections_page,
    year_of,
)
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.visit import PageRequest


@require_safe
@needs("programme.view")
def inspections(request: PageRequest) -> HttpResponse:
    """Plan, sample, findings, rectification, re-check: a year of quarters and units."""
    visit = request.visit
    found = inspection_year(holding_here(visit), year_of(visit))
    page: InspectionsPage = inspections_page(found, visit)
    crumbs = crumbs_of(visit, "inspections")
    return render_page(request, "programme/inspections.html", page, crumbs=crumbs)


@require_safe
@needs("party.view")
def assessments(request: PageRequest) -> HttpResponse:
    """Results in words, objections and their outcome: a year of units."""
    visit = request.visit
    found = assessment_year(holding_here(visit, "party.view"), year_of(visit))
    page: AssessmentsPage = assessments_page(found, visit)
    crumbs = crumbs_of(visit, "assessments")
    return render_page(request, "programme/assessments.html", page, crumbs=crumbs)
