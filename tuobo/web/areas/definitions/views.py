"""The catalogue of definitions and its trials."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tuobo.core.errors import RequestError
from tuobo.operations.definitions_desk.entries import Entry, Kind
from tuobo.operations.definitions_desk.files import definition_file
from tuobo.web.areas.definitions.forms import FileForm, ReadingsForm, SearchForm
from tuobo.web.areas.definitions.pages import ListPage
from tuobo.web.areas.definitions.showing import Showing
from tuobo.web.areas.definitions.trials import (
    file_later,
    readings_later,
    tried_file,
    tried_readings,
)
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.paging import AskedPage
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, address_with


@require_safe
@needs("definitions.view")
def catalogue(request: PageRequest) -> HttpResponse:
    """All definitions that fit the search."""
    visit = request.visit
    showing, form = Showing(visit), SearchForm(visit.texts, request.GET)
    found = showing.catalogue.search(form.asked(), visit.today)
    asked = AskedPage.of(visit).within(len(found))
    page = ListPage(
        form=form,
        rows=tuple(map(showing.row, found[asked.offset : asked.offset + asked.size])),
        pager=asked.pager(len(found), request.path, visit.query),
        explained=showing.marks(),
        may_try=visit.may("definitions.what_if"),
    )
    crumbs = (Crumb(name=visit.texts("definitions.title")),)
    return render_page(
        request, "definitions/list.html", page, crumbs=crumbs, part="definitions/_found.html"
    )


@require_safe
@needs("definitions.view")
def definition(request: PageRequest, kind: str, key: str) -> HttpResponse:
    """One definition, in words, with what it rests on and what uses it."""
    showing = Showing(request.visit)
    page = showing.page(_entry(showing, kind, key))
    crumbs = _crumbs(request, page.row.name)
    return render_page(request, "definitions/definition.html", page, crumbs=crumbs)


@require_safe
@needs("definitions.view")
def file(request: PageRequest, kind: str, key: str) -> HttpResponse:
    """The definition as a file that can be changed and tried."""
    entry = _entry(Showing(request.visit), kind, key)
    answer = HttpResponse(definition_file(entry.definition), content_type="application/yaml")
    answer["Content-Disposition"] = f'attachment; filename="{entry.id}.yaml"'
    return answer


@require_safe
@needs("definitions.view")
def comparison(request: PageRequest, kind: str, key: str) -> HttpResponse:
    """Two definitions of one kind side by side; without a choice, the version before."""
    visit, showing = request.visit, Showing(request.visit)
    one = _entry(showing, kind, key)
    asked = visit.query.get("with", "")
    other = _entry(showing, kind, asked) if asked else showing.neighbour(one)
    page = showing.comparison(other, one, with_all="all" in visit.query)
    crumbs = _crumbs(request, visit.texts("definitions.compare.title"))
    return render_page(request, "definitions/compare.html", page, crumbs=crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("definitions.what_if")
def readings(request: PageRequest) -> HttpResponse:
    """What would change if contested points were read otherwise; as a file where it is posted."""
    visit, desk = request.visit, open_desk()
    form = ReadingsForm(visit.texts, request.GET if "try" in visit.query else None)
    if request.method == "POST" and (job := readings_later(visit, desk, form)):
        return redirect(job)
    page = tried_readings(visit, desk, form)
    crumbs = _crumbs(request, visit.texts("definitions.try.readings"))
    return render_page(request, "definitions/try_readings.html", page, crumbs=crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("definitions.what_if")
def indicator(request: PageRequest) -> HttpResponse:
    """What would change if an indicator were defined as in a file that is brought."""
    visit, desk = request.visit, open_desk()
    form = FileForm(visit.texts)
    if request.method == "POST":
        form = FileForm(visit.texts, request.POST, request.FILES)
        if job := file_later(visit, desk, form):
            return redirect(job)
    page = tried_file(visit, desk, form)
    crumbs = _crumbs(request, visit.texts("definitions.try.indicator"))
    status = 400 if form.errors else 200
    return render_page(
        request, "definitions/try_indicator.html", page, crumbs=crumbs, status=status
    )


def _entry(showing: Showing, kind: str, key: str) -> Entry:
    """The definition that an address names; Http404 if there is none."""
    try:
        return showing.catalogue.find(Kind(kind), key)
    except (ValueError, RequestError) as error:
        raise Http404 from error


def _crumbs(request: PageRequest, name: str) -> tuple[Crumb, ...]:
    visit = request.visit
    address = address_with(reverse("definitions:list"), visit.carried)
    return Crumb(name=visit.texts("definitions.title"), address=address), Crumb(name=name)
