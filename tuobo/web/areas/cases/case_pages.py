"""What the page of a case shows beside what the operations make of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse

from tuobo.core.content import Content
from tuobo.core.days_in_words import period_in_words
from tuobo.core.texts import Texts
from tuobo.engines.timelimits import NodeStatus, Reading
from tuobo.operations.desk.case_history import HistoryEntry
from tuobo.operations.desk.case_indicators import CaseIndicators, CaseInIndicator, Counts
from tuobo.operations.desk.case_page import CaseFact, CasePage, NodeLine
from tuobo.operations.desk.clock_strip import ClockStrip as ClockDays
from tuobo.web.ui.drawings import ClockStrip, Mark, Stretch, StretchKind
from tuobo.web.ui.lanes import NO_LANE, LaneLook, days_left_told, lane_looks
from tuobo.web.ui.reminder_views import ReminderView
from tuobo.web.ui.visit import Visit, address_with

TABS = ("case", "events", "limit", "indicators", "history", "findings")
HEADED = ("court", "division", "judge", "cause", "procedure", "filed_on", "closed_on")
_MARKS = {"start": "start", "due": "due", "today": "today", "closed": "today"}
_LEDGER = ("kind", "starts_on", "ends_on", "asked", "approved_on", "paper", "fate", "days", "due")
_NODE_TONES = {
    NodeStatus.DONE: "good",
    NodeStatus.DONE_LATE: "warn",
    NodeStatus.RUNNING: "info",
    NodeStatus.WARNED: "warn",
    NodeStatus.OVERDUE: "bad",
    NodeStatus.TOO_EARLY: "warn",
    NodeStatus.CALENDAR_UNKNOWN: "neutral",
    NodeStatus.NOT_RECORDED: "neutral",
}
_TONES = {
    Counts.IN_NUMERATOR: "good",
    Counts.IN_DENOMINATOR: "info",
    Counts.OUT: "neutral",
    Counts.NO_ROW: "neutral",
}


@dataclass(frozen=True, kw_only=True)
class TabView:
    name: str
    address: str
    is_here: bool
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class NodeView:
    """A limit on a step, with the tone of how it stands."""

    node: NodeLine
    tone: str


@dataclass(frozen=True, kw_only=True)
class ReadingView:
    """A contested point that the sheet rests on, and how it is read."""

    point: str
    question: str
    option: str


@dataclass(frozen=True, kw_only=True)
class CaseHead:
    """What stands above all tabs.

    facts      the columns that people know a case by
    may_remind the visitor may send reminders of this case
    """

    case: CasePage
    facts: tuple[CaseFact, ...]
    look: LaneLook
    days_left: str
    strip: ClockStrip | None
    tabs: tuple[TabView, ...]
    ledger_titles: tuple[str, ...]
    nodes: tuple[NodeView, ...]
    readings: tuple[ReadingView, ...]
    may_remind: bool


@dataclass(frozen=True, kw_only=True)
class IndicatorView:
    """How the case stands to an indicator, with its tone."""

    line: CaseInIndicator
    told: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class IndicatorsView:
    """`counted` are those in which the case counts on a side, `others` the rest."""

    found: CaseIndicators
    period: str
    counted: tuple[IndicatorView, ...]
    others: tuple[IndicatorView, ...]


@dataclass(frozen=True, kw_only=True)
class TabPage:
    """One tab: the head and what the tab is about."""

    head: CaseHead
    indicators: IndicatorsView | None = None
    history: tuple[HistoryEntry, ...] = ()
    reminders: tuple[ReminderView, ...] = ()


def head_of(visit: Visit, case: CasePage, here: str, *, may_remind: bool) -> CaseHead:
    by_name = {fact.name: fact for fact in case.facts}
    return CaseHead(
        case=case,
        facts=tuple(by_name[name] for name in HEADED if name in by_name),
        look=lane_looks(settings.TUOBO_CONTENT).get(case.lane, NO_LANE),
        days_left=days_left_told(case.days_left, visit.texts),
        strip=strip_of(case.strip) if case.strip else None,
        tabs=tuple(_tab(visit, case, tab, here) for tab in TABS),
        ledger_titles=tuple(visit.texts(f"case.ledger.{name}") for name in _LEDGER),
        nodes=tuple(NodeView(node=one, tone=_NODE_TONES[one.status]) for one in case.nodes),
        readings=tuple(_reading(point, option, visit.texts) for point, option in case.readings),
        may_remind=may_remind,
    )


@cache
def _readings(content: Content) -> dict[str, Reading]:
    return {one.id: one for one in content.load("timelimits/readings", Reading)}


def _reading(point: str, option: str, texts: Texts) -> ReadingView:
    reading = _readings(settings.TUOBO_CONTENT)[point]
    names = {one.id: one.names for one in reading.options}
    return ReadingView(
        point=point, question=texts.pick(reading.question), option=texts.pick(names[option])
    )


def _tab(visit: Visit, case: CasePage, tab: str, here: str) -> TabView:
    counts = {"events": len(case.events.rows), "findings": len(case.findings)}
    return TabView(
        name=visit.texts(f"case.tab.{tab}"),
        address=address_with(reverse(f"cases:{tab}", args=[case.case_number]), visit.carried),
        is_here=tab == here,
        count=counts.get(tab),
    )


def strip_of(days: ClockDays) -> ClockStrip:
    """The strip as it is drawn; of a closed case the day of closing stands where today would."""
    return ClockStrip(
        stretches=tuple(
            Stretch(kind=StretchKind(one.kind), start=one.start, end=one.end, name=one.name)
            for one in days.segments
        ),
        marks=tuple(Mark(kind=_MARKS[one.kind], on=one.on, name=one.name) for one in days.marks),
        told=days.told,
    )


def indicators_view(found: CaseIndicators, texts: Texts) -> IndicatorsView:
    views = [
        IndicatorView(line=one, told=texts(f"case.counts.{one.counts}"), tone=_TONES[one.counts])
        for one in found.indicators
    ]
    counted = {Counts.IN_NUMERATOR, Counts.IN_DENOMINATOR}
    return IndicatorsView(
        found=found,
        period=period_in_words(found.period, texts),
        counted=tuple(one for one in views if one.line.counts in counted),
        others=tuple(one for one in views if one.line.counts not in counted),
    )
