"""Meetings: the list, one meeting, putting suggestions on its agenda, its minutes as a file."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tuobo.core.errors import RequestError, StateError
from tuobo.operations.programme.agenda import MEETING, Agenda, agenda_of, put_on_agenda
from tuobo.operations.programme.holding import Holding
from tuobo.operations.programme.minutes import minutes_file
from tuobo.operations.workspace import Workspace
from tuobo.web.areas.programme.files import file_answer
from tuobo.web.areas.programme.meeting_page import (
    MeetingPage,
    MeetingsPage,
    meeting_page,
    meetings_page,
)
from tuobo.web.areas.programme.readings import Readings, readings_here
from tuobo.web.areas.programme.visiting import crumbs_of, holding_here
from tuobo.web.ui.guard import needs
from tuobo.web.ui.ledgers_here import ledgers_here
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, Visit, address_with

_SEE = "programme.view"


@require_safe
@needs("programme.view")
def meetings(request: PageRequest) -> HttpResponse:
    """All meetings of the court."""
    visit = request.visit
    holding = holding_here(visit)
    found = (agenda_of(holding, one.id) for one in holding.of(MEETING))
    page: MeetingsPage = meetings_page(holding, tuple(one for one in found if one), visit)
    crumbs = crumbs_of(visit, "meetings")
    return render_page(request, "programme/meetings.html", page, crumbs=crumbs)


@require_safe
@needs("programme.view")
def meeting(request: PageRequest, entry: int) -> HttpResponse:
    """Agenda, decisions and tasks of a meeting, and what else ought to be talked about."""
    visit = request.visit
    readings = readings_here(visit, visit.place(_SEE).court, is_whole=True)
    holding, found = _found(visit, entry, readings)
    page: MeetingPage = meeting_page(found, holding, readings, visit)
    crumbs = crumbs_of(visit, "meetings", Crumb(name=found.meeting.title))
    return render_page(request, "programme/meeting.html", page, crumbs=crumbs)


@require_POST
@needs("programme.edit")
def agenda(request: PageRequest, entry: int) -> HttpResponse:
    """Put what was ticked on the agenda: all of it, or nothing and why not."""
    visit = request.visit
    picked = frozenset(request.POST.getlist("pick"))
    try:
        readings = readings_here(visit, visit.place(_SEE).court, is_whole=True)
        count = put_on_agenda(ledgers_here(visit), entry, picked, readings.lines.values())
    except RequestError as error:
        raise Http404 from error
    except StateError as error:
        say(request, visit.texts.error(error), "bad")
    else:
        code = "programme.agenda.done" if count else "programme.agenda.nothing"
        say(request, visit.texts(code, count=count), "good" if count else "info")
    return redirect(address_with(reverse("programme:meeting", args=[entry]), visit.carried))


@require_POST
@needs("ledgers.export")
def minutes(request: PageRequest, entry: int) -> HttpResponse:
    """The minutes as a Word file; told in the log."""
    visit = request.visit
    holding, found = _found(visit, entry, Readings())
    workspace = Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT)
    made = minutes_file(holding.desk, workspace, holding, found)
    return file_answer(made.name, made.content)


def _found(visit: Visit, entry: int, readings: Readings) -> tuple[Holding, Agenda]:
    holding = holding_here(visit)
    found = agenda_of(holding, entry, readings.lines.values())
    if found is None:
        raise Http404
    return holding, found
