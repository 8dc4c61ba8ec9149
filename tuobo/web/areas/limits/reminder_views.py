"""Reminders: their list, the page of one, the judge's answer and the closing."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from tuobo.core.errors import StateError
from tuobo.operations.desk.wording import Words
from tuobo.operations.supervision.settle import Answering, Ending, Reminded, seen
from tuobo.operations.supervision.settle import answer as answered
from tuobo.operations.supervision.settle import close as closed
from tuobo.records.supervision.queries import (
    REPLY,
    SEND,
    ReminderFilter,
    ReminderLine,
    count_of,
    line_of,
    may_answer,
    may_close,
    reminder_for,
    reminders,
)
from tuobo.records.supervision.rules import ReminderRules
from tuobo.web.areas.limits.forms import AnswerForm, CloseForm
from tuobo.web.areas.limits.reminder_pages import (
    OneView,
    case_now,
    filter_of,
    list_view,
    look_of,
)
from tuobo.web.areas.limits.sending_views import reminder_address
from tuobo.web.ui.guard import needs
from tuobo.web.ui.hands import hand_of
from tuobo.web.ui.opened import opened_for
from tuobo.web.ui.paging import AskedPage
from tuobo.web.ui.reminder_views import reminder_view
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.seers import seer_of
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, Visit, address_with

SEE = "limits.view"


@require_GET
@needs(SEE)
def listing(request: PageRequest) -> HttpResponse:
    """The reminders that one answers, has sent, or may see."""
    visit, here = request.visit, AskedPage.of(request.visit)
    seer = seer_of(visit)
    found = reminders(seer, filter_of(visit), page=here.number, size=here.size)
    waiting = ReminderFilter(to_answer=True, unanswered=True)
    count = count_of(seer, waiting) if visit.may(REPLY) else 0
    page = list_view(visit, request.path, found, count)
    board = _crumbs(visit)[0]
    crumbs = (board, Crumb(name=visit.texts("limits.reminders.title")))
    return render_page(request, "limits/reminders.html", page, crumbs=crumbs)


@require_GET
@needs(SEE)
def reminder(request: PageRequest, number: int) -> HttpResponse:
    """A reminder; that one of those told has seen it is kept, unless it is only viewed as them."""
    visit = request.visit
    found = _found(visit, number)
    if not visit.seen_as:
        seen(found, hand=hand_of(visit))
    return _page(request, found)


@require_POST
@needs(REPLY)
def answer(request: PageRequest, number: int) -> HttpResponse:
    """The judge's answer; what was typed stays when it cannot be taken."""
    visit = request.visit
    found = _found(visit, number)
    if not may_answer(seer_of(visit), found):
        raise Http404
    form = AnswerForm(visit.texts, visit.today, request.POST)
    if not form.is_valid():
        return _page(request, found, answer_form=form, status=400)
    try:
        answered(
            found, Answering(**form.cleaned_data),
            seer=seer_of(visit), hand=hand_of(visit), address_of=reminder_address,
        )  # fmt: skip
    except StateError as error:
        return _changed(request, number, error, answer=True)
    say(request, visit.texts("limits.answer.done"))
    return redirect(address_with(reminder_address(number), visit.carried))


@require_POST
@needs(SEND)
def close(request: PageRequest, number: int) -> HttpResponse:
    """Nothing more is needed."""
    visit = request.visit
    found = _found(visit, number)
    if not may_close(seer_of(visit), found):
        raise Http404
    form = CloseForm(visit.texts, request.POST)
    if not form.is_valid():
        return _page(request, found, close_form=form, status=400)
    try:
        closed(
            found, Ending(**form.cleaned_data),
            seer=seer_of(visit), hand=hand_of(visit), address_of=reminder_address,
        )  # fmt: skip
    except StateError as error:
        return _changed(request, number, error, answer=False)
    say(request, visit.texts("limits.close.done"))
    return redirect(address_with(reminder_address(number), visit.carried))


def _found(visit: Visit, number: int) -> Reminded:
    found = reminder_for(seer_of(visit), number)
    if found is None:
        raise Http404
    return found


def _changed(request: PageRequest, number: int, error: StateError, *, answer: bool) -> HttpResponse:
    """Somebody was faster: the reminder as it is now, with what was typed still in the form."""
    visit = request.visit
    found = _found(visit, number)
    typed = request.POST.copy()
    typed["revision"] = str(found.revision)
    if answer:
        form = AnswerForm(visit.texts, visit.today, typed)
        form.reject("", error.code, **error.fields)
        return _page(request, found, answer_form=form, status=409)
    ending = CloseForm(visit.texts, typed)
    ending.reject("", error.code, **error.fields)
    return _page(request, found, close_form=ending, status=409)


def _page(
    request: PageRequest,
    found: Reminded,
    *,
    answer_form: AnswerForm | None = None,
    close_form: CloseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    visit, seer = request.visit, seer_of(request.visit)
    line, rules = line_of(found), ReminderRules.of(settings.TUOBO_CONTENT)
    if answer_form is None and may_answer(seer, line) and rules.allows("answer", line.state):
        answer_form = AnswerForm(visit.texts, visit.today, initial=_initial(line))
    if close_form is None and may_close(seer, line) and rules.allows("close", line.state):
        close_form = CloseForm(visit.texts, initial={"revision": line.revision})
    with opened_for(visit) as opened:
        page = OneView(
            view=reminder_view(line, visit.texts, visit.today),
            lane_name=Words(opened.workspace, visit.texts).cell("lane", line.lane),
            look=look_of(line.lane),
            now=case_now(opened, visit, line.case_number),
            answer_form=answer_form,
            close_form=close_form,
        )
    crumbs = (*_crumbs(visit), Crumb(name=line.case_number))
    return render_page(request, "limits/reminder.html", page, crumbs=crumbs, status=status)


def _initial(line: ReminderLine) -> dict[str, object]:
    """An answer that was given before stands in the form, to be mended."""
    given = {"revision": line.revision}
    if line.answer is None:
        return {**given}
    return {
        **given,
        "reason": line.answer.reason,
        "next_step_on": line.answer.next_step_on.isoformat(),
    }


def _crumbs(visit: Visit) -> tuple[Crumb, ...]:
    texts = visit.texts
    return (
        Crumb(
            name=texts("limits.title"),
            address=address_with(reverse("limits:board"), visit.carried),
        ),
        Crumb(
            name=texts("limits.reminders.title"),
            address=address_with(reverse("limits:reminders"), visit.carried),
        ),
    )
