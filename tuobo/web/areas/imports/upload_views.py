"""Uploads on their way: bring, match, check, decide, commit, discard."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tuobo.core.clock import now
from tuobo.core.errors import DataError, RequestError
from tuobo.operations.imports_desk.columns_page import confirmed
from tuobo.operations.imports_desk.kept_files import BroughtFile, are_documents
from tuobo.operations.imports_desk.marked_rows import (
    told_marked,
    waiting_of_upload,
    write_waiting,
)
from tuobo.operations.imports_desk.previews import previews_of
from tuobo.operations.imports_desk.steps import (
    Doer,
    ask_commit,
    bring_upload,
    check_again,
    confirm_columns,
    decide_doubts,
    discard_upload,
    keep_brought,
    read_again,
)
from tuobo.operations.imports_desk.template import write_template
from tuobo.records.registry.job_actions import Starter
from tuobo.records.registry.upload_actions import Bringing, KeptFile
from tuobo.records.registry.upload_queries import UploadLine, upload_of
from tuobo.web.areas.imports.forms import BringForm, CommitForm
from tuobo.web.areas.imports.pages import BringPage
from tuobo.web.areas.imports.upload_pages import Showing, UploadPages
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest

REHEARSE, COMMIT = "imports.rehearse", "imports.commit"
_CHOICE = "decide."


@require_GET
@needs(REHEARSE)
def template(request: PageRequest) -> HttpResponseBase:
    """The workbook to fill in, made from the facts in use."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(open_desk().workspace, path, request.visit.texts)
        content = BytesIO(path.read_bytes())
    name = request.visit.texts("imports.template.file")
    return FileResponse(content, as_attachment=True, filename=f"{name}.xlsx")


@require_http_methods(["GET", "POST"])
@needs(REHEARSE)
def bring(request: PageRequest) -> HttpResponse:
    """Files and the day that they speak of; reading begins at once."""
    texts, like = request.visit.texts, _liked(request)
    if request.method == "POST":
        form = BringForm(texts, request.POST, request.FILES)
        is_sound = form.is_valid() and form.day_has_come(request.visit.today)
        if is_sound and (kept := _kept(form)):
            bringing = _bringing(request, form, kept, like)
            number = bring_upload(bringing, kept, doer_of(request), like=like)
            return redirect("imports:upload", number)
    else:
        form = BringForm(texts, initial={"day": request.visit.today, "like": like or None})
    page = BringPage(
        form=form,
        like=upload_of(request.visit.reach(REHEARSE), like) if like else None,
        most_megabytes=settings.UPLOAD_MOST_BYTES // 2**20,
    )
    crumbs = (home_crumb(request), Crumb(name=texts("imports.new")))
    status = 400 if form.errors else 200
    return render_page(request, "imports/bring.html", page, crumbs=crumbs, status=status)


@require_GET
@needs(REHEARSE)
def show(request: PageRequest, number: int) -> HttpResponse:
    """An upload at its step; while work goes on the part looks again every second."""
    upload = _upload(request, number)
    return _page(request, upload, Showing(tab=request.visit.query.get("tab", "")))


@require_POST
@needs(REHEARSE)
def read(request: PageRequest, number: int) -> HttpResponse:
    read_again(_upload(request, number), doer_of(request))
    return redirect("imports:upload", number)


@require_http_methods(["GET", "POST"])
@needs(REHEARSE)
def columns(request: PageRequest, number: int) -> HttpResponse:
    """The columns as somebody confirms them; also after a check, which is then made again."""
    upload = _upload(request, number)
    if request.method == "GET":
        return _page(request, upload, Showing(with_columns=True))
    by_name = {one.file: one for one in previews_of(open_desk().workspace, number)}
    choices = {name: str(request.POST[name]) for name in request.POST}
    made = {
        file.name: confirmed(open_desk().workspace, at, file, by_name[file.name], choices)
        for at, file in enumerate(upload.files)
        if file.name in by_name
    }
    problems = {key: code for one in made.values() for key, code in one.problems.items()}
    if problems:
        return _page(request, upload, Showing(with_columns=True, problems=problems))
    mappings = {name: one.mapping.to_yaml() for name, one in made.items()}
    confirm_columns(upload, mappings, _revision(request), doer_of(request))
    return redirect("imports:upload", number)


@require_POST
@needs(REHEARSE)
def check(request: PageRequest, number: int) -> HttpResponse:
    check_again(_upload(request, number), doer_of(request))
    return redirect("imports:upload", number)


