"""What the pages of meetings show: the list, and one meeting with agenda, decisions and tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from tuobo.engines.reports import Formatted, text_of
from tuobo.operations.programme.agenda import (
    ITEM,
    MEETING,
    Agenda,
    AgendaItem,
    FirstItemCheck,
    Suggestion,
)
from tuobo.operations.programme.holding import Held, Holding
from tuobo.operations.programme.meeting_rules import MeetingRules
from tuobo.web.areas.programme.lines import Line, line_of, new_entry
from tuobo.web.areas.programme.readings import Readings
from tuobo.web.ui.visit import Visit, address_with

_TONES = {FirstItemCheck.NOT_FIRST: "bad", FirstItemCheck.MISSING: "bad"}
_RECORDED = ("proposed", "deferred")
"""States of an item in which its conclusion is still to be written."""


@dataclass(frozen=True, kw_only=True)
class MeetingRow:
    """A meeting in the list; `first_item` says what is wrong, if something is."""

    line: Line
    kinds: str
    on: date | None
    items: int
    first_item: str


@dataclass(frozen=True, kw_only=True)
class MeetingsPage:
    """All meetings: those to come, then those that were held, the latest first."""

    coming: tuple[MeetingRow, ...]
    held: tuple[MeetingRow, ...]
    new: str
    cadences: str
    may_enter: bool


@dataclass(frozen=True, kw_only=True)
class ItemView:
    """An item; `record` opens its entry to note what was decided, `new_task` a task for it."""

    line: Line
    position: int
    kind: str
    conclusion: str
    tasks: tuple[Line, ...]
    record: str
    new_task: str


@dataclass(frozen=True, kw_only=True)
class SuggestionView:
    """Something to tick: its key, subject, where it comes from and what stands beside it."""

    key: str
    subject: str
    address: str
    note: str
    figure: Formatted | None


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    """One meeting."""

    entry: int
    line: Line
    kinds: str
    on: date | None
    items: tuple[ItemView, ...]
    first_item: str
    first_item_tone: str
    new_first: str
    new_item: str
    signals: tuple[SuggestionView, ...]
    overdue: tuple[SuggestionView, ...]
    data: str
    is_open: bool
    may_enter: bool
    may_export: bool


def meetings_page(holding: Holding, agendas: tuple[Agenda, ...], visit: Visit) -> MeetingsPage:
    """The list."""
    rows = [_row(one, holding, visit) for one in agendas]
    states = MeetingRules.of(holding.desk.content).open_states[:1]
    pairs = list(zip(agendas, rows, strict=True))
    coming = [row for one, row in pairs if one.meeting.entry.state in states]
    held = [row for one, row in pairs if one.meeting.entry.state not in states]
    return MeetingsPage(
        coming=tuple(sorted(coming, key=_day)),
        held=tuple(sorted(held, key=_day, reverse=True)),
        new=new_entry(MEETING, visit),
        cadences=address_with(reverse("ledgers:cadences", args=[MEETING]), visit.carried),
        may_enter=_may_enter(holding),
    )


def meeting_page(agenda: Agenda, holding: Holding, readings: Readings, visit: Visit) -> MeetingPage:
    """One meeting."""
    meeting, rules = agenda.meeting, MeetingRules.of(holding.desk.content)
    next_position = max((one.position for one in agenda.items), default=0) + 1
    found = [(one, _suggestion(one, holding, visit)) for one in agenda.suggestions]
    return MeetingPage(
        entry=meeting.id,
        line=line_of(MEETING, meeting, visit, meeting.state),
        kinds=holding.word(MEETING, "kinds", meeting),
        on=_on(meeting),
        items=tuple(_item(one, visit) for one in agenda.items),
        first_item=_said(agenda.first_item, visit),
        first_item_tone=_TONES.get(agenda.first_item, "good"),
        new_first=new_entry(
            ITEM, visit, meeting=meeting.number, position="1", kind=rules.first_item.kind
        )
        if agenda.first_item is FirstItemCheck.MISSING
        else "",
        new_item=new_entry(ITEM, visit, meeting=meeting.number, position=str(next_position)),
        signals=tuple(view for one, view in found if one.line),
        overdue=tuple(view for one, view in found if one.held),
        data=visit.texts(
            "programme.tree.data",
            place=readings.place,
            period=readings.period,
            version=readings.data_version,
        )
        if readings.data_version
        else "",
        is_open=agenda.is_open,
        may_enter=_may_enter(holding),
        may_export=visit.may("ledgers.export"),
    )


def _may_enter(holding: Holding) -> bool:
    """Whether items of the court's meetings may be made: not by whoever keeps a part of it."""
    return holding.desk.reach("programme.edit").covers(court=holding.court)


def _row(agenda: Agenda, holding: Holding, visit: Visit) -> MeetingRow:
    meeting = agenda.meeting
    address = address_with(reverse("programme:meeting", args=[meeting.id]), visit.carried)
    return MeetingRow(
        line=Line(number=meeting.number, title=meeting.title, address=address, note=meeting.state),
        kinds=holding.word(MEETING, "kinds", meeting),
        on=_on(meeting),
        items=len(agenda.items),
        first_item=_said(agenda.first_item, visit) if agenda.first_item in _TONES else "",
    )


def _item(one: AgendaItem, visit: Visit) -> ItemView:
    values = one.held.entry.values
    is_recorded = one.held.entry.state not in _RECORDED
    task = new_entry(
        "task",
        visit,
        title=str(values.get("task_title", one.held.title)),
        detail=one.conclusion,
        decision=one.held.number,
        problems="、".join(str(each) for each in values.listed("problems")),
    )
    line = line_of(ITEM, one.held, visit, one.held.state)
    return ItemView(
        line=line,
        position=one.position,
        kind=one.kind,
        conclusion=one.conclusion,
        tasks=tuple(
            line_of("task", each, visit, each.state, is_late=each.is_overdue) for each in one.tasks
        ),
        record="" if is_recorded else line.address,
        new_task=task if is_recorded and not one.tasks else "",
    )


def _suggestion(one: Suggestion, holding: Holding, visit: Visit) -> SuggestionView:
    if one.line is not None:
        address = reverse("indicators:indicator", args=[one.line.id])
        return SuggestionView(
            key=one.key,
            subject=visit.texts("programme.agenda.of_signal", name=one.line.name),
            address=address_with(address, visit.carried),
            note=one.line.variation.sentence,
            figure=text_of(one.line.figure, visit.numbers),
        )
    held = one.held
    assert held is not None
    assert held.due_on is not None
    days = (visit.today - held.due_on).days
    ledger = holding.ledger(one.ledger)
    name = visit.texts.pick(ledger.names) if ledger else ""
    return SuggestionView(
        key=one.key,
        subject=visit.texts("programme.agenda.of_overdue", ledger=name, title=held.title),
        address=line_of(one.ledger, held, visit).address,
        note=visit.texts("programme.days_late", days=days),
        figure=None,
    )


def _said(check: FirstItemCheck, visit: Visit) -> str:
    if check is FirstItemCheck.NOT_ASKED:
        return ""
    return visit.texts(f"programme.first_item.{check}")


def _on(meeting: Held) -> date | None:
    values = meeting.entry.values
    return values.day("held_on") or values.day("planned_on")


def _day(row: MeetingRow) -> tuple[date, str]:
    return row.on or date.max, row.line.number
