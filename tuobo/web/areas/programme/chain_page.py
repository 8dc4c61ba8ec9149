"""What the page of the chain of responsibility shows: counts that lead to lists, what waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse

from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.operations.programme.duty_chain import (
    DutyChain,
    DutyNode,
    LevelDuties,
    UnitDuties,
    WaitingDuty,
)
from tuobo.operations.programme.stated_gaps import Lack
from tuobo.web.areas.programme.lines import Line, line_of, new_entry
from tuobo.web.areas.programme.unit_gaps import GapRows, gap_rows
from tuobo.web.ui.ledgers_here import may_enter
from tuobo.web.ui.visit import Visit, address_with

_EDIT = "party.edit"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A number and the list of its entries; no address for none."""

    count: int
    address: str


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """A unit with its duties by link, those settled, and the form for one more."""

    name: str
    links: tuple[Counted, ...]
    settled: Counted
    total: int
    new: str


@dataclass(frozen=True, kw_only=True)
class LevelPart:
    """A level in the order of the list."""

    name: str
    units: tuple[UnitRow, ...]
    without: GapRows


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    """A duty that waits; `steps` says in words who may take which step."""

    line: Line
    where: str
    person: str
    state: str
    since: date
    days: int
    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NodeView:
    """A duty in the cascade."""

    line: Line
    where: str
    is_last_level: bool
    other_parent: str
    derived: tuple[NodeView, ...]


@dataclass(frozen=True, kw_only=True)
class EditionLink:
    name: str
    address: str
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class ChainPage:
    """The chain of one year's list; `problem` is why the asked year could not be read."""

    editions: tuple[EditionLink, ...]
    edition: str
    heads: tuple[str, ...]
    levels: tuple[LevelPart, ...]
    unacknowledged: tuple[WaitingRow, ...]
    stuck: tuple[WaitingRow, ...]
    stuck_days: int
    cascade: tuple[NodeView, ...]
    new: str
    may_enter: bool
    problem: str


def edition_of(visit: Visit) -> tuple[Period | None, str]:
    """The asked year, or why it cannot be read."""
    text = visit.query.get("edition", "")
    if not text:
        return None, ""
    try:
        return Period.of(text), ""
    except RequestError as error:
        return None, visit.texts.error(error)


def chain_page(chain: DutyChain, visit: Visit, problem: str) -> ChainPage:
    """The page."""
    texts, last = visit.texts, chain.rules.levels[-1].level
    drawing = _Drawing(chain=chain, visit=visit, last=_level_name(chain, last))
    return ChainPage(
        editions=tuple(
            EditionLink(
                name=_edition_name(one),
                address=address_with(
                    reverse("programme:chain"), {**visit.carried, "edition": str(one)}
                ),
                is_here=one == chain.edition,
            )
            for one in chain.editions
        ),
        edition=_edition_name(chain.edition) if chain.edition else "",
        heads=tuple(texts.pick(one.names) for one in chain.rules.links),
        levels=tuple(drawing.level(one) for one in chain.levels),
        unacknowledged=tuple(drawing.waiting(chain.unacknowledged)),
        stuck=tuple(drawing.waiting(chain.stuck)),
        stuck_days=chain.rules.stuck_days,
        cascade=tuple(drawing.node(one) for one in chain.cascade),
        new=new_entry(chain.rules.ledger, visit),
        may_enter=may_enter(visit, chain.rules.ledger),
        problem=problem,
    )


@dataclass(frozen=True, kw_only=True)
class _Drawing:
    chain: DutyChain
    visit: Visit
    last: str

    def level(self, one: LevelDuties) -> LevelPart:
        return LevelPart(
            name=one.name,
            units=tuple(self._unit(each, one.level) for each in one.units),
            without=gap_rows(
                one.without,
                Lack.DUTY,
                self.visit,
                new=partial(self._new, one.level) if self.visit.may(_EDIT) else None,
            ),
        )

    def waiting(self, duties: Iterable[WaitingDuty]) -> Iterable[WaitingRow]:
        for one in duties:
            yield WaitingRow(
                line=line_of(self.chain.rules.ledger, one.held, self.visit),
                where=f"{one.level} · {one.holder}",
                person=one.person,
                state=one.held.state,
                since=one.since,
                days=one.days,
                steps=tuple(_step(each.name, each.takers, each.barred, self.visit.texts)
                            for each in one.steps),
            )  # fmt: skip

    def node(self, one: DutyNode) -> NodeView:
        return NodeView(
            line=line_of(self.chain.rules.ledger, one.held, self.visit, one.held.state),
            where=f"{one.level} · {one.holder}",
            is_last_level=one.level == self.last,
            other_parent=one.other_parent,
            derived=tuple(self.node(each) for each in one.derived),
        )

    def _unit(self, one: UnitDuties, level: str) -> UnitRow:
        chain = self.chain
        links = zip(chain.rules.links, one.links, strict=True)
        return UnitRow(
            name=one.name,
            links=tuple(
                Counted(count=count, address=self._list(one.unit, level, link.states))
                for link, count in links
            ),
            settled=Counted(
                count=one.settled, address=self._list(one.unit, level, chain.rules.settled)
            ),
            total=one.total,
            new=self._new(level, one.name),
        )

    def _new(self, level: str, holder: str) -> str:
        edition = str(self.chain.edition or self.visit.today.year)
        return new_entry(
            self.chain.rules.ledger, self.visit, level=level, holder=holder, edition=edition
        )

    def _list(self, unit: int, level: str, states: tuple[str, ...]) -> str:
        asked = [("f.holder", unit), ("f.level", level), ("f.edition", self.chain.edition or "")]
        asked += [("state", one) for one in states]
        path = f"{reverse('ledgers:list', args=[self.chain.rules.ledger])}?{urlencode(asked)}"
        return address_with(path, self.visit.carried)


def _step(name: str, takers: tuple[str, ...], barred: tuple[str, ...], texts: Texts) -> str:
    joint = texts("ledger_show.and")
    if barred:
        return texts("programme.chain.step_barred", step=name, takers=joint.join(takers),
                     barred=joint.join(barred))  # fmt: skip
    return texts("programme.chain.step", step=name, takers=joint.join(takers))


def _level_name(chain: DutyChain, level: str) -> str:
    return next((one.name for one in chain.levels if one.level == level), "")


def _edition_name(period: Period) -> str:
    """A year as such, other periods as they are.

    >>> _edition_name(Period.of("2026"))
    '2026'
    """
    year = str(period.start.year)
    return year if period == Period.of(year) else str(period)