@require_POST
@needs(REHEARSE)
def decide(request: PageRequest, number: int) -> HttpResponse:
    """Import doubtful rows, or hold them back, check by check."""
    upload = _upload(request, number)
    choices = {
        name.removeprefix(_CHOICE): str(request.POST[name])
        for name in request.POST
        if name.startswith(_CHOICE)
    }
    if not decide_doubts(upload, choices, _revision(request), doer_of(request)):
        say(request, request.visit.texts("imports.decided"))
    return redirect("imports:upload", number)


@require_POST
@needs(COMMIT)
def commit(request: PageRequest, number: int) -> HttpResponse:
    upload = _upload(request, number)
    form = CommitForm(request.visit.texts, request.POST)
    if not form.is_valid():
        told = str(next(iter(form.errors.values()))[0])
        return _page(request, upload, Showing(problem=told))
    note = form.cleaned_data["note"]
    ask_commit(open_desk().workspace, upload, note, doer_of(request))
    return redirect("imports:upload", number)


@require_POST
@needs(REHEARSE)
def discard(request: PageRequest, number: int) -> HttpResponse:
    upload = _upload(request, number)
    discard_upload(upload, doer_of(request))
    say(request, request.visit.texts("imports.discarded", files=upload.title))
    return redirect("imports:list")


@require_GET
@needs(REHEARSE)
def waiting(request: PageRequest, number: int, file: int) -> HttpResponseBase:
    """The marked workbook of a file: rejected rows, the cells at fault in red with the reason."""
    upload, visit = _upload(request, number), request.visit
    found = waiting_of_upload(open_desk().workspace, upload.id)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "marked.xlsx"
        name = write_waiting(found, file, path, visit.texts)
        content = BytesIO(path.read_bytes())
    told_marked(upload.title, found[file].rows, actor=visit.actor, at=now())
    return FileResponse(content, as_attachment=True, filename=f"{name}.xlsx")


def _page(request: PageRequest, upload: UploadLine, showing: Showing) -> HttpResponse:
    page = UploadPages(open_desk(), request.visit).page(upload, showing)
    return render_page(
        request,
        "imports/upload.html",
        page,
        crumbs=(home_crumb(request), Crumb(name=upload.title)),
        part="imports/_upload.html",
        status=400 if showing.problem or showing.problems else 200,
    )


def _upload(request: PageRequest, number: int) -> UploadLine:
    found = upload_of(request.visit.reach(REHEARSE), number)
    if found is None:
        raise Http404
    return found


def _revision(request: PageRequest) -> int:
    """The revision that a form was shown with; one that cannot be read fits nothing."""
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 12 else -1


def _liked(request: PageRequest) -> int:
    """The upload whose waiting rows are mended, if it is one that the person may see."""
    asked = str(request.POST.get("like") or request.GET.get("like") or "")
    number = int(asked) if asked.isdecimal() and len(asked) < 12 else 0
    return number if number and upload_of(request.visit.reach(REHEARSE), number) else 0


def _kept(form: BringForm) -> tuple[KeptFile, ...]:
    """The files as they were stored; what is wrong with one stands beside the field."""
    files = [
        BroughtFile(name=one.name or "", size=one.size or 0, pieces=one.chunks())
        for one in form.cleaned_data["brought"]
    ]
    try:
        return keep_brought(open_desk().workspace, files, most=settings.UPLOAD_MOST_BYTES)
    except (DataError, RequestError) as error:
        form.add_error("brought", form.texts(error.code, **error.fields))
        return ()


def _bringing(
    request: PageRequest, form: BringForm, kept: tuple[KeptFile, ...], like: int
) -> Bringing:
    visit = request.visit
    mended = upload_of(visit.reach(REHEARSE), like) if like else None
    return Bringing(
        account=visit.who.id,
        court=visit.place(REHEARSE).court,
        day=form.cleaned_data["day"],
        mends=mended.version if mended else None,
        is_documents=are_documents(open_desk().workspace, kept),
    )


def doer_of(request: PageRequest) -> Doer:
    """Who takes a step here; outcomes are shown on the page of the upload."""
    visit = request.visit
    starter = Starter(
        account=visit.who.id,
        court=visit.place(REHEARSE).court,
        address=visit.address,
        page=f"{reverse('imports:list')}uploads/{{upload}}/",
    )
    return Doer(starter=starter, actor=visit.actor, at=now())


def home_crumb(request: PageRequest) -> Crumb:
    return Crumb(name=request.visit.texts("imports.title"), address=reverse("imports:list"))
