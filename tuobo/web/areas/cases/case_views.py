"""The page of a case, a view a tab. Reading it is told to the log."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from tuobo.operations.desk.case_history import case_history
from tuobo.operations.desk.case_indicators import case_indicators
from tuobo.operations.desk.case_page import CasePage, case_page, row_of
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.supervision.case_reading import case_read
from tuobo.records.supervision.queries import SEND, ReminderFilter, every_reminder
from tuobo.web.areas.cases.case_pages import CaseHead, TabPage, head_of, indicators_view
from tuobo.web.ui.absent import absent
from tuobo.web.ui.guard import needs
from tuobo.web.ui.hands import hand_of
from tuobo.web.ui.opened import open_desk, opened_for
from tuobo.web.ui.reminder_views import reminder_view
from tuobo.web.ui.render import render_page
from tuobo.web.ui.seers import seer_of
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, Visit, address_with

SEE = "cases.view"
_ABSENT = "desk.no_case"


@require_GET
@needs(SEE)
def summary(request: PageRequest, number: str) -> HttpResponse:
    """All that the case system knows of the case."""
    return _plain(request, number, "case")


@require_GET
@needs(SEE)
def events(request: PageRequest, number: str) -> HttpResponse:
    """Events, mediation and money of the case."""
    return _plain(request, number, "events")


@require_GET
@needs(SEE)
def limit(request: PageRequest, number: str) -> HttpResponse:
    """Interval ledger, computation sheet and the limits on steps inside the case."""
    return _plain(request, number, "limit")


@require_GET
@needs(SEE)
def findings(request: PageRequest, number: str) -> HttpResponse:
    """What the checks of time limits found."""
    return _plain(request, number, "findings")


@require_GET
@needs(SEE)
def sheet(request: PageRequest, number: str) -> HttpResponse:
    """The computation sheet alone, for the file."""
    visit = request.visit
    with opened_for(visit) as opened:
        head = _head(opened, visit, number, "limit")
    crumbs = (*_crumbs(visit, head.case), Crumb(name=visit.texts("case.sheet")))
    return render_page(request, "cases/sheet.html", TabPage(head=head), crumbs=crumbs)


@require_GET
@needs(SEE)
def indicators(request: PageRequest, number: str) -> HttpResponse:
    """In which indicators the case counts, and by which clause not."""
    visit = request.visit
    with opened_for(visit) as opened:
        head = _head(opened, visit, number, "indicators")
        found = case_indicators(opened, visit.reach(SEE), number, visit.texts, period=visit.period)
    page = TabPage(head=head, indicators=indicators_view(found, visit.texts))
    return _rendered(request, page, "indicators")


@require_GET
@needs(SEE)
def history(request: PageRequest, number: str) -> HttpResponse:
    """What changed over the imports, and the reminders of the case."""
    visit = request.visit
    with opened_for(visit) as opened:
        head = _head(opened, visit, number, "history")
        entries = case_history(
            open_desk(), opened, visit.reach(SEE), number, visit.texts,
            hidden=visit.hidden("case"),
        )  # fmt: skip
    asked = ReminderFilter(case_number=head.case.case_number)
    reminders = tuple(
        reminder_view(one, visit.texts, visit.today)
        for one in every_reminder(seer_of(visit), asked)
    )
    page = TabPage(head=head, history=entries, reminders=reminders)
    return _rendered(request, page, "history")


def _plain(request: PageRequest, number: str, tab: str) -> HttpResponse:
    """A tab that shows what the page of the case holds already."""
    with opened_for(request.visit) as opened:
        head = _head(opened, request.visit, number, tab)
    return _rendered(request, TabPage(head=head), tab)


def _head(opened: OpenVersion, visit: Visit, number: str, tab: str) -> CaseHead:
    """The case within reach, or not found; the log is told."""
    hidden = visit.hidden("case")
    with absent(_ABSENT):
        case = case_page(opened, visit.reach(SEE), number, visit.texts, hidden=hidden)
    case_read(case.case_number, hand=hand_of(visit))
    return head_of(visit, case, tab, may_remind=_may_remind(opened, visit, case))


def _may_remind(opened: OpenVersion, visit: Visit, case: CasePage) -> bool:
    reach = visit.reach(SEND)
    if case.is_closed or not reach:
        return False
    row = row_of(opened, visit.reach(SEE), case.case_number)
    court, division, judge = opened.docket.case.select("court", "division", "judge").row(row)
    return reach.covers(court=court or "", division=division or "", judge=judge or "")


def _rendered(request: PageRequest, page: TabPage, tab: str) -> HttpResponse:
    crumbs = _crumbs(request.visit, page.head.case)
    return render_page(request, f"cases/tab_{tab}.html", page, crumbs=crumbs)


def _crumbs(visit: Visit, case: CasePage) -> tuple[Crumb, ...]:
    address = address_with(reverse("cases:list"), visit.carried)
    own = address_with(reverse("cases:case", args=[case.case_number]), visit.carried)
    return (
        Crumb(name=visit.texts("cases.title"), address=address),
        Crumb(name=case.case_number, address=own),
    )
