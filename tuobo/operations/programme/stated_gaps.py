"""Units that have no task or no duty, each with the statement why, as far as there is one.

Statements are entered in their own ledger; here they are only matched with what units have and
lack. A unit without a statement is told as such: no reason is made up, none is carried over from
another programme or another year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tuobo.core.period import Period
from tuobo.operations.ledger_versions.unstated import HOLDER, STATEMENTS
from tuobo.operations.programme.holding import Held, Holding
from tuobo.records.ledgers.queries import NOBODY, names_of

_DECIDED = "in_force"


class Lack(StrEnum):
    """What a unit has none of, as the ledger calls it."""

    TASK = "task"
    DUTY = "duty"


class Standing(StrEnum):
    """How the reason of a gap stands.

    unseen      the person may not see the ledger of statements, so nothing is said of them
    outlived    the unit has got a task or a duty since, so the statement should be ended
    """

    UNSEEN = "unseen"
    UNSTATED = "unstated"
    PROPOSED = "proposed"
    DECIDED = "decided"
    REVIEW_DUE = "review_due"
    OUTLIVED = "outlived"

    @property
    def is_stale(self) -> bool:
        return self in {Standing.REVIEW_DUE, Standing.OUTLIVED}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Why a unit has none, who decided so and when it is looked at again."""

    held: Held
    reason: str
    decided_by: str
    decided_on: date | None
    review_on: date | None


@dataclass(frozen=True, kw_only=True)
class UnitGap:
    """A unit with its statement, or without one."""

    unit: int
    name: str
    standing: Standing
    statement: Statement | None = None


@dataclass(frozen=True, kw_only=True)
class UnitGaps:
    """Units that lack something, in the order given, and statements that were outlived.

    `scope` is the programme (the number of its designation) or the year that they speak of.
    """

    scope: str = ""
    units: tuple[UnitGap, ...] = ()
    outlived: tuple[UnitGap, ...] = ()

    @property
    def stated(self) -> int:
        """How many units of those without have a statement, decided or not."""
        return sum(one.statement is not None for one in self.units)


@dataclass(frozen=True, kw_only=True)
class StatedGaps:
    """The open statements of a court about one lack within one programme or year, by unit."""

    scope: str
    is_seen: bool
    on: date
    by_unit: Mapping[str, Statement]

    @classmethod
    def of(cls, holding: Holding, lack: Lack, scope: str | Period | None) -> StatedGaps:
        """Of several on one unit a decided one counts, else the one that was entered last."""
        field = "designation" if lack is Lack.TASK else "edition"
        meant = [
            one
            for one in holding.of(STATEMENTS)
            if one.is_open
            and one.entry.values.get("lacks") == lack
            and scope
            and one.entry.values.get(field) == scope
        ]
        meant.sort(key=lambda one: (one.entry.state == _DECIDED, one.number))
        people = {str(each) for one in meant for each in one.entry.values.listed("decided_by")}
        names = names_of(NOBODY, people, ()).people
        found = {str(one.entry.values[HOLDER]): _statement(one, names) for one in meant}
        is_seen = holding.ledger(STATEMENTS) is not None
        return cls(scope=str(scope or ""), is_seen=is_seen, on=holding.desk.on, by_unit=found)

    def among(self, units: Iterable[tuple[int, str]], busy: Iterable[int | str]) -> UnitGaps:
        """Of these units those without; busy ones only where a statement still says otherwise."""
        having = {str(one) for one in busy}
        listed = tuple(units)
        return UnitGaps(
            scope=self.scope,
            units=tuple(self._gap(*one) for one in listed if str(one[0]) not in having),
            outlived=tuple(
                UnitGap(unit=unit, name=name, standing=Standing.OUTLIVED, statement=found)
                for unit, name in listed
                if str(unit) in having and (found := self.by_unit.get(str(unit))) is not None
            ),
        )

    def _gap(self, unit: int, name: str) -> UnitGap:
        statement = self.by_unit.get(str(unit))
        return UnitGap(
            unit=unit, name=name, standing=self._standing(statement), statement=statement
        )

    def _standing(self, statement: Statement | None) -> Standing:
        if statement is None:
            return Standing.UNSTATED if self.is_seen else Standing.UNSEEN
        if statement.review_on is not None and statement.review_on < self.on:
            return Standing.REVIEW_DUE
        is_decided = statement.held.entry.state == _DECIDED
        return Standing.DECIDED if is_decided else Standing.PROPOSED


def _statement(held: Held, names: Mapping[str, str]) -> Statement:
    values = held.entry.values
    return Statement(
        held=held,
        reason=str(values.get("reason", "")),
        decided_by=names.get(str(values.get("decided_by", "")), ""),
        decided_on=values.day("decided_on"),
        review_on=values.day("review_on"),
    )
