"""The list of reports, and composing a new one."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tuobo.operations.programme.freezing import baseline_of
from tuobo.operations.programme.holding import Holding
from tuobo.operations.report_studio.asking import ask_compose
from tuobo.operations.report_studio.compose_draft import ComposeDraft
from tuobo.operations.report_studio.report_list import report_list
from tuobo.operations.report_studio.report_list import take_in as take_in_draft
from tuobo.operations.report_studio.showing import outline_names
from tuobo.records.registry.job_queries import job_line
from tuobo.records.registry.report_queries import ReportLine, report_on_shelf
from tuobo.web.areas.reports.forms import ComposeForm
from tuobo.web.areas.reports.pages import ComposePage, ListPage
from tuobo.web.areas.reports.visiting import COMPOSE, VIEW, doer_of, home_crumb
from tuobo.web.ui.guard import needs
from tuobo.web.ui.ledgers_here import ledgers_here
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, Visit


@require_GET
@needs(VIEW)
def listing(request: PageRequest) -> HttpResponse:
    """Every report that one may see, the newest first."""
    visit = request.visit
    workspace = open_desk().workspace
    names = {name: title for name, title, _ in outline_names(workspace, visit.lang)}
    page = ListPage(
        found=report_list(workspace, visit.reach(VIEW)),
        names=names,
        may_compose=visit.may(COMPOSE),
    )
    crumbs = (Crumb(name=visit.texts("reports.title")),)
    return render_page(request, "reports/list.html", page, crumbs=crumbs)


@require_http_methods(["GET", "POST"])
@needs(COMPOSE)
def compose(request: PageRequest) -> HttpResponse:
    """What a new report is about; composing begins in the background."""
    visit = request.visit
    corrects = _corrected(request)
    form = ComposeForm(visit.texts, request.POST or None, initial=_initial(request, corrects))
    form.offer(outline_names(open_desk().workspace, visit.lang))
    if request.method == "POST" and form.is_valid():
        court = corrects.court if corrects else visit.place(COMPOSE).court
        page = f"{reverse('reports:list')}made/{{job}}/"
        job = ask_compose(_asked(form, court, corrects), doer_of(visit, court, page))
        return redirect("jobs:show", job)
    crumbs = (home_crumb(visit), Crumb(name=visit.texts("reports.new")))
    page_shown = ComposePage(form=form, corrects=corrects)
    status = 400 if form.errors else 200
    return render_page(request, "reports/compose.html", page_shown, crumbs=crumbs, status=status)


@require_GET
@needs(COMPOSE)
def made(request: PageRequest, job: int) -> HttpResponse:
    """From the work to what came of it."""
    line = job_line(job, request.visit.who.id)
    if line is None:
        raise Http404
    if line.state != "done" or not line.reference.isdecimal():
        return redirect("jobs:show", job)
    return redirect("reports:show", int(line.reference))


@require_POST
@needs(COMPOSE)
def take_in(request: PageRequest, shelf: str) -> HttpResponse:
    """Open a draft of the command line in the studio."""
    visit = request.visit
    found = report_list(open_desk().workspace, visit.reach(COMPOSE))
    if shelf not in {one.id for one in found.shelved}:
        raise Http404
    court = visit.place(COMPOSE).court
    number = take_in_draft(open_desk().workspace, shelf, court, doer_of(visit, court))
    return redirect("reports:show", number)


def _corrected(request: PageRequest) -> ReportLine | None:
    """The published report that the new one is to correct."""
    asked = str(request.POST.get("corrects") or request.GET.get("corrects") or "")
    found = report_on_shelf(request.visit.reach(COMPOSE), asked)
    if asked and (found is None or not found.is_published):
        raise Http404
    return found


def _initial(request: PageRequest, corrects: ReportLine | None) -> dict[str, object]:
    if corrects is not None:
        return {
            "outline": corrects.outline,
            "period": corrects.period,
            "baseline": corrects.baseline,
            "corrects": corrects.shelf,
        }
    return {
        "outline": "special_report",
        "period": request.visit.query.get("period", ""),
        "baseline": _baseline(request.visit),
    }


def _baseline(visit: Visit) -> str:
    """The baseline of the court's last designation: what the ledger has is not typed again."""
    court = visit.place(COMPOSE).court
    period = baseline_of(Holding(ledgers_here(visit), court, visit.texts))
    return str(period or "")


def _asked(form: ComposeForm, court: str, corrects: ReportLine | None) -> ComposeDraft:
    given = form.cleaned_data
    return ComposeDraft(
        outline=given["outline"],
        court=court,
        period=str(given["period"] or ""),
        baseline=str(given["baseline"] or ""),
        receiver=given["receiver"],
        number=given["number"],
        signer=given["signer"],
        day=given["day"].isoformat() if given["day"] else "",
        corrects=corrects.shelf if corrects else "",
    )
