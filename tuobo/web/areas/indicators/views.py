"""The pages of one indicator."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tuobo.core.clock import now
from tuobo.operations.desk.indicator_page import indicator_page
from tuobo.web.areas.indicators.asking import asking_at
from tuobo.web.areas.indicators.pages import card_of
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import opened_for
from tuobo.web.ui.render import render_page
from tuobo.web.ui.visit import PageRequest


@require_safe
@needs("figures.view")
def indicator(request: PageRequest, name: str) -> HttpResponse:
    raise Http404


@require_safe
@needs("figures.view")
def card(request: PageRequest, name: str) -> HttpResponse:
    """The chart of an indicator for the row that one points at."""
    visit = request.visit
    with opened_for(visit) as opened:
        asking = asking_at(opened, visit, name)
        found = indicator_page(
            opened, asking.figures, asking.of, visit.texts, at=now(), by_judge=asking.by_judge
        )
    page = card_of(found, visit.texts)
    return render_page(request, "indicators/card.html", page, part="indicators/_card.html")
