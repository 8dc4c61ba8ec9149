"""The scorecard: courts or divisions in official order, indicators across, never by value."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tuobo.core.reach import Place
from tuobo.operations.desk.scorecard import ScorecardAsked
from tuobo.operations.desk.scorecard import scorecard as scorecard_of
from tuobo.web.areas.home.asking import FIGURES, period_of
from tuobo.web.areas.home.scores import scorecard_page
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import opened_for
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest

STATUSES = ("goal", "diagnostic")


@require_safe
@needs("figures.view")
def scorecard(request: PageRequest) -> HttpResponse:
    """All that one may see side by side; one place more deeply where it is asked for."""
    visit = request.visit
    asked = visit.query.get("status", "")
    status = asked if asked in STATUSES else STATUSES[0]
    place = Place(court=visit.place(FIGURES).court) if visit.query.get("org") else Place()
    period, unread = period_of(visit)
    question = ScorecardAsked(place=place, period=period, statuses=frozenset({status}))
    with opened_for(visit) as opened:
        found = scorecard_of(opened, visit.reach(FIGURES), question, visit.texts)
    page = scorecard_page(visit, found, status, unread)
    crumbs = (Crumb(name=visit.texts("scorecard.title")),)
    return render_page(request, "home/scorecard.html", page, crumbs=crumbs)
