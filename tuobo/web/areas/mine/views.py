"""One's own desk, and the calendar feed of deadlines."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from tuobo.core.clock import now
from tuobo.operations.desk.my_desk import my_desk
from tuobo.operations.supervision.deadline_feed import feed_of, make_feed, stop_feed
from tuobo.records.accounts.feeds import has_feed
from tuobo.records.notices.queries import notices_of
from tuobo.records.supervision.queries import REPLY, SEND, ReminderFilter, every_reminder
from tuobo.web.areas.mine.pages import CasesView, DeskPage, FeedPage, cases_view
from tuobo.web.ui.guard import needs, open_to_all
from tuobo.web.ui.hands import hand_of
from tuobo.web.ui.opened import open_desk, opened_for
from tuobo.web.ui.reminder_views import ReminderView, reminder_view
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.seers import seer_of
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, Visit

OWN = "desk.own"
_NOTICES = 5


@require_GET
@needs(OWN)
def desk(request: PageRequest) -> HttpResponse:
    """What waits for whoever is logged in; judges see their own cases, and nobody else's."""
    visit = request.visit
    notices = notices_of(visit.viewer.account, visit.texts, only_unread=True, size=_NOTICES)
    page = DeskPage(
        to_answer=_reminders(visit, ReminderFilter(to_answer=True, unanswered=True)),
        waiting=_reminders(visit, ReminderFilter(sent=True, unanswered=True)),
        notices=notices.lines,
        unread=notices.unread,
        may_answer=bool(visit.reach(REPLY)),
        may_send=visit.may(SEND),
        cases=_cases(visit),
        texts=visit.texts,
    )
    return render_page(request, "mine/desk.html", page, crumbs=_crumbs(visit))


@require_GET
@needs(OWN)
def feed(request: PageRequest) -> HttpResponse:
    """Whether there is a feed; its address cannot be shown again, only renewed."""
    return _feed(request, FeedPage(has_feed=has_feed(request.visit.viewer.account)))


@require_POST
@needs(OWN)
def make(request: PageRequest) -> HttpResponse:
    """A new address, told this once; an older one ends."""
    token = make_feed(hand_of(request.visit))
    address = request.build_absolute_uri(reverse("mine:calendar", args=[token]))
    answer = _feed(request, FeedPage(has_feed=True, address=address))
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@needs(OWN)
def end(request: PageRequest) -> HttpResponse:
    stop_feed(hand_of(request.visit))
    say(request, request.visit.texts("mine.feed.ended"))
    return redirect("mine:feed")


@require_GET
@open_to_all
def calendar(_: PageRequest, token: str) -> HttpResponse:
    """The feed for a calendar program, which shows the secret instead of logging in."""
    found = feed_of(token, open_desk(), now())
    if found is None:
        raise Http404
    answer = HttpResponse(found, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _reminders(visit: Visit, asked: ReminderFilter) -> tuple[ReminderView, ...]:
    found = every_reminder(seer_of(visit), asked)
    return tuple(reminder_view(one, visit.texts, visit.today) for one in found)


def _cases(visit: Visit) -> CasesView | None:
    """The part about cases; nothing for people whom the case system does not know."""
    own = visit.reach(OWN)
    if not any(place.judge for place in own):
        return None
    with opened_for(visit) as opened:
        return cases_view(visit, my_desk(opened, own, visit.texts, period=visit.period))


def _feed(request: PageRequest, page: FeedPage) -> HttpResponse:
    visit = request.visit
    crumbs = (
        Crumb(name=visit.texts("mine.title"), address=reverse("mine:desk")),
        Crumb(name=visit.texts("mine.feed.title")),
    )
    return render_page(request, "mine/feed.html", page, crumbs=crumbs)


def _crumbs(visit: Visit) -> tuple[Crumb, ...]:
    return (Crumb(name=visit.texts("mine.title")),)
