"""One's own background work, and nobody else's."""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from tuobo.core.clock import now
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.jobs.kinds import kind_of
from tuobo.operations.jobs.result_files import fetch_file
from tuobo.operations.jobs.starting import cancel as cancel_job
from tuobo.operations.jobs.starting import run_again
from tuobo.records.registry.job_queries import JobLine, job_line, jobs_of
from tuobo.web.areas.jobs.pages import JobListPage, JobPage
from tuobo.web.ui.guard import open_to_members
from tuobo.web.ui.job_progress import job_view
from tuobo.web.ui.paging import AskedPage
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest


@require_GET
@open_to_members
def listing(request: PageRequest) -> HttpResponse:
    """One's own jobs, the newest first."""
    visit = request.visit
    asked = AskedPage.of(visit)
    found = jobs_of(visit.who.id, page=asked.number, size=asked.size)
    page = JobListPage(
        jobs=tuple(job_view(one, visit.texts) for one in found.lines),
        pager=asked.pager(found.total, request.path, visit.query),
        is_moving=any(one.is_open for one in found.lines),
    )
    crumbs = (Crumb(name=visit.texts("jobs.title")),)
    return render_page(request, "jobs/list.html", page, crumbs=crumbs, part="jobs/_list.html")


@require_GET
@open_to_members
def show(request: PageRequest, number: int) -> HttpResponse:
    """One job; while it waits or runs the part looks again every second."""
    line = _mine(request, number)
    here = reverse("jobs:show", args=[number])
    view = job_view(line, request.visit.texts)
    page = JobPage(job=view, line=line, opens="" if line.page in {"", here} else line.page)
    crumbs = (
        Crumb(name=request.visit.texts("jobs.title"), address=reverse("jobs:list")),
        Crumb(name=view.name),
    )
    return render_page(request, "jobs/show.html", page, crumbs=crumbs, part="jobs/_show.html")


@require_POST
@open_to_members
def cancel(request: PageRequest, number: int) -> HttpResponse:
    cancel_job(_mine(request, number), at=now())
    return redirect("jobs:show", number)


@require_POST
@open_to_members
def again(request: PageRequest, number: int) -> HttpResponse:
    run_again(_mine(request, number))
    return redirect("jobs:show", number)


@require_GET
@open_to_members
def file(request: PageRequest, number: int) -> HttpResponseBase:
    """The result file, while its owner still has the right; fetching it is told in the log."""
    desk = the_desk(settings.TUOBO_STORE, settings.TUOBO_CONTENT)
    line = _mine(request, number)
    if not request.visit.may(kind_of(line.kind).right):
        raise Http404
    path = fetch_file(desk.workspace, line, actor=request.visit.actor, at=now())
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _mine(request: PageRequest, number: int) -> JobLine:
    found = job_line(number, request.visit.who.id)
    if found is None:
        raise Http404
    return found
