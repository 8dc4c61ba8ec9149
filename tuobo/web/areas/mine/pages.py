"""What one's own desk shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from tuobo.core.days_in_words import period_in_words
from tuobo.core.texts import Texts
from tuobo.engines.reports import Formatted, text_of
from tuobo.operations.desk.limit_board import BoardRow
from tuobo.operations.desk.my_desk import MyDesk, Some
from tuobo.records.notices.queries import NoticeLine
from tuobo.web.ui.lanes import NO_LANE, LaneLook, days_left_told, lane_looks
from tuobo.web.ui.reminder_views import ReminderView
from tuobo.web.ui.visit import Visit, address_with


@dataclass(frozen=True, kw_only=True)
class RowView:
    row: BoardRow
    look: LaneLook
    days_left: str
    address: str


@dataclass(frozen=True, kw_only=True)
class SomeView:
    """The first rows and how many there are; the rest is in the list of cases."""

    rows: tuple[RowView, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True, kw_only=True)
class FigureView:
    """A figure of one's own cases with the definition that it follows."""

    name: str
    figure: Formatted
    definition: str


@dataclass(frozen=True, kw_only=True)
class CasesView:
    """The part for people who have cases."""

    desk: MyDesk
    period: str
    deadlines: SomeView
    paused: SomeView
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, kw_only=True)
class TileView:
    """A count with the part of the page that it leads to."""

    name: str
    count: int
    tone: str
    picture: str
    address: str


@dataclass(frozen=True, kw_only=True)
class DeskPage:
    """One's own desk.

    to_answer  reminders that wait for one's own answer
    waiting    reminders that one has sent and nobody has answered
    cases      empty for people without cases
    """

    to_answer: tuple[ReminderView, ...]
    waiting: tuple[ReminderView, ...]
    notices: tuple[NoticeLine, ...]
    unread: int
    may_answer: bool
    may_send: bool
    cases: CasesView | None
    texts: Texts

    @property
    def tiles(self) -> tuple[TileView, ...]:
        """What there is of each kind; nothing to do is shown without a tone of warning."""
        tiles = []
        if self.may_answer:
            tiles.append(self._tile("to_answer", len(self.to_answer), "bell", "warn"))
        if self.may_send:
            tiles.append(self._tile("waiting", len(self.waiting), "send", "info"))
        if self.cases:
            tiles += [
                self._tile("deadlines", self.cases.deadlines.total, "clock", "info"),
                self._tile("paused", self.cases.paused.total, "pause", "info"),
                self._tile("findings", self.cases.desk.all_findings, "flag", "warn"),
            ]
        tiles.append(self._tile("unread", self.unread, "mail", "info"))
        return tuple(tiles)

    def _tile(self, name: str, count: int, picture: str, tone: str) -> TileView:
        return TileView(
            name=self.texts(f"mine.{name}"),
            count=count,
            tone=tone if count else "neutral",
            picture=picture,
            address=f"#{name}",
        )


@dataclass(frozen=True, kw_only=True)
class FeedPage:
    """The calendar feed; `address` is there once, right after it was made."""

    has_feed: bool
    address: str = ""


def cases_view(visit: Visit, desk: MyDesk) -> CasesView:
    return CasesView(
        desk=desk,
        period=period_in_words(desk.period, visit.texts),
        deadlines=_some(visit, desk.deadlines),
        paused=_some(visit, desk.paused),
        figures=tuple(
            FigureView(
                name=one.name,
                figure=text_of(one.figure, visit.numbers),
                definition=one.evidence.definition,
            )
            for one in desk.figures
        ),
    )


def _some(visit: Visit, some: Some) -> SomeView:
    looks = lane_looks(settings.TUOBO_CONTENT)
    return SomeView(
        rows=tuple(
            RowView(
                row=one,
                look=looks.get(one.lane, NO_LANE),
                days_left=days_left_told(one.days_left, visit.texts),
                address=address_with(reverse("cases:limit", args=[one.case_number]), visit.carried),
            )
            for one in some.rows
        ),
        total=some.total,
    )
