"""What the board shows: lanes with counts, one lane as a table or several as cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from tuobo.operations.desk.limit_board import BoardLane, BoardRow
from tuobo.records.supervision.queries import open_kinds
from tuobo.records.supervision.rules import ReminderKind, ReminderRules
from tuobo.web.ui.case_lists import Asking, FilterForm
from tuobo.web.ui.lanes import NO_LANE, LaneLook, days_left_told, lane_looks
from tuobo.web.ui.paging import Pager
from tuobo.web.ui.visit import Visit, address_with


@dataclass(frozen=True, kw_only=True)
class RowView:
    """A case of the board; `reminded` are the kinds of its open reminders, in words."""

    row: BoardRow
    look: LaneLook
    days_left: str
    address: str
    reminded: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LaneView:
    """A lane: its count, the address of its table, and the first of its cases on cards."""

    lane: BoardLane
    look: LaneLook
    address: str
    is_here: bool
    rows: tuple[RowView, ...] = ()

    @property
    def more(self) -> int:
        return self.lane.count - len(self.rows)


@dataclass(frozen=True, kw_only=True)
class HeadView:
    name: str
    title: str
    address: str
    sorted: str
    is_number: bool


@dataclass(frozen=True, kw_only=True)
class KindView:
    """A kind of reminder as a button."""

    kind: str
    name: str


@dataclass(frozen=True, kw_only=True)
class BoardView:
    """The board. Without `may_remind` nothing can be picked."""

    form: FilterForm
    lanes: tuple[LaneView, ...]
    total: int
    is_cards: bool
    cards_address: str
    table_address: str
    every_address: str
    lane_name: str
    heads: tuple[HeadView, ...]
    rows: tuple[RowView, ...]
    pager: Pager | None
    kinds: tuple[KindView, ...]
    may_remind: bool
    may_export: bool
    meeting: str
    export: str
    judge_is_hidden: bool


@dataclass(frozen=True, kw_only=True)
class MeetingView:
    """The list for a meeting, all rows of it."""

    title: str
    criteria: tuple[tuple[str, str], ...]
    rows: tuple[RowView, ...]
    is_too_long: bool
    export: str
    judge_is_hidden: bool


class RowViews:
    """Makes rows of the board; the open reminders of all of them are asked for at once."""

    def __init__(self, visit: Visit, rows: Iterable[BoardRow]) -> None:
        self._visit = visit
        numbers = [one.case_number for one in rows]
        self._reminded = open_kinds(numbers) if visit.may("limits.remind") and numbers else {}
        self._names = ReminderRules.of(settings.TUOBO_CONTENT).kind_names
        self._looks = lane_looks(settings.TUOBO_CONTENT)

    def of(self, rows: Iterable[BoardRow]) -> tuple[RowView, ...]:
        return tuple(self._row(one) for one in rows)

    def _row(self, one: BoardRow) -> RowView:
        visit = self._visit
        return RowView(
            row=one,
            look=self._looks.get(one.lane, NO_LANE),
            days_left=days_left_told(one.days_left, visit.texts),
            address=address_with(reverse("cases:limit", args=[one.case_number]), visit.carried),
            reminded=tuple(
                visit.texts.pick(self._names[kind])
                for kind in self._reminded.get(one.case_number, ())
            ),
        )


def kind_views(visit: Visit) -> tuple[KindView, ...]:
    kinds: tuple[ReminderKind, ...] = ReminderRules.of(settings.TUOBO_CONTENT).kinds
    return tuple(KindView(kind=one.kind, name=visit.texts.pick(one.names)) for one in kinds)


def heads_of(visit: Visit, asking: Asking, columns: tuple[str, ...]) -> tuple[HeadView, ...]:
    """Heads that sort; days without activity are sorted by the day of the last activity."""
    sort = asking.question.sort
    direction = "descending" if sort.descending else "ascending"
    return tuple(
        HeadView(
            name=name,
            title=visit.texts(f"docket.column.{'idle_days' if name == 'active_on' else name}"),
            address=asking.sorted_by(name),
            sorted=direction if sort.column == name else "",
            is_number=name in {"days_left", "active_on"},
        )
        for name in columns
        if name not in visit.hidden("case")
    )


def at(asking: Asking, name: str) -> str:
    """The same lane and criteria at another address."""
    query = urlencode(asking.kept)
    return f"{reverse(name)}?{query}" if query else reverse(name)
