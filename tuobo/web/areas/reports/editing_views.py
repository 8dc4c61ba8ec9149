"""The words of a draft: a block, a new paragraph, one taken out, what stands around the text."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tuobo.core.errors import RequestError, StateError
from tuobo.engines.reports.compose.editing import Words, figures_in
from tuobo.operations.report_studio.editing import (
    Front,
    add_paragraph,
    block_of,
    edit_front,
    edit_words,
    front_of,
    read_as,
    remove_block,
    words_at,
)
from tuobo.operations.report_studio.saving import opened
from tuobo.records.registry.report_queries import WholeReport
from tuobo.web.areas.reports.forms import FrontForm, WordsForm
from tuobo.web.areas.reports.pages import EditPage, FrontPage
from tuobo.web.areas.reports.visiting import (
    COMPOSE,
    doer_of,
    home_crumb,
    revision_of,
    studio_crumb,
    whole_report,
)
from tuobo.web.ui.absent import absent
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest

_EDITED = "studio.edited"
_BOTH = ["GET", "POST"]


@require_http_methods(_BOTH)
@needs(COMPOSE)
def block(request: PageRequest, number: int, at: int) -> HttpResponse:
    """The words of a block; a second editor sees what the first has changed, and keeps the own."""
    whole = whole_report(request.visit, number, COMPOSE)
    with absent("studio.no_block"):
        words = words_at(whole, at)
    form = _words_form(request, whole, words)
    theirs = ""
    if request.method == "POST" and form.is_valid():
        asked = Words(text=form.cleaned_data["text"], lead=form.cleaned_data.get("lead", "") or "")
        doer = doer_of(request.visit, whole.line.court)
        revision = form.cleaned_data["revision"]
        theirs = _tried(
            form,
            lambda: edit_words(open_desk().workspace, whole, at, asked, revision, doer),
            lambda: read_as(block_of(whole, at)),
        )
        if form.is_valid():
            return _back(request, number, f"b{at}")
    return _edit_page(request, whole, at, form, theirs)


@require_http_methods(_BOTH)
@needs(COMPOSE)
def add(request: PageRequest, number: int, at: int) -> HttpResponse:
    """A paragraph of one's own behind a block."""
    whole = whole_report(request.visit, number, COMPOSE)
    with absent("studio.no_block"):
        block_of(whole, at)
    form = _words_form(request, whole, Words(text="")).without_lead()
    theirs = ""
    if request.method == "POST" and form.is_valid():
        text, revision = form.cleaned_data["text"], form.cleaned_data["revision"]
        doer = doer_of(request.visit, whole.line.court)
        theirs = _tried(
            form,
            lambda: add_paragraph(open_desk().workspace, whole, at, text, revision, doer),
            lambda: request.visit.texts("reports.changed_meanwhile"),
        )
        if form.is_valid():
            return _back(request, number, f"b{at + 1}")
    return _edit_page(request, whole, at, form, theirs, is_new=True)


@require_POST
@needs(COMPOSE)
def remove(request: PageRequest, number: int, at: int) -> HttpResponse:
    whole = whole_report(request.visit, number, COMPOSE)
    doer = doer_of(request.visit, whole.line.court)
    remove_block(open_desk().workspace, whole, at, revision_of(request), doer)
    return _back(request, number, f"b{max(at - 1, 0)}")


@require_http_methods(_BOTH)
@needs(COMPOSE)
def front(request: PageRequest, number: int) -> HttpResponse:
    """Title, receiver, number and signer."""
    visit = request.visit
    whole = whole_report(visit, number, COMPOSE)
    now = front_of(opened(whole))
    initial = {**vars(now), "revision": whole.line.revision}
    form = FrontForm(visit.texts, request.POST or None, initial=initial)
    theirs = ""
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in vars(now)}
        doer = doer_of(visit, whole.line.court)
        revision = form.cleaned_data["revision"]
        theirs = _tried(
            form,
            lambda: edit_front(open_desk().workspace, whole, Front(**asked), revision, doer),
            lambda: " · ".join(one for one in vars(now).values() if one),
        )
        if form.is_valid():
            return _back(request, number, "front")
    page = FrontPage(line=whole.line, form=form, theirs=theirs)
    crumbs = (
        home_crumb(visit),
        studio_crumb(whole.line),
        Crumb(name=visit.texts("reports.front")),
    )
    status = 400 if form.errors else 200
    return render_page(request, "reports/front.html", page, crumbs=crumbs, status=status)


def _words_form(request: PageRequest, whole: WholeReport, words: Words) -> WordsForm:
    initial = {"text": words.text, "lead": words.lead, "revision": whole.line.revision}
    form = WordsForm(request.visit.texts, request.POST or None, initial=initial)
    return form if words.lead else form.without_lead()


def _tried(form: FrontForm | WordsForm, write: Callable[[], int], now: Callable[[], str]) -> str:
    """Write; what is wrong is told at the form. After somebody else's edit: how it reads now."""
    try:
        write()
    except RequestError as error:
        form.add_error("text", form.texts(error.code, **error.fields))
    except StateError as error:
        form.add_error(None, form.texts(error.code, **error.fields))
        if error.code == _EDITED:
            typed = {name: form.data[name] for name in form.data}
            form.data = {**typed, "revision": str(error.fields["revision"])}
            return now()
    return ""


def _edit_page(
    request: PageRequest,
    whole: WholeReport,
    at: int,
    form: WordsForm,
    theirs: str,
    *,
    is_new: bool = False,
) -> HttpResponse:
    visit = request.visit
    figures = () if is_new else figures_in(block_of(whole, at))
    page = EditPage(
        line=whole.line,
        at=at,
        form=form,
        figures=tuple(
            (f"⟦{number}⟧", one.text, one.passport.definition_name)
            for number, one in enumerate(figures, start=1)
        ),
        is_new=is_new,
        theirs=theirs,
        title=visit.texts("reports.add" if is_new else "reports.edit"),
    )
    crumbs = (home_crumb(visit), studio_crumb(whole.line), Crumb(name=page.title))
    return render_page(
        request,
        "reports/edit.html",
        page,
        crumbs=crumbs,
        part="reports/_edit.html",
        status=400 if form.errors else 200,
    )


def _back(request: PageRequest, number: int, anchor: str) -> HttpResponse:
    """To the place in the studio; a request of htmx is told to go there as a whole page."""
    address = f"{reverse('reports:show', args=[number])}#{anchor}"
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
