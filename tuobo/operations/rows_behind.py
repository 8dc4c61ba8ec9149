"""The cases behind a figure of the health check: which count, and which of them above the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from tuobo.core.period import Period
from tuobo.engines.indicators import ReadyIndicator, Served, rows
from tuobo.engines.reports import CaseLine, CaseMarks

CASE = "case"
_COLUMNS = ("case_number", "division", "judge", "cause", "filed_on", "closed_on")


@dataclass(frozen=True)
class Behind:
    """Cases that count, `case_number` first; `inside` is None where there is one side only."""

    frame: pl.DataFrame
    inside: frozenset[str] | None

    @property
    def count(self) -> int:
        return len(self.frame)

    def first(self, limit: int) -> tuple[CaseLine, ...]:
        """Some of the cases, those outside the numerator first: they are the smaller part."""
        lines = [self._line(row) for row in self.frame.iter_rows(named=True)]
        if self.inside is not None and len(self.inside) * 2 > len(lines):
            lines.sort(key=lambda line: bool(line.in_numerator))
        elif self.inside is not None:
            lines.sort(key=lambda line: not line.in_numerator)
        return tuple(lines[:limit])

    def _line(self, row: Mapping[str, object]) -> CaseLine:
        number = str(row["case_number"])
        return CaseLine(
            case_number=number,
            in_numerator=None if self.inside is None else number in self.inside,
            division=str(row["division"] or ""),
            cause=str(row["cause"] or ""),
            filed_on=_day(row["filed_on"]),
            closed_on=_day(row["closed_on"]),
        )


def rows_behind(
    served: Served, ready: ReadyIndicator, period: Period, scope: Mapping[str, tuple[str, ...]]
) -> Behind | None:
    """All cases that count in an indicator; None where its rows are no cases."""
    below = ready.denominators
    if not all(side.table == CASE for side in (below or (ready.numerator,))):
        return None
    top = _frame(served, ready, period, scope, "numerator")
    if not below or ready.numerator.table != CASE:
        return Behind(top, None) if ready.numerator.table == CASE else None
    bottom = _frame(served, ready, period, scope, "denominator")
    inside = frozenset(top["case_number"].to_list())
    both = pl.concat([bottom, top]).unique("case_number", keep="first", maintain_order=True)
    return Behind(both, inside)


def case_marks(behind: Mapping[str, Behind], titles: Sequence[str]) -> CaseMarks:
    """Every case that counts anywhere, and per indicator 1, 0 or nothing for it."""
    frames = [one.frame for one in behind.values()]
    if not frames:
        return CaseMarks(titles=tuple(titles), rows=[], marks={})
    cases = pl.concat(frames).unique("case_number", keep="first").sort("filed_on", "case_number")
    numbers = cases["case_number"].to_list()
    marks: dict[str, list[int | None]] = {}
    for name, one in behind.items():
        counted = frozenset(one.frame["case_number"].to_list())
        inside = counted if one.inside is None else one.inside
        marks[name] = [int(n in inside) if n in counted else None for n in numbers]
    texts = cases.select(pl.col(name).cast(pl.String).fill_null("") for name in _COLUMNS)
    return CaseMarks(titles=tuple(titles), rows=texts.rows(), marks=marks)


def _frame(
    served: Served,
    ready: ReadyIndicator,
    period: Period,
    scope: Mapping[str, tuple[str, ...]],
    side: Literal["numerator", "denominator"],
) -> pl.DataFrame:
    listing = rows(served, ready.key, period, side, scope=scope)
    kinds: dict[str, type[pl.DataType]] = dict.fromkeys(_COLUMNS, pl.String)
    kinds |= {"filed_on": pl.Date, "closed_on": pl.Date}
    parts = [
        part.frame.select(
            (pl.col(name) if name in part.frame.columns else pl.lit(None).alias(name)).cast(kind)
            for name, kind in kinds.items()
        )
        for part in listing.parts
        if part.table == CASE
    ]
    return pl.concat([pl.DataFrame(schema=kinds), *parts])


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
