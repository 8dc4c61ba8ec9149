"""The time-limit board and its reminders as JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Literal

from django.conf import settings
from django.http import Http404
from ninja import Field, Query, Schema

from tuobo.engines.docket import read_query
from tuobo.engines.timelimits import board_of
from tuobo.operations.desk.limit_board import BoardAsked, BoardRow, limit_board
from tuobo.records.supervision.queries import (
    ReminderFilter,
    ReminderLine,
    line_of,
    reminder_for,
    reminders,
)
from tuobo.web.areas.api.cases_asked import CasesAsked, UnreadOut
from tuobo.web.areas.api.paging import PageAsked, PageOut, page_told
from tuobo.web.areas.api.words import both
from tuobo.web.ui.api_keys import tells_of_people
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import opened_for, reach_here
from tuobo.web.ui.reminder_views import reminder_view
from tuobo.web.ui.seers import seer_of
from tuobo.web.ui.visit import PageRequest, Visit

SEE = "limits.view"


class LaneOut(Schema):
    """A lane of the board with the number of its cases under the filter."""

    code: str
    name: str
    count: int
    is_overdue: bool
    is_paused: bool


class LimitOut(Schema):
    """A running time limit; `account` says how its deadline came about."""

    lane: str
    case_number: str = Field(description=both("docket.column.case_number"))
    court: str = Field(description=both("docket.column.court"))
    division: str = Field(description=both("docket.column.division"))
    judge: str = Field(description=both("docket.column.judge"))
    procedure: str = Field(description=both("docket.column.procedure"))
    cause: str = Field(description=both("docket.column.cause"))
    filed_on: date | None = Field(description=both("docket.column.filed_on"))
    due_on: date | None = Field(description=both("docket.column.due_on"))
    due_plain_on: date | None = Field(description=both("docket.column.due_plain_on"))
    days_left: int | None
    is_provisional: bool = Field(description=both("docket.column.is_provisional"))
    open_since: date | None = Field(description=both("docket.column.open_since"))
    paused_ground: str
    idle_days: int | None
    findings: int
    rule: str = Field(description=both("docket.column.limit_rule"))
    account: str

    @classmethod
    def of(cls, row: BoardRow) -> LimitOut:
        return cls.model_validate(row, from_attributes=True)


class BoardOut(PageOut):
    """The lanes, and a page of the chosen one (of all without a choice)."""

    lanes: list[LaneOut]
    lane: str
    limits: list[LimitOut]
    as_of: date
    data_version: str
    unread: list[UnreadOut]


class AnswerOut(Schema):
    by: str
    at: datetime
    reason: str
    next_step_on: date


class ReminderOut(Schema):
    """A reminder with its answers, the newest last."""

    id: int
    case_number: str
    court: str
    division: str
    judge: str
    kind: str
    kind_name: str
    state: str
    state_name: str
    note: str
    due_on: date | None
    answer_due_on: date
    is_late: bool
    sender: str
    sent_at: datetime
    closed_at: datetime | None
    answers: list[AnswerOut]

    @classmethod
    def of(cls, line: ReminderLine, visit: Visit) -> ReminderOut:
        view = reminder_view(line, visit.texts, visit.today)
        return cls(
            id=line.id,
            case_number=line.case_number,
            court=line.court,
            division=line.division,
            judge=line.judge,
            kind=line.kind,
            kind_name=view.kind_name,
            state=line.state,
            state_name=view.state_name,
            note=line.note,
            due_on=line.due_on,
            answer_due_on=line.answer_due_on,
            is_late=view.is_late,
            sender=line.sender,
            sent_at=line.sent_at,
            closed_at=line.closed_at,
            answers=[AnswerOut.model_validate(one, from_attributes=True) for one in line.answers],
        )


class RemindersAsked(PageAsked):
    """Which reminders: those that one answers, has sent, or may see."""

    which: Literal["answer", "sent", "all"] = "all"
    state: str = ""
    kind: str = ""


class RemindersOut(PageOut):
    """Reminders, those sent last first."""

    reminders: list[ReminderOut]


@tells_of_people
@needs(SEE)
def limits(request: PageRequest, asked: Annotated[CasesAsked, Query()]) -> BoardOut:
    """The time-limit board. Filters are those of cases; without `sort`, in the lane's own order."""
    visit = request.visit
    lane = asked.lane[-1] if asked.lane else ""
    if lane and lane not in {one.id for one in board_of(settings.TUOBO_CONTENT).lanes}:
        raise Http404
    read = read_query(request.META.get("QUERY_STRING", ""))
    question = BoardAsked(
        lane=lane,
        filter=replace(read.question.filter, lane=()),
        sort=read.question.sort,
        page=read.question.page,
        size=read.question.size,
    )
    with opened_for(visit) as opened:
        reach, hidden = reach_here(visit, SEE), visit.hidden("case")
        found = limit_board(opened, reach, question, visit.texts, hidden=hidden)
    return BoardOut(
        lanes=[LaneOut.model_validate(one, from_attributes=True) for one in found.lanes],
        lane=found.lane,
        limits=[LimitOut.of(one) for one in found.rows],
        **page_told(request, found),
        as_of=found.as_of,
        data_version=found.data_version,
        unread=[UnreadOut(name=one.name, found=one.found) for one in read.unread],
    )


@tells_of_people
@needs(SEE)
def reminders_list(request: PageRequest, asked: Annotated[RemindersAsked, Query()]) -> RemindersOut:
    """A page of reminders."""
    visit = request.visit
    question = ReminderFilter(
        state=asked.state,
        kind=asked.kind,
        to_answer=asked.which == "answer",
        sent=asked.which == "sent",
    )
    found = reminders(seer_of(visit), question, page=asked.page, size=asked.size)
    return RemindersOut(
        reminders=[ReminderOut.of(one, visit) for one in found.lines],
        **page_told(request, found),
    )


@tells_of_people
@needs(SEE)
def reminder(request: PageRequest, number: int) -> ReminderOut:
    """One reminder; reading it here marks nothing as seen."""
    found = reminder_for(seer_of(request.visit), number)
    if found is None:
        raise Http404
    return ReminderOut.of(line_of(found), request.visit)
