"""The pages of one indicator: its months, its parts, its companions, another figure beside it."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

from tuobo.operations.desk.break_down import break_down
from tuobo.operations.desk.difference import export_difference
from tuobo.web.areas.indicators.asking import asking_at
from tuobo.web.areas.indicators.comparing import companions_of, explain_page, other_figure
from tuobo.web.areas.indicators.files import as_file
from tuobo.web.areas.indicators.framing import BY, COMPANIONS, EXPLAIN, MONTHS, card_of, frame_of
from tuobo.web.areas.indicators.months import export_months, months_page
from tuobo.web.areas.indicators.pages import CompanionsPage
from tuobo.web.areas.indicators.parts import break_down_page
from tuobo.web.areas.indicators.telling import told
from tuobo.web.areas.indicators.verdicts import verdicts_of
from tuobo.web.ui.absent import absent
from tuobo.web.ui.guard import needs
from tuobo.web.ui.ledgers_here import ledgers_here
from tuobo.web.ui.opened import open_desk, opened_for
from tuobo.web.ui.render import render_page
from tuobo.web.ui.tasks import task_links
from tuobo.web.ui.visit import PageRequest


@require_safe
@needs("figures.view")
def months(request: PageRequest, name: str) -> HttpResponse:
    """The indicator with its own past by month."""
    visit = request.visit
    with opened_for(visit) as opened:
        asking = asking_at(opened, visit, name)
        found = asking.found(opened, visit)
        frame = frame_of(opened, visit, asking, found, MONTHS)
        ledgers = ledgers_here(visit)
        tasks = task_links(visit, found.place.court, ledgers).get(found.definition.id, ())
        verdicts = verdicts_of(opened, visit, found, ledgers)
    return told(request, "months", months_page(frame, found, visit, tasks, verdicts), frame)


@require_safe
@needs("figures.view")
def card(request: PageRequest, name: str) -> HttpResponse:
    """The chart of an indicator for the row that one points at."""
    visit = request.visit
    with opened_for(visit) as opened:
        page = card_of(asking_at(opened, visit, name).found(opened, visit), visit.texts)
    return render_page(request, "indicators/card.html", page, part="indicators/_card.html")


@require_safe
@needs("figures.view")
def by_dimension(request: PageRequest, name: str, dimension: str) -> HttpResponse:
    """The indicator broken down, in official order."""
    visit = request.visit
    with opened_for(visit) as opened, absent("desk.no_dimension"):
        asking = asking_at(opened, visit, name)
        found = asking.found(opened, visit)
        viewing = asking.viewing
        parts = break_down(
            opened, viewing.figures, asking.of, dimension, visit.texts, by_judge=viewing.by_judge
        )
        frame = frame_of(opened, visit, asking, found, BY)
        page = break_down_page(opened, visit, found, frame, parts)
    return told(request, "by", page, frame)


@require_safe
@needs("figures.view")
def companions(request: PageRequest, name: str) -> HttpResponse:
    """What is to be read together with the indicator."""
    visit = request.visit
    with opened_for(visit) as opened:
        asking = asking_at(opened, visit, name)
        found = asking.found(opened, visit)
        frame = frame_of(opened, visit, asking, found, COMPANIONS)
        beside = companions_of(opened, visit, asking, found)
    return told(request, "companions", CompanionsPage(frame=frame, companions=beside), frame)


@require_safe
@needs("figures.view")
def explain(request: PageRequest, name: str) -> HttpResponse:
    """Why this figure and another one differ."""
    visit, desk = request.visit, open_desk()
    with opened_for(visit) as opened:
        asking = asking_at(opened, visit, name)
        frame = frame_of(opened, visit, asking, asking.found(opened, visit), EXPLAIN)
        page = explain_page(desk, opened, visit, asking, frame)
    return told(request, "explain", page, frame)


@require_safe
@needs("exports.make")
def workbook(request: PageRequest, name: str) -> FileResponse:
    """The months as an Excel workbook or a Word file."""
    visit = request.visit
    with opened_for(visit) as opened:
        found = asking_at(opened, visit, name).found(opened, visit)
        return as_file(opened, visit, export_months(found, visit.texts))


@require_safe
@needs("exports.make")
def explain_workbook(request: PageRequest, name: str) -> FileResponse:
    """All cases that only one of two figures counts, as an Excel workbook or a Word file."""
    visit, desk = request.visit, open_desk()
    with opened_for(visit) as opened:
        asking = asking_at(opened, visit, name)
        asked, problem = other_figure(visit, asking)
        if asked is None or problem:
            raise Http404
        export = export_difference(desk, asking.viewing, asked, visit.texts)
        return as_file(opened, visit, export)
