"""Reads of reminders. Who may see one: whoever may send it, its judge, its sender, those told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Prefetch, Q, QuerySet

from tuobo.core.reach import Place, Reach
from tuobo.engines.rights import Policy
from tuobo.records.accounts.models import Account, Grant
from tuobo.records.supervision.models import Addressee, Answer, Reminder

SEND, REPLY = "limits.remind", "limits.reply"


@dataclass(frozen=True, kw_only=True)
class Seer:
    """Who looks at reminders.

    account  the login of whose reminders these are: somebody else's where one views as them
    watches  where the account may send and close reminders
    answers  whose reminders the account answers: its own
    """

    account: str
    watches: Reach
    answers: Reach


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    by: str
    at: datetime
    reason: str
    next_step_on: date


@dataclass(frozen=True, kw_only=True)
class AddresseeLine:
    person: str
    login: str
    seen_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ReminderLine:
    """A reminder as lists and its page show it; `answers` are the newest last."""

    id: int
    case_number: str
    court: str
    division: str
    judge: str
    kind: str
    note: str
    due_on: date | None
    lane: str
    data_version: str
    answer_due_on: date
    batch: str
    state: str
    sender: str
    sent_at: datetime
    closing: str
    closed_by: str
    closed_at: datetime | None
    revision: int
    addressees: tuple[AddresseeLine, ...]
    answers: tuple[AnswerLine, ...]

    @property
    def answer(self) -> AnswerLine | None:
        return self.answers[-1] if self.answers else None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def is_late(self, today: date) -> bool:
        """Whether the answer should have been given before that day and was not."""
        return self.is_open and not self.answers and self.answer_due_on < today


@dataclass(frozen=True, kw_only=True)
class ReminderFilter:
    """Which reminders; what is empty does not narrow.

    to_answer  only those that the account itself answers
    sent       only those that the account sent
    """

    state: str = ""
    kind: str = ""
    case_number: str = ""
    batch: str = ""
    to_answer: bool = False
    sent: bool = False
    only_open: bool = False
    unanswered: bool = False


@dataclass(frozen=True, kw_only=True)
class ReminderPage:
    """Some reminders, those sent last first; a page beyond the last is answered with the last."""

    lines: tuple[ReminderLine, ...]
    total: int
    page: int
    pages: int
    size: int


def reminder_for(seer: Seer, number: int) -> Reminder | None:
    """The reminder; None if there is none, or none that the seer may see."""
    return _visible(seer).filter(pk=number).first()


def line_of(reminder: Reminder) -> ReminderLine:
    """A reminder that was found by `reminder_for`, as its page shows it."""
    return _line(_with_all(Reminder.objects.filter(pk=reminder.pk)).get())


def reminders(seer: Seer, asked: ReminderFilter, *, page: int = 1, size: int = 20) -> ReminderPage:
    """A page of the reminders that the seer may see."""
    found = _asked(seer, asked)
    total = found.count()
    pages = max(-(-total // size), 1)
    shown = min(max(page, 1), pages)
    rows = _with_all(found.order_by("-sent_at", "-id"))[(shown - 1) * size : shown * size]
    lines = tuple(_line(one) for one in rows)
    return ReminderPage(lines=lines, total=total, page=shown, pages=pages, size=size)


def every_reminder(seer: Seer, asked: ReminderFilter) -> tuple[ReminderLine, ...]:
    """All reminders that the seer may see, the first one first."""
    found = _asked(seer, asked).order_by("sent_at", "id")
    return tuple(_line(one) for one in _with_all(found))


def count_of(seer: Seer, asked: ReminderFilter) -> int:
    return _asked(seer, asked).count()


def open_kinds(case_numbers: list[str]) -> dict[str, tuple[str, ...]]:
    """Case number → the kinds of reminders that are open; cases without any are not in it.

    It tells nothing of who sent what, so it needs no seer: callers ask for cases that they see.
    """
    found: dict[str, tuple[str, ...]] = {}
    rows = Reminder.objects.filter(case_number__in=case_numbers, closed_at=None).order_by("id")
    for case_number, kind in rows.values_list("case_number", "kind"):
        found[case_number] = (*found.get(case_number, ()), kind)
    return found


def may_answer(seer: Seer, reminder: ReminderLine | Reminder) -> bool:
    return seer.answers.covers(
        court=reminder.court, division=reminder.division, judge=reminder.judge
    )


def may_close(seer: Seer, reminder: ReminderLine | Reminder) -> bool:
    return seer.watches.covers(
        court=reminder.court, division=reminder.division, judge=reminder.judge
    )


def addressees_of(place: Place, on: date, policy: Policy) -> list[int]:
    """The accounts of the judge and of whoever heads the division on that day, the judge first."""
    judges = Account.objects.filter(
        is_active=True,
        person__court__code=place.court,
        person__case_name=place.judge,
    ).exclude(person__case_name="")
    found = list(judges.order_by("id").values_list("id", flat=True))
    roles = [name for name, role in policy.roles.items() if SEND in role.grants.get("division", ())]
    if not place.division:
        return found
    heads = Grant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on),
        account__is_active=True,
        role__in=roles,
        starts_on__lte=on,
        unit__name=place.division,
        unit__parent__code=place.court,
    )
    return [*found, *heads.order_by("account_id").values_list("account_id", flat=True)]


def _visible(seer: Seer) -> QuerySet[Reminder]:
    told = Addressee.objects.filter(account__login=seer.account).values("reminder_id")
    mine = Q(sender__login=seer.account) | Q(pk__in=told)
    return Reminder.objects.filter(mine | _at(seer.watches) | _at(seer.answers))


def _asked(seer: Seer, asked: ReminderFilter) -> QuerySet[Reminder]:
    found = _visible(seer)
    named = {"state": asked.state, "kind": asked.kind, "batch": asked.batch}
    named["case_number"] = asked.case_number
    found = found.filter(**{name: value for name, value in named.items() if value})
    if asked.to_answer:
        found = found.filter(_at(seer.answers))
    if asked.sent:
        found = found.filter(sender__login=seer.account)
    if asked.only_open or asked.unanswered:
        found = found.filter(closed_at=None)
    if asked.unanswered:
        found = found.annotate(answered=Count("answers")).filter(answered=0)
    return found


def _at(reach: Reach) -> Q:
    """The rows at any of the places; none for no places."""
    return reduce(or_, (_inside(place) for place in reach), Q(pk__in=[]))


def _inside(place: Place) -> Q:
    named = {"court": place.court, "division": place.division, "judge": place.judge}
    chosen = {name: value for name, value in named.items() if value}
    return Q(**chosen) if chosen else ~Q(pk__in=[])


def _with_all(found: QuerySet[Reminder]) -> QuerySet[Reminder]:
    told = Addressee.objects.select_related("account__person")
    given = Answer.objects.select_related("by__person")
    return found.select_related("sender__person", "closed_by__person").prefetch_related(
        Prefetch("addressees", told), Prefetch("answers", given)
    )


def _line(one: Reminder) -> ReminderLine:
    return ReminderLine(
        id=one.pk,
        case_number=one.case_number,
        court=one.court,
        division=one.division,
        judge=one.judge,
        kind=one.kind,
        note=one.note,
        due_on=one.due_on,
        lane=one.lane,
        data_version=one.data_version,
        answer_due_on=one.answer_due_on,
        batch=one.batch,
        state=one.state,
        sender=one.sender.person.name,
        sent_at=one.sent_at,
        closing=one.closing,
        closed_by=one.closed_by.person.name if one.closed_by else "",
        closed_at=one.closed_at,
        revision=one.revision,
        addressees=tuple(
            AddresseeLine(
                person=told.account.person.name, login=told.account.login, seen_at=told.seen_at
            )
            for told in one.addressees.all()
        ),
        answers=tuple(
            AnswerLine(
                by=given.by.person.name,
                at=given.at,
                reason=given.reason,
                next_step_on=given.next_step_on,
            )
            for given in one.answers.all()
        ),
    )
