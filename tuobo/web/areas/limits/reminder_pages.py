"""What the list of reminders and the page of one show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.conf import settings
from django.urls import reverse

from tuobo.core.content import Names
from tuobo.engines.docket import CaseRow, cases_at, covers_row
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.wording import Words
from tuobo.records.supervision.queries import REPLY, SEND, ReminderFilter, ReminderPage
from tuobo.records.supervision.rules import ReminderRules
from tuobo.web.areas.limits.forms import AnswerForm, CloseForm
from tuobo.web.ui.lanes import NO_LANE, LaneLook, lane_looks
from tuobo.web.ui.paging import AskedPage, Pager
from tuobo.web.ui.reminder_views import ReminderView, reminder_view
from tuobo.web.ui.visit import Visit, address_with

TO_ANSWER, SENT, EVERY = "answer", "sent", "all"


@dataclass(frozen=True, kw_only=True)
class TabView:
    name: str
    address: str
    is_here: bool
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class ChoiceView:
    code: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class ListView:
    """A page of reminders with its tabs and choices; `kept` are parameters that a choice keeps."""

    tabs: tuple[TabView, ...]
    states: tuple[ChoiceView, ...]
    kinds: tuple[ChoiceView, ...]
    kept: tuple[tuple[str, str], ...]
    rows: tuple[ReminderView, ...]
    pager: Pager
    is_batch: bool
    every: str


@dataclass(frozen=True, kw_only=True)
class CaseNow:
    """How the case stands in the data now, which may differ from the day of the reminder."""

    is_closed: bool
    closed_on: date | None
    lane_name: str
    look: LaneLook
    due_on: date | None
    address: str
    version: str


@dataclass(frozen=True, kw_only=True)
class OneView:
    """A reminder; the forms are there for whoever may answer or close it."""

    view: ReminderView
    lane_name: str
    look: LaneLook
    now: CaseNow | None
    answer_form: AnswerForm | None
    close_form: CloseForm | None


def which_of(visit: Visit) -> str:
    """Which reminders are asked for; at first those that one is there for."""
    asked = visit.query.get("which", "")
    if asked in {TO_ANSWER, SENT, EVERY}:
        return asked
    return EVERY if visit.may(SEND) or visit.query.get("batch") else TO_ANSWER


def filter_of(visit: Visit) -> ReminderFilter:
    which = which_of(visit)
    return ReminderFilter(
        state=visit.query.get("state", ""),
        kind=visit.query.get("kind", ""),
        batch=visit.query.get("batch", ""),
        to_answer=which == TO_ANSWER,
        sent=which == SENT,
    )


def list_view(visit: Visit, path: str, found: ReminderPage, waiting: int) -> ListView:
    """The page of a list; `waiting` reminders wait for one's own answer."""
    rules, query = ReminderRules.of(settings.TUOBO_CONTENT), dict(visit.query)
    here = AskedPage(number=found.page, size=found.size)
    kept = {name: value for name, value in query.items() if name not in {"state", "kind", "page"}}
    return ListView(
        tabs=_tabs(visit, path, waiting),
        states=_choices(visit, rules.state_names, query.get("state", "")),
        kinds=_choices(visit, rules.kind_names, query.get("kind", "")),
        kept=tuple(kept.items()),
        rows=tuple(reminder_view(one, visit.texts, visit.today) for one in found.lines),
        pager=here.pager(found.total, path, query),
        is_batch=bool(query.get("batch")),
        every=address_with(path, visit.carried),
    )


def _tabs(visit: Visit, path: str, waiting: int) -> tuple[TabView, ...]:
    here = which_of(visit)
    shown = [(TO_ANSWER, bool(visit.reach(REPLY))), (SENT, visit.may(SEND)), (EVERY, True)]
    return tuple(
        TabView(
            name=visit.texts(f"limits.reminders.{which}"),
            address=address_with(path, {**visit.carried, "which": which}),
            is_here=which == here,
            count=waiting if which == TO_ANSWER else None,
        )
        for which, is_shown in shown
        if is_shown
    )


def _choices(visit: Visit, names: dict[str, Names], chosen: str) -> tuple[ChoiceView, ...]:
    every = ChoiceView(code="", name=visit.texts("form.any"), is_chosen=not chosen)
    return (
        every,
        *(
            ChoiceView(code=code, name=visit.texts.pick(one), is_chosen=code == chosen)
            for code, one in names.items()
        ),
    )


def case_now(opened: OpenVersion, visit: Visit, case_number: str) -> CaseNow | None:
    """The case in the data; None if it is not there or not within reach."""
    row = opened.docket.find(case_number)
    if row is None or not covers_row(opened.docket, visit.reach("cases.view"), row):
        return None
    case: CaseRow = next(cases_at(opened.docket, np.array([row], np.uint32)))
    words = Words(opened.workspace, visit.texts)
    is_closed = case.closed_on is not None and case.closed_on <= opened.version.as_of
    return CaseNow(
        is_closed=is_closed,
        closed_on=case.closed_on,
        lane_name=words.cell("lane", case.lane),
        look=look_of(case.lane or ""),
        due_on=case.due_on or case.due_plain_on,
        address=address_with(reverse("cases:limit", args=[case_number]), visit.carried),
        version=opened.version.id,
    )


def look_of(lane: str) -> LaneLook:
    return lane_looks(settings.TUOBO_CONTENT).get(lane, NO_LANE)
