"""What somebody keeps for the case list: columns and named filters."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from tuobo.engines.docket import LISTED, query_of, read_query
from tuobo.records.accounts.lists import choose_columns, drop_filter, keep_filter
from tuobo.web.areas.cases.pages import PAGE
from tuobo.web.ui.back import go_back
from tuobo.web.ui.case_lists import ticked
from tuobo.web.ui.forms import DeskForm
from tuobo.web.ui.guard import needs
from tuobo.web.ui.said import say
from tuobo.web.ui.visit import PageRequest

LIST = "cases:list"


class KeptFilterForm(DeskForm):
    """A name for the criteria at hand."""

    words = "cases.kept"

    name = forms.CharField(max_length=60)
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    is_shared = forms.BooleanField(required=False)


@require_POST
@needs("cases.view")
def columns(request: PageRequest) -> HttpResponse:
    """Keep the ticked columns; `usual` brings the usual ones back."""
    chosen = [name for name in ticked(request.POST.getlist("column")) if name in LISTED]
    wants_usual = "usual" in request.POST
    choose_columns(request.visit.who.id, PAGE, () if wants_usual else chosen)
    return go_back(request, LIST)


@require_POST
@needs("cases.view")
def keep(request: PageRequest) -> HttpResponse:
    """Keep the criteria under a name; only who may share can share."""
    visit = request.visit
    form = KeptFilterForm(visit.texts, request.POST)
    if not form.is_valid():
        say(request, " ".join(str(one) for many in form.errors.values() for one in many), "bad")
        return go_back(request, LIST)
    given = form.cleaned_data
    keep_filter(
        visit.who.id,
        PAGE,
        name=given["name"],
        query=query_of(read_query(given["query"]).question),
        is_shared=given["is_shared"] and visit.may("filters.share"),
    )
    say(request, visit.texts("cases.kept.done", name=given["name"]))
    return go_back(request, LIST)


@require_POST
@needs("cases.view")
def drop(request: PageRequest, kept: int) -> HttpResponse:
    """Drop one of one's own filters; that of somebody else is not there."""
    if not drop_filter(request.visit.who.id, kept):
        raise Http404
    say(request, request.visit.texts("cases.kept.dropped"))
    return go_back(request, LIST)
