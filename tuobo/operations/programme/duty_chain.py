"""The chain of responsibility: where the duties of a year stand, level by level and unit by unit.

Counts and days in official order, never a score: which states make a link of the chain is content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from tuobo.core.content import Content, Definition, Names, Source
from tuobo.core.errors import DefinitionError
from tuobo.core.period import Period
from tuobo.engines.ledgers import Ledger, StateKind
from tuobo.operations.programme.holding import Held, Holding
from tuobo.operations.programme.next_steps import NextStep, StepReader
from tuobo.operations.programme.stated_gaps import Lack, StatedGaps, UnitGaps
from tuobo.records.ledgers.queries import NOBODY, names_of
from tuobo.records.organisation.queries import UnitLine, units_of


class DutyLink(Definition):
    """A link of the chain: the states in which a duty stands there."""

    link: str
    names: Names
    states: tuple[str, ...]


class DutyLevel(Definition):
    """A level of the list, and the kind of unit at which its duties lie."""

    level: str
    units: str


class DutyRules(Definition):
    """The chain as content; `stuck_days` in one state make a duty one that is stuck."""

    ledger: str
    links: tuple[DutyLink, ...]
    settled: tuple[str, ...]
    unacknowledged: tuple[str, ...]
    levels: tuple[DutyLevel, ...]
    stuck_days: int
    source: Source

    @classmethod
    def of(cls, content: Content) -> DutyRules:
        """The last root that has them wins."""
        return _rules(content)

    def check(self, ledger: Ledger) -> None:
        """DefinitionError where a state that counts belongs to no link, or a link has none such."""
        counted = {one.id for one in ledger.states if one.kind is not StateKind.DROPPED}
        linked = {state for one in self.links for state in one.states}
        if loose := counted ^ (linked | set(self.settled)):
            raise DefinitionError("programme.duty_states", states="、".join(sorted(loose)))


@dataclass(frozen=True, kw_only=True)
class UnitDuties:
    """The duties of a unit: how many in each link, how many settled, how many in all."""

    unit: int
    name: str
    links: tuple[int, ...]
    settled: int

    @property
    def total(self) -> int:
        return sum(self.links) + self.settled


@dataclass(frozen=True, kw_only=True)
class LevelDuties:
    """A level with its units in official order, and those without any duty."""

    level: str
    name: str
    units: tuple[UnitDuties, ...]
    without: UnitGaps


@dataclass(frozen=True, kw_only=True)
class WaitingDuty:
    """A duty that waits: for whom, since when, and what may follow."""

    held: Held
    level: str
    holder: str
    person: str
    since: date
    days: int
    steps: tuple[NextStep, ...]


@dataclass(frozen=True, kw_only=True)
class DutyNode:
    """A duty with those derived from it; `other_parent` is one that does not stand in this year."""

    held: Held
    level: str
    holder: str
    other_parent: str
    derived: tuple[DutyNode, ...]


@dataclass(frozen=True, kw_only=True)
class DutyChain:
    """The page; `edition` is None where no duty was ever entered."""

    rules: DutyRules
    editions: tuple[Period, ...]
    edition: Period | None
    levels: tuple[LevelDuties, ...]
    unacknowledged: tuple[WaitingDuty, ...]
    stuck: tuple[WaitingDuty, ...]
    cascade: tuple[DutyNode, ...]


def duty_chain(holding: Holding, edition: Period | None = None) -> DutyChain:
    """The chain of one year's list: the asked one, else the one that holds today, else the last."""
    rules = DutyRules.of(holding.desk.content)
    ledger = holding.ledger(rules.ledger)
    counted = [one for one in holding.of(rules.ledger) if one.kind is not StateKind.DROPPED]
    editions = tuple(sorted({one for each in counted if (one := _edition(each))}, reverse=True))
    if ledger is None:
        return DutyChain(rules=rules, editions=(), edition=None, levels=(), unacknowledged=(),
                         stuck=(), cascade=())  # fmt: skip
    rules.check(ledger)
    chosen = edition or _present(editions, holding.desk.on)
    duties = [one for one in counted if _edition(one) == chosen]
    making = _Making.of(holding, rules, ledger, duties)
    stated = StatedGaps.of(holding, Lack.DUTY, chosen)
    return DutyChain(
        rules=rules,
        editions=editions,
        edition=chosen,
        levels=tuple(making.levels(stated)),
        unacknowledged=tuple(making.waiting(rules.unacknowledged, 0)),
        stuck=tuple(making.waiting(None, rules.stuck_days)),
        cascade=making.cascade(),
    )


