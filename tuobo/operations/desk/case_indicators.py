"""In which indicators a case counts, and by which clause it stays out of the others.

The case is tested against every definition in force at the end of the period, of the packs that the
health check shows. What keeps a case out is said in words; nothing is judged by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tuobo.core.period import Period
from tuobo.core.reach import Reach
from tuobo.core.texts import Texts
from tuobo.engines.indicators import Membership, Pack, ReadyIndicator, Reason, why_all
from tuobo.operations.desk.case_page import row_of
from tuobo.operations.desk.clauses import Clauses
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.wording import Words
from tuobo.operations.indicator_lines import PageRules
from tuobo.operations.reporting_period import year_so_far


class Counts(StrEnum):
    """How a case stands to an indicator."""

    IN_NUMERATOR = "in_numerator"
    IN_DENOMINATOR = "in_denominator"
    OUT = "out"
    NO_ROW = "no_row"


@dataclass(frozen=True, kw_only=True)
class ClauseLine:
    """A clause in words, the case's values in it, whether it holds (None: a value is missing)."""

    text: str
    values: tuple[tuple[str, str], ...]
    holds: bool | None
    is_period: bool


@dataclass(frozen=True, kw_only=True)
class SideLine:
    """One side of an indicator: `counts` if all clauses hold."""

    title: str
    counts: bool
    clauses: tuple[ClauseLine, ...]


@dataclass(frozen=True, kw_only=True)
class CaseInIndicator:
    """One indicator: how the case stands to it, the first clause that decides, and all of them."""

    id: str
    key: str
    name: str
    group: str
    status: str
    counts: Counts
    decided_by: str
    sides: tuple[SideLine, ...]


@dataclass(frozen=True, kw_only=True)
class CaseIndicators:
    """All indicators, in the order of their definitions."""

    case_number: str
    period: Period
    indicators: tuple[CaseInIndicator, ...]
    data_version: str

    @property
    def weight(self) -> int:
        """How much memory it takes, in the unit of the desk's memory: see open_desk."""
        return 1 + len(self.indicators) // 8


def case_indicators(
    opened: OpenVersion,
    reach: Reach,
    case_number: str,
    texts: Texts,
    *,
    period: Period | None = None,
    hidden: frozenset[str] = frozenset(),
) -> CaseIndicators:
    """How a case within reach stands to every indicator in a period (None: the year so far)."""
    row = row_of(opened, reach, case_number)
    meant = period or year_so_far(opened.version.as_of)
    question = ("case_indicators", row, meant, hidden, texts.lang)
    words = Words(opened.workspace, texts)
    return opened.remembered(question, lambda: _found(opened, row, meant, words, hidden))


def _found(
    opened: OpenVersion, row: int, period: Period, words: Words, hidden: frozenset[str]
) -> CaseIndicators:
    case = opened.docket.case
    number, key = str(case["case_number"][row]), int(case["case_key"][row])
    ready = _in_force(opened.workspace.indicators, period, PageRules.of(opened.workspace.content))
    with opened.served() as served:
        told = why_all(served, number, [one.key for one in ready], period, key=key)
    clauses = Clauses(words)
    lines = [
        _line(one, found, (clauses, words), hidden) for one, found in zip(ready, told, strict=True)
    ]
    return CaseIndicators(
        case_number=number,
        period=period,
        indicators=tuple(lines),
        data_version=opened.version.id,
    )


def _in_force(pack: Pack, period: Period, page: PageRules) -> list[ReadyIndicator]:
    """The indicators of the page's packs that can be asked for this period."""
    found = (pack.find(name, period) for name in pack.ids)
    return [
        one
        for one in found
        if one.definition.pack in page.packs
        and one.definition.in_force.holds_on(period.last_day)
        and (period.is_whole_months or not any(side.side.shift_months for side in one.sides))
    ]


def _line(
    ready: ReadyIndicator,
    told: Membership,
    wording: tuple[Clauses, Words],
    hidden: frozenset[str],
) -> CaseInIndicator:
    definition, (clauses, words) = ready.definition, wording
    counts = _counts(told)
    sides = tuple(_side(one, clauses, words, hidden) for one in told.reasons)
    # Who is in the denominator fails the numerator; who is in neither fails the denominator first.
    deciding = sides if counts is Counts.IN_DENOMINATOR else tuple(reversed(sides))
    decided = next(
        (clause.text for side in deciding for clause in side.clauses if not clause.holds), ""
    )
    return CaseInIndicator(
        id=definition.id,
        key=definition.key,
        name=words.texts.pick(definition.names),
        group=definition.group,
        status=definition.status,
        counts=counts,
        decided_by="" if counts is Counts.IN_NUMERATOR else decided,
        sides=sides,
    )


def _counts(told: Membership) -> Counts:
    if not told.reasons:
        return Counts.NO_ROW
    if told.is_in("numerator"):
        return Counts.IN_NUMERATOR
    return Counts.IN_DENOMINATOR if told.is_in("denominator") else Counts.OUT


def _side(reason: Reason, clauses: Clauses, words: Words, hidden: frozenset[str]) -> SideLine:
    return SideLine(
        title=words.texts(f"health.{reason.side}"),
        counts=reason.counts,
        clauses=tuple(
            ClauseLine(
                text=words.texts("clause.in_period")
                if clause.is_period
                else clauses.said(clause.text, reason.table),
                values=tuple(
                    (words.title(name, reason.table), words.cell(name, value, reason.table))
                    for name, value in clause.values.items()
                    if name not in hidden
                ),
                holds=clause.holds,
                is_period=clause.is_period,
            )
            for clause in reason.clauses
        ),
    )
