"""The pages of the programme; everything that is entered is entered in its ledger."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tuobo.core.reach import Place
from tuobo.operations.desk.places import sees_judge
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.programme.causes import causes_of
from tuobo.operations.programme.diagnosis import DiagnosisAsked, diagnosis_of
from tuobo.operations.programme.home import programme_home
from tuobo.operations.programme.plan import plan_of
from tuobo.operations.programme.plan_export import FORMS, plan_file
from tuobo.operations.reporting_period import year_so_far
from tuobo.operations.workspace import Workspace
from tuobo.web.areas.programme.bench_page import BenchPage, bench_choices, bench_page
from tuobo.web.areas.programme.files import file_answer
from tuobo.web.areas.programme.home_page import HomePage, home_page
from tuobo.web.areas.programme.plan_page import PlanPage, plan_page, since_of
from tuobo.web.areas.programme.visiting import crumbs_of, holding_here
from tuobo.web.ui.guard import needs
from tuobo.web.ui.hands import hand_of
from tuobo.web.ui.ledgers_here import ledgers_here
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, Visit

_DEFAULT_INDICATOR = "closed_within_limit_rate"


@require_safe
@needs("programme.view")
def home(request: PageRequest) -> HttpResponse:
    """What is stuck, due, promised, proven."""
    visit = request.visit
    court = visit.place("programme.view").court
    page: HomePage = home_page(programme_home(ledgers_here(visit), court, visit.texts), visit)
    crumbs = (Crumb(name=visit.texts("programme.title")),)
    return render_page(request, "programme/home.html", page, crumbs=crumbs)


@require_safe
@needs("programme.view")
def plan(request: PageRequest) -> HttpResponse:
    """Problems, tasks and what was reviewed in each month."""
    visit = request.visit
    court = visit.place("programme.view").court
    since, problem = since_of(visit)
    found = plan_of(ledgers_here(visit), court, visit.texts, since=since)
    page: PlanPage = plan_page(found, visit, problem)
    return render_page(request, "programme/plan.html", page, crumbs=crumbs_of(visit, "plan"))


@require_safe
@needs("ledgers.export")
def plan_export(request: PageRequest, form: str) -> HttpResponse:
    """The plan as a workbook or a Word file; told in the log."""
    visit = request.visit
    since, problem = since_of(visit)
    if form not in FORMS or problem:
        raise Http404
    desk = ledgers_here(visit)
    found = plan_of(desk, visit.place("programme.view").court, visit.texts, since=since)
    workspace = Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT)
    made = plan_file(desk, workspace, found, form, hand_of(visit), visit.texts)
    return file_answer(made.name, made.content)


@require_safe
@needs("figures.view")
def diagnosis(request: PageRequest, indicator: str = _DEFAULT_INDICATOR) -> HttpResponse:
    """From a signal to where the change sits, and on to a problem and its task."""
    visit = request.visit
    facts = the_desk(settings.TUOBO_STORE, settings.TUOBO_CONTENT)
    with facts.now(visit.as_of) as opened:
        asked = DiagnosisAsked(
            indicator=indicator,
            place=_place_of_figures(visit),
            period=visit.period or year_so_far(opened.version.as_of),
            dimension=visit.query.get("by", "division"),
            is_year_on_year=visit.query.get("base", "") == "year",
        )
        found = diagnosis_of(opened, asked, visit.texts)
        choices = bench_choices(opened, visit)
    causes = None
    if visit.may("programme.view"):
        causes = causes_of(holding_here(visit), indicator)
    page: BenchPage = bench_page(found, choices, causes, visit)
    crumbs = crumbs_of(visit, "diagnosis")
    return render_page(request, "programme/diagnosis.html", page, crumbs=crumbs)


def _place_of_figures(visit: Visit) -> Place:
    """Http404 for a judge whose own figures the person may not see."""
    place, by_judge = visit.place("figures.view"), visit.reach("figures.by_judge")
    if place.judge and not sees_judge(visit.reach("figures.view"), by_judge, place):
        raise Http404
    return place
