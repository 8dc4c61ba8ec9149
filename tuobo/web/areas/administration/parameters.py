"""The parameters of the desk, and which file changes them: they are content, not a form."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tuobo.core.content import NATIONAL
from tuobo.core.parameters import Parameters
from tuobo.web.areas.administration.pages import ListPage, table_of
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.tables import Cell, Row
from tuobo.web.ui.visit import PageRequest, Visit

_COLUMNS = ("name", "value", "national", "bound", "source")


@require_safe
@needs("parameters.manage")
def table(request: PageRequest) -> HttpResponse:
    visit = request.visit
    has_overlay = len(settings.TUOBO_CONTENT.roots) > 1
    where = "parameters.overlay" if has_overlay else "parameters.no_overlay"
    page = ListPage(
        title=visit.texts("parameters.title"),
        lead=visit.texts(where),
        table=table_of(visit, "parameters", _COLUMNS, _rows(visit)),
    )
    crumbs = (Crumb(name=page.title),)
    return render_page(request, "administration/list.html", page, crumbs=crumbs)


def _rows(visit: Visit) -> list[Row]:
    mine = Parameters.of(settings.TUOBO_CONTENT)
    national = Parameters.of(type(settings.TUOBO_CONTENT)((NATIONAL,)))
    told = f"{mine.source.text} {mine.source.article} [{mine.source.mark}]"
    return [
        Row(
            cells=(
                Cell(text=visit.texts(f"parameters.{name}"), note=name),
                Cell(text=str(value)),
                Cell(text=str(national.values[name])),
                Cell(text=visit.texts(f"parameters.{mine.bound_of(name)}")),
                Cell(text=told),
            )
        )
        for name, value in mine.values.items()
    ]
