"""院庭长办案: how many cases each leader decided, against the average that the opinion names.

The average is closed cases ÷ judges in post on the last day, leaders among them, of the court or,
for heads of divisions, of their division. The shares of the opinion are shown as what they are, a
norm of 2017; nobody is said to have met or missed them, and nothing is sorted by value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

import polars as pl
from pydantic import Field

from tuobo.core.content import Content, Definition, Names, Source
from tuobo.core.cube import Cell
from tuobo.core.evidence import Evidence
from tuobo.core.measure import Count
from tuobo.core.period import Period
from tuobo.core.reach import Place, Reach
from tuobo.engines.indicators import Question, answer
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.places import checked_place, scope_of

_CLOSED = "resolved_cases"
_JUDGES = ("president", "vice_president", "division_head", "judge")


class LeadersNorm(Definition):
    """What an opinion says of one post: `least` to `most` per cent of the average of `of`."""

    post: str
    of: str = Field(pattern="^(court|division)$")
    least: int
    most: int
    names: Names
    source: Source


@cache
def leaders_norms(content: Content) -> tuple[LeadersNorm, ...]:
    """In the order of the posts."""
    return content.load("leaders_norms", LeadersNorm)


@dataclass(frozen=True, kw_only=True)
class LeaderLine:
    """A leader: own cases closed; closed cases and judges that make the average."""

    person: str
    division: str
    norm: LeadersNorm
    closed: int
    all_closed: int
    judges: int
    evidence: Evidence

    @property
    def average(self) -> Decimal | None:
        """Closed cases a judge; None where there is no judge."""
        return Decimal(self.all_closed) / self.judges if self.judges else None

    @property
    def share(self) -> Decimal | None:
        """Own cases ÷ average; None where there is nothing to compare with."""
        return Decimal(self.closed * self.judges) / self.all_closed if self.all_closed else None


@dataclass(frozen=True, kw_only=True)
class OwnCases:
    """The leaders in the order of posts, then as they stand in the court; never by value."""

    court: str
    period: Period
    lines: tuple[LeaderLine, ...]


def own_cases(opened: OpenVersion, reach: Reach, court: str, period: Period) -> OwnCases:
    """The leaders of a court of whom one may see how many cases they decided."""
    checked_place(opened, reach, Place(court=court))
    staff = _in_post(opened, court, period.last_day)
    closed = _closed(opened, court, period)
    lines = _lines(leaders_norms(opened.workspace.content), staff, closed)
    return OwnCases(court=court, period=period, lines=tuple(lines))


def half_year_of(day: date) -> Period:
    """The half-year in which a day lies: the opinion speaks of half-years.

    >>> str(half_year_of(date(2026, 7, 15)))
    '2026H2'
    """
    return Period.of(f"{day.year}H{1 if day.month <= 6 else 2}")


def _in_post(opened: OpenVersion, court: str, on: date) -> pl.DataFrame:
    """The judges of the court in post on a day, in the order of the staff list."""
    tables = opened.workspace.snapshots.read(opened.version.number)
    if "staff" not in tables:
        return pl.DataFrame(schema={"person": pl.String, "division": pl.String, "post": pl.String})
    in_post = (
        (pl.col("court") == court)
        & pl.col("post").is_in(_JUDGES)
        & (pl.col("starts_on") <= on)
        & (pl.col("ends_on").is_null() | (pl.col("ends_on") >= on))
    )
    return tables["staff"].filter(in_post).select("person", "division", "post").collect()


@dataclass(frozen=True, kw_only=True)
class _Closed:
    """Cases closed in the period: of the court, by division, by judge."""

    court: Cell
    divisions: Mapping[str, int]
    judges: Mapping[str, Cell]


def _closed(opened: OpenVersion, court: str, period: Period) -> _Closed:
    ready = opened.workspace.indicators.find(_CLOSED, period)
    scope = scope_of(Place(court=court))

    def asked(*by: str) -> Question:
        return Question(period=period, indicators=(ready.key,), scope=scope, by=by)

    with opened.served() as served:
        divisions = answer(served, asked("division"))
        judges = answer(served, asked("judge"))
        return _Closed(
            court=answer(served, asked()).cells[0],
            divisions={cell.at["division"]: _count(cell) for cell in divisions},
            judges={cell.at["judge"]: cell for cell in judges},
        )


def _lines(
    norms: tuple[LeadersNorm, ...], staff: pl.DataFrame, closed: _Closed
) -> Iterator[LeaderLine]:
    for norm in norms:
        for person, division, _ in staff.filter(pl.col("post") == norm.post).iter_rows():
            within = staff
            if norm.of == "division":
                within = staff.filter(pl.col("division") == division)
            own = closed.judges.get(person)
            is_court = norm.of == "court"
            yield LeaderLine(
                person=person,
                division=division or "",
                norm=norm,
                closed=_count(own) if own else 0,
                all_closed=_count(closed.court) if is_court else closed.divisions.get(division, 0),
                judges=within.height,
                evidence=(own or closed.court).evidence,
            )


def _count(cell: Cell) -> int:
    assert isinstance(cell.measure, Count)
    return cell.measure.value
