"""Looking back as a page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tuobo.core.errors import StateError
from tuobo.operations.programme.comparing import compared
from tuobo.operations.programme.comparison import Comparison
from tuobo.operations.programme.freezing import FrozenCourse, frozen_course
from tuobo.operations.programme.look_backs import look_backs
from tuobo.web.areas.programme.look_back_page import LookBackPage, look_back_page
from tuobo.web.areas.programme.visiting import crumbs_of, holding_here
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import opened_for
from tuobo.web.ui.render import render_page
from tuobo.web.ui.visit import PageRequest, Visit

_NO_DATA = "desk.no_data"


@require_safe
@needs("programme.view")
def look_back(request: PageRequest) -> HttpResponse:
    """Causes, experience, effect; closed problems before and now; what relapsed."""
    visit = request.visit
    holding = holding_here(visit)
    course = frozen_course(holding, settings.TUOBO_STORE)
    comparison = _comparison(visit, course, holding.court)
    page: LookBackPage = look_back_page(look_backs(holding, comparison), comparison, visit)
    crumbs = crumbs_of(visit, "look_back")
    return render_page(request, "programme/look_back.html", page, crumbs=crumbs)


def _comparison(visit: Visit, course: FrozenCourse, court: str) -> Comparison | None:
    """None also where there are no data yet."""
    try:
        with opened_for(visit) as opened:
            return compared(opened, course, court, visit.texts)
    except StateError as error:
        if error.code != _NO_DATA:
            raise
        return None