@dataclass(frozen=True, kw_only=True)
class _Making:
    holding: Holding
    rules: DutyRules
    ledger: Ledger
    duties: tuple[Held, ...]
    units: tuple[UnitLine, ...]
    steps: StepReader

    @classmethod
    def of(cls, holding: Holding, rules: DutyRules, ledger: Ledger, duties: list[Held]) -> _Making:
        """Units in official order; duties level by level, unit by unit, then by number."""
        kinds = tuple(one.units for one in rules.levels)
        units = units_of(holding.court, kinds)
        people = {str(each) for one in duties for each in one.entry.values.listed("person")}
        people |= {step.person for one in duties for step in one.entry.steps if step.person}
        names = names_of(NOBODY, people, _holders(duties))
        levels = [one.level for one in rules.levels]
        order = {str(one.id): at for at, one in enumerate(units)}

        def place(one: Held) -> tuple[int, int, str]:
            return levels.index(_level(one)), order.get(_holder(one), len(order)), one.number

        steps = StepReader(policy=holding.desk.policy, names=names, texts=holding.texts)
        placed = tuple(sorted(duties, key=place))
        return cls(holding=holding, rules=rules, ledger=ledger, duties=placed, units=units,
                   steps=steps)  # fmt: skip

    def levels(self, stated: StatedGaps) -> Iterator[LevelDuties]:
        for one in self.rules.levels:
            here = [duty for duty in self.duties if _level(duty) == one.level]
            own = {str(unit.id): unit.name for unit in self.units if unit.kind == one.units}
            elsewhere = {_holder(duty): self._holder_name(duty) for duty in here}
            units = tuple(
                self._counted(unit, name, here) for unit, name in (own | elsewhere).items()
            )
            busy = [each.unit for each in units if each.total]
            yield LevelDuties(
                level=one.level,
                name=self._level_name(one.level),
                units=units,
                without=stated.among([(each.unit, each.name) for each in units], busy),
            )

    def _counted(self, unit: str, name: str, here: list[Held]) -> UnitDuties:
        states = [one.entry.state for one in here if _holder(one) == unit]
        links = tuple(sum(state in link.states for state in states) for link in self.rules.links)
        return UnitDuties(unit=int(unit), name=name, links=links, settled=len(states) - sum(links))

    def waiting(self, states: tuple[str, ...] | None, least: int) -> Iterator[WaitingDuty]:
        """Open duties in some states, or in any, that stand there at least so many days."""
        on = self.holding.desk.on
        for one in self.duties:
            days = one.days_in_state(on)
            is_meant = states is None or one.entry.state in states
            if one.is_open and is_meant and days >= least:
                person = str(one.entry.values.get("person", ""))
                yield WaitingDuty(
                    held=one,
                    level=self._level_name(_level(one)),
                    holder=self._holder_name(one),
                    person=self.steps.names.people.get(person, ""),
                    since=one.entry.steps[-1].on,
                    days=days,
                    steps=self.steps.of(self.ledger, one.entry),
                )

    def cascade(self) -> tuple[DutyNode, ...]:
        """Duties under those they are derived from; a circle stands for itself."""
        numbers = {one.number for one in self.duties}
        tops = [one for one in self.duties if _parent(one) not in numbers]
        nodes = [self._node(one, numbers) for one in tops]
        seen = {number for one in nodes for number in _numbers(one)}
        rest = (one for one in self.duties if one.number not in seen)
        return (*nodes, *(self._node(one, numbers, is_alone=True) for one in rest))

    def _node(self, one: Held, numbers: set[str], *, is_alone: bool = False) -> DutyNode:
        derived = () if is_alone else (d for d in self.duties if _parent(d) == one.number)
        parent = _parent(one)
        return DutyNode(
            held=one,
            level=self._level_name(_level(one)),
            holder=self._holder_name(one),
            other_parent=parent if is_alone or parent not in numbers else "",
            derived=tuple(self._node(each, numbers) for each in derived),
        )

    def _level_name(self, level: str) -> str:
        return self.holding.words(self.rules.ledger, "level").get(level, level)

    def _holder_name(self, one: Held) -> str:
        return self.steps.names.units.get(_holder(one), "")


def _numbers(node: DutyNode) -> Iterator[str]:
    yield node.held.number
    for one in node.derived:
        yield from _numbers(one)


def _level(one: Held) -> str:
    return str(one.entry.values["level"])


def _holder(one: Held) -> str:
    return str(one.entry.values["holder"])


def _holders(duties: Iterable[Held]) -> set[str]:
    return {_holder(one) for one in duties}


def _parent(one: Held) -> str:
    return str(one.entry.values.get("derived_from", ""))


def _edition(one: Held) -> Period | None:
    edition = one.entry.values.get("edition")
    return edition if isinstance(edition, Period) else None


def _present(editions: tuple[Period, ...], on: date) -> Period | None:
    return next((one for one in editions if on in one), next(iter(editions), None))


@cache
def _rules(content: Content) -> DutyRules:
    return content.load("duty_chain", DutyRules)[-1]
