"""Reminding: the chosen cases with what is asked of them, and the sending."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tuobo.core.errors import RequestError
from tuobo.engines.docket import CaseRow
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.wording import Words
from tuobo.operations.supervision.answer_day import answer_day
from tuobo.operations.supervision.remind import Sending, Sent, remindable, send_reminders
from tuobo.records.supervision.queries import open_kinds
from tuobo.records.supervision.rules import ReminderRules
from tuobo.web.areas.limits.forms import RemindForm
from tuobo.web.ui.back import FIELD, go_back
from tuobo.web.ui.guard import needs
from tuobo.web.ui.hands import hand_of
from tuobo.web.ui.lanes import NO_LANE, LaneLook, days_left_told, lane_looks
from tuobo.web.ui.opened import opened_for
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, address_with

REMIND = "limits.remind"
_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class ChosenCase:
    """A case that is to be reminded of; `open_kinds` are the reminders that it has already."""

    case: CaseRow
    lane_name: str
    look: LaneLook
    days_left: str
    open_kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ComposePage:
    form: RemindForm
    cases: tuple[ChosenCase, ...]
    back: str


@require_POST
@needs(REMIND)
def compose(request: PageRequest) -> HttpResponse:
    """The chosen cases and the form; nothing is sent yet."""
    visit = request.visit
    try:
        with opened_for(visit) as opened:
            cases = remindable(opened, visit.reach(REMIND), request.POST.getlist("pick"))
            rules = ReminderRules.of(settings.TUOBO_CONTENT)
            kind = rules.kind(request.POST.get("kind") or rules.kinds[0].kind)
            day = answer_day(opened.workspace.calendar, kind, visit.today)
            given = {"kind": kind.kind, "answer_due_on": day.isoformat() if day else ""}
            form = RemindForm(visit.texts, visit.today, initial=given)
            page = _page(request, opened, form, cases)
    except RequestError as error:
        say(request, visit.texts.error(error), "warn")
        return go_back(request, "limits:board")
    return _rendered(request, page)


@require_POST
@needs(REMIND)
def send(request: PageRequest) -> HttpResponse:
    """Send one reminder a case; the page of the sending tells who was told."""
    visit = request.visit
    form = RemindForm(visit.texts, visit.today, request.POST)
    with opened_for(visit) as opened:
        cases = remindable(opened, visit.reach(REMIND), request.POST.getlist("pick"))
        if not form.is_valid():
            return _rendered(request, _page(request, opened, form, cases), status=400)
        sent = send_reminders(
            opened, cases, Sending(**form.cleaned_data),
            hand=hand_of(visit), address_of=reminder_address,
        )  # fmt: skip
    _tell(request, sent)
    query = {**visit.carried, "batch": sent.batch} if sent.sent else visit.carried
    return redirect(address_with(reverse("limits:reminders"), query))


def reminder_address(number: int) -> str:
    return reverse("limits:reminder", args=[number])


def _page(
    request: PageRequest, opened: OpenVersion, form: RemindForm, cases: tuple[CaseRow, ...]
) -> ComposePage:
    visit = request.visit
    reminded = open_kinds([one.case_number for one in cases])
    words = Words(opened.workspace, visit.texts)
    names = ReminderRules.of(settings.TUOBO_CONTENT).kind_names
    looks = lane_looks(settings.TUOBO_CONTENT)
    return ComposePage(
        form=form,
        cases=tuple(
            ChosenCase(
                case=one,
                lane_name=words.cell("lane", one.lane),
                look=looks.get(one.lane or "", NO_LANE),
                days_left=days_left_told(one.days_left, visit.texts),
                open_kinds=tuple(
                    visit.texts.pick(names[kind]) for kind in reminded.get(one.case_number, ())
                ),
            )
            for one in cases
        ),
        back=request.POST.get(FIELD, ""),
    )


def _rendered(request: PageRequest, page: ComposePage, status: int = 200) -> HttpResponse:
    visit = request.visit
    board = address_with(reverse("limits:board"), visit.carried)
    crumbs = (
        Crumb(name=visit.texts("limits.title"), address=board),
        Crumb(name=visit.texts("limits.remind.title")),
    )
    return render_page(request, "limits/compose.html", page, crumbs=crumbs, status=status)


def _tell(request: PageRequest, sent: Sent) -> None:
    """How many were sent, which were not, and of which nobody could be told."""
    texts = request.visit.texts
    if sent.sent:
        say(request, texts("limits.sent", count=sent.sent))
    for code, cases in (("limits.sent.skipped", sent.skipped), ("limits.sent.untold", sent.untold)):
        if cases:
            told = texts("docket.or").join(cases[:_SHOWN])
            more = texts("limits.sent.more") if len(cases) > _SHOWN else ""
            say(request, texts(code, count=len(cases), cases=told + more), "warn")
