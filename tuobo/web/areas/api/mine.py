"""One's own desk and inbox as JSON. Nothing is marked as read by reading it here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Query, Schema

from tuobo.engines.reports.numbers import NumberWords
from tuobo.operations.desk.my_desk import MyDesk, Some, my_desk
from tuobo.records.notices.queries import notices_of
from tuobo.records.supervision.queries import ReminderFilter, every_reminder
from tuobo.web.areas.api.limits import LimitOut, ReminderOut
from tuobo.web.areas.api.paging import PageAsked, PageOut, page_told
from tuobo.web.areas.api.schemas import EvidenceOut, FigureOut
from tuobo.web.ui.api_keys import tells_of_people
from tuobo.web.ui.guard import needs, open_to_members
from tuobo.web.ui.opened import opened_for
from tuobo.web.ui.seers import seer_of
from tuobo.web.ui.visit import PageRequest, Visit

OWN = "desk.own"


class MyFigureOut(Schema):
    """A count of one's own cases."""

    indicator: str
    name: str
    figure: FigureOut
    evidence: EvidenceOut


class SomeLimitsOut(Schema):
    """The first of one's own cases and how many there are; the board lists them all."""

    limits: list[LimitOut]
    total: int


class HearingOut(Schema):
    on: date
    case_number: str
    kind: str


class FindingOut(Schema):
    case_number: str
    name: str
    severity: str
    sentence: str


class MyCasesOut(Schema):
    """The part about one's own cases; nothing of colleagues, nothing compared."""

    judge: str
    period: str
    deadlines: SomeLimitsOut
    paused: SomeLimitsOut
    hearings: list[HearingOut]
    findings: list[FindingOut]
    findings_total: int
    figures: list[MyFigureOut]
    as_of: date
    data_version: str

    @classmethod
    def of(cls, found: MyDesk, words: NumberWords) -> MyCasesOut:
        return cls(
            judge=found.judge,
            period=str(found.period),
            deadlines=_some(found.deadlines),
            paused=_some(found.paused),
            hearings=[
                HearingOut.model_validate(one, from_attributes=True) for one in found.hearings
            ],
            findings=[
                FindingOut.model_validate(one, from_attributes=True) for one in found.findings
            ],
            findings_total=found.all_findings,
            figures=[
                MyFigureOut(
                    indicator=one.id,
                    name=one.name,
                    figure=FigureOut.of(one.figure, words),
                    evidence=EvidenceOut.of(one.evidence),
                )
                for one in found.figures
            ],
            as_of=found.as_of,
            data_version=found.data_version,
        )


class DeskOut(Schema):
    """What waits; `cases` is null for whoever the case system does not know."""

    to_answer: list[ReminderOut]
    waiting: list[ReminderOut]
    unread_notices: int
    cases: MyCasesOut | None


class NoticesAsked(PageAsked):
    unread: bool = False


class NoticeOut(Schema):
    """A notice; `address` is the page it speaks of."""

    id: int
    kind: str
    title: str
    sentence: str
    address: str
    at: datetime
    is_read: bool


class NoticesOut(PageOut):
    """One's own notices, the newest first."""

    notices: list[NoticeOut]
    unread: int


@tells_of_people
@needs(OWN)
def desk(request: PageRequest) -> DeskOut:
    """What waits for whoever asks."""
    visit = request.visit
    return DeskOut(
        to_answer=_reminders(visit, ReminderFilter(to_answer=True, unanswered=True)),
        waiting=_reminders(visit, ReminderFilter(sent=True, unanswered=True)),
        unread_notices=notices_of(visit.viewer.account, visit.texts, size=1).unread,
        cases=_cases(visit),
    )


@open_to_members
def notices(request: PageRequest, asked: Annotated[NoticesAsked, Query()]) -> NoticesOut:
    """One's own inbox."""
    visit = request.visit
    found = notices_of(
        visit.viewer.account,
        visit.texts,
        only_unread=asked.unread,
        page=asked.page,
        size=asked.size,
    )
    return NoticesOut(
        notices=[
            NoticeOut(
                id=one.id,
                kind=one.kind,
                title=one.title,
                sentence=one.sentence,
                address=one.url,
                at=one.created_at,
                is_read=one.is_read,
            )
            for one in found.lines
        ],
        unread=found.unread,
        **page_told(request, found),
    )


def _some(found: Some) -> SomeLimitsOut:
    return SomeLimitsOut(limits=[LimitOut.of(one) for one in found.rows], total=found.total)


def _reminders(visit: Visit, asked: ReminderFilter) -> list[ReminderOut]:
    return [ReminderOut.of(one, visit) for one in every_reminder(seer_of(visit), asked)]


def _cases(visit: Visit) -> MyCasesOut | None:
    own = visit.reach(OWN)
    if not any(place.judge for place in own):
        return None
    with opened_for(visit) as opened:
        found = my_desk(opened, own, visit.texts, period=visit.period)
        return MyCasesOut.of(found, visit.numbers)
