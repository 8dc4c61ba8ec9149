"""Batches: the list with its history, one batch with what waits, and taking it back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from tuobo.core.clock import now
from tuobo.core.errors import RequestError
from tuobo.core.reach import Reach
from tuobo.engines.intake import Rejected
from tuobo.operations.imports_desk.batches import BatchPage, batch_page, batches
from tuobo.operations.imports_desk.marked_rows import (
    told_marked,
    waiting_of_batch,
    write_waiting,
)
from tuobo.operations.imports_desk.steps import Doer, ask_undo
from tuobo.operations.keep_quarantine import issue_name
from tuobo.records.registry.job_actions import Starter
from tuobo.records.registry.upload_queries import open_uploads
from tuobo.web.areas.imports.forms import UndoForm
from tuobo.web.areas.imports.pages import BatchView, ListPage, UndoPage
from tuobo.web.areas.imports.upload_views import COMMIT, REHEARSE, home_crumb
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, Visit

VIEW = "imports.view"


@require_GET
@needs(VIEW)
def listing(request: PageRequest) -> HttpResponse:
    """Every batch that one may see, and what is on its way."""
    visit = request.visit
    may_bring = visit.may(REHEARSE)
    page = ListPage(
        batches=batches(open_desk().workspace, visit.reach(VIEW)),
        uploads=open_uploads(visit.reach(REHEARSE)) if may_bring else (),
        may_bring=may_bring,
    )
    crumbs = (Crumb(name=visit.texts("imports.title")),)
    return render_page(request, "imports/list.html", page, crumbs=crumbs)


@require_GET
@needs(VIEW)
def show(request: PageRequest, name: str) -> HttpResponse:
    """Who, when, file hash, counts, what waits, and reports made since."""
    visit = request.visit
    page = _batch(visit, name)
    files = _waiting(page) if visit.may(REHEARSE) else ()
    shown = BatchView(
        page=page,
        tables=tuple(_tables(visit, page)),
        waiting=tuple(_told(visit, page)),
        files_waiting=tuple((number, one.file) for number, one in enumerate(files)),
        may_undo=page.line.can_be_undone and visit.may(COMMIT),
        may_mend=page.upload is not None and visit.may(REHEARSE),
    )
    crumbs = (home_crumb(request), Crumb(name=name))
    return render_page(request, "imports/batch.html", shown, crumbs=crumbs)


@require_http_methods(["GET", "POST"])
@needs(COMMIT)
def undo(request: PageRequest, name: str) -> HttpResponse:
    """A question with its reason, then the work; a later commit by somebody else refuses it."""
    visit = request.visit
    line = _batch(visit, name).line
    form = UndoForm(visit.texts, request.POST or None, initial={"seen": line.number})
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        if seen != line.number:
            raise Http404
        doer = _doer(visit)
        job = ask_undo(open_desk().workspace, seen, form.cleaned_data["note"], doer)
        return redirect("jobs:show", job)
    page = UndoPage(batch=line, form=form)
    crumbs = (home_crumb(request), Crumb(name=name), Crumb(name=visit.texts("imports.undo")))
    status = 400 if form.errors else 200
    return render_page(request, "imports/undo.html", page, crumbs=crumbs, status=status)


@require_GET
@needs(REHEARSE)
def waiting(request: PageRequest, name: str, file: int) -> HttpResponseBase:
    """The marked workbook of the rows that wait since a batch was committed."""
    visit = request.visit
    found = _waiting(_batch(visit, name))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "marked.xlsx"
        stem = write_waiting(found, file, path, visit.texts)
        content = BytesIO(path.read_bytes())
    told_marked(name, found[file].rows, actor=visit.actor, at=now())
    return FileResponse(content, as_attachment=True, filename=f"{stem}.xlsx")


def _batch(visit: Visit, name: str) -> BatchPage:
    """The batch; what one may not see is not there."""
    reach: Reach = visit.reach(VIEW)
    try:
        return batch_page(open_desk().workspace, reach, name)
    except RequestError as error:
        raise Http404 from error


def _waiting(page: BatchPage) -> tuple[Rejected, ...]:
    workspace = open_desk().workspace
    return waiting_of_batch(workspace, workspace.snapshots.version(page.line.number))


def _tables(visit: Visit, page: BatchPage) -> list[tuple[str, int]]:
    schema = open_desk().workspace.schema
    return [(visit.texts.pick(schema[name].names), rows) for name, rows in page.appended]


def _told(visit: Visit, page: BatchPage) -> list[tuple[str, str, str, str]]:
    """Severity, place, name of the check, sentence."""
    workspace, texts = open_desk().workspace, visit.texts
    return [
        (
            one.severity,
            texts("imports.place", sheet=one.sheet, row=one.row or "—"),
            issue_name(workspace, one.check, texts),
            texts(one.check, found=one.found, expected=one.expected),
        )
        for one in page.waiting
    ]


def _doer(visit: Visit) -> Doer:
    starter = Starter(
        account=visit.who.id,
        court=visit.place(COMMIT).court,
        address=visit.address,
        page=reverse("imports:list"),
    )
    return Doer(starter=starter, actor=visit.actor, at=now())
