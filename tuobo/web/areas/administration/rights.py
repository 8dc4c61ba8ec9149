"""The table of rights as of a day, on the page and as a workbook for an inspector."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tuobo.core.errors import RequestError
from tuobo.engines.rights import Policy
from tuobo.operations.desk_people.rights_in_background import KIND, RightsAsked
from tuobo.operations.desk_people.rights_table import Asked, Sheet, rights_sheets
from tuobo.web.areas.administration.addresses import addresses
from tuobo.web.areas.administration.forms import OnForm
from tuobo.web.areas.administration.pages import Button, ListPage, Section
from tuobo.web.ui.guard import needs
from tuobo.web.ui.reading import read_day
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.started import started
from tuobo.web.ui.tables import Cell, Column, Head, Row, Table
from tuobo.web.ui.visit import PageRequest


@require_safe
@needs("rights.export")
def table(request: PageRequest) -> HttpResponse:
    visit = request.visit
    form = OnForm(visit.texts, request.GET)
    on = (form.cleaned_data["on"] if form.is_valid() else None) or visit.today
    policy = Policy.of(settings.TUOBO_CONTENT)
    first, *others = rights_sheets(policy, visit.texts, Asked(on=on, addresses=addresses()))
    page = ListPage(
        title=visit.texts("rights.title"),
        lead=visit.texts("rights.lead", on=on),
        form=form,
        table=_table(first),
        total=len(first.rows),
        empty=visit.texts("rights.empty", on=on),
        sections=tuple(Section(title=one.name, table=_table(one)) for one in others),
        exports=(Button(
            name=visit.texts("rights.export"), address=f"{reverse('rights:export')}?on={on}",
            icon="export", is_post=True,
        ),),
    )  # fmt: skip
    crumbs = (Crumb(name=page.title),)
    return render_page(request, "administration/list.html", page, crumbs=crumbs)


@require_POST
@needs("rights.export")
def export(request: PageRequest) -> HttpResponse:
    """The workbook, made in the background; that it was made is told in the log."""
    visit = request.visit
    on = _day(visit.query.get("on", ""), visit.today)
    return started(visit, KIND, RightsAsked.of(Asked(on=on, addresses=addresses())))


def _day(text: str, usual: date) -> date:
    try:
        return read_day(text) if text else usual
    except RequestError:
        return usual


def _table(sheet: Sheet) -> Table:
    heads = tuple(
        Head(column=Column(key=str(number), name=title, is_fixed=number == 0))
        for number, title in enumerate(sheet.titles)
    )
    rows = tuple(Row(cells=tuple(Cell(text=text) for text in row)) for row in sheet.rows)
    return Table(name="rights", caption=sheet.name, heads=heads, rows=rows)
