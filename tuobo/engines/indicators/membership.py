"""Why a case counts in a figure, clause by clause, and which rows a figure is made of.

Both read the same conditions as the figure itself, so the number of rows is the figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, TypeAlias

import numpy as np
import polars as pl

from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.engines.indicators.answer import shifted
from tuobo.engines.indicators.backend.served import Served
from tuobo.engines.indicators.pack import ReadyIndicator
from tuobo.engines.indicators.sides import ReadySide

SideName: TypeAlias = Literal["numerator", "denominator"]
_KEYED = frozenset({"case", "mediation", "petition", "money"})


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One condition: its text, the case's values in it, and whether it holds.

    `holds` is None where a value is missing, which counts as not holding. `is_period` marks the
    condition about the days of the period, which is not part of the definition's text.
    """

    text: str
    values: Mapping[str, object]
    holds: bool | None
    is_period: bool = False


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One row of a case against one side of an indicator."""

    side: SideName
    table: str
    clauses: tuple[Clause, ...]
    value: object = None

    @property
    def counts(self) -> bool:
        return all(clause.holds for clause in self.clauses)


@dataclass(frozen=True, kw_only=True)
class Membership:
    """In or out of each side, with the reasons; a side without rows of the case has no reason."""

    case_number: str
    indicator: str
    data_version: str
    reasons: tuple[Reason, ...]

    def is_in(self, side: SideName) -> bool:
        return any(one.counts for one in self.reasons if one.side == side)


@dataclass(frozen=True, kw_only=True)
class Part:
    """Rows of one table; `value` is a column of them where a side sums one."""

    table: str
    frame: pl.DataFrame
    total: int


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The rows behind a figure: a page of them, and how many there are in all."""

    indicator: str
    side: SideName
    period: Period
    data_version: str
    parts: tuple[Part, ...]
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(part.total for part in self.parts)

    @property
    def shown(self) -> int:
        return sum(len(part.frame) for part in self.parts)


def why(
    served: Served, case_number: str, indicator: str, period: Period | None = None
) -> Membership:
    """In or out of numerator and denominator, clause by clause; without a period, of any."""
    return why_all(served, case_number, (indicator,), period)[0]


def why_all(
    served: Served,
    case_number: str,
    indicators: Sequence[str],
    period: Period | None = None,
    *,
    key: int | None = None,
) -> tuple[Membership, ...]:
    """The same for many indicators at once, which costs little more than for one.

    Whoever knows the case by its key is answered faster: its number is looked for among all.
    """
    if key is None and not served.behind.has_case(case_number):
        raise RequestError(
            "indicator.no_such_case",
            case_number=case_number,
            suggestion="、".join(served.behind.near_cases(case_number)),
        )
    ready = [served.pack.find(indicator, period) for indicator in indicators]
    sides = [(at, name, side) for at, one in enumerate(ready) for name, side in _named_sides(one)]
    asked = [(side, None if period is None else shifted(side, period)) for _, _, side in sides]
    reasons: dict[int, list[Reason]] = {at: [] for at in range(len(ready))}
    tested = served.behind.tests(case_number, asked, key)
    for (at, name, side), (_, days), rows_of_case in zip(sides, asked, tested, strict=True):
        reasons[at] += [_reason(name, side, row, days) for row in rows_of_case]
    return tuple(
        Membership(
            case_number=case_number,
            indicator=one.key,
            data_version=served.version.id,
            reasons=tuple(reasons[at]),
        )
        for at, one in enumerate(ready)
    )


def rows(
    served: Served,
    indicator: str,
    period: Period,
    side: SideName = "numerator",
    *,
    scope: Mapping[str, tuple[str, ...]] | None = None,
    page: tuple[int | None, int] = (None, 0),
) -> Listing:
    """The rows that a figure is made of. `page` is (limit, offset); by default all of them.

    For a mean or a quantile the rows are those that have a value, so their number is its n; for a
    sum, their `value` column adds up to it.
    """
    ready = served.pack.find(indicator, period)
    sides = [one for name, one in _named_sides(ready) if name == side]
    if not sides:
        raise RequestError("indicator.no_such_side", indicator=ready.key, side=side)
    limit, offset = page
    parts = []
    for one in sides:
        part = rows_of_side(served, one, period, scope or {}, (limit, offset))
        parts.append(part)
        offset = max(0, offset - part.total)
        limit = None if limit is None else limit - len(part.frame)
    return Listing(
        indicator=ready.key,
        side=side,
        period=period,
        data_version=served.version.id,
        parts=tuple(parts),
        scope=scope or {},
    )


def rows_of_side(
    served: Served,
    side: ReadySide,
    period: Period,
    scope: Mapping[str, tuple[str, ...]],
    page: tuple[int | None, int] = (None, 0),
) -> Part:
    """The rows of one side alone."""
    frame, total = served.behind.rows(side, shifted(side, period), scope, page)
    return Part(table=side.table, frame=frame, total=total)


def keys_behind(
    served: Served,
    side: ReadySide,
    period: Period,
    scope: Mapping[str, tuple[str, ...]],
    *,
    out: bool = False,
) -> np.ndarray:
    """The case keys of a side's rows; with `out`, of rows of its days that fail a clause."""
    return served.behind.keys(side, shifted(side, period), scope, out=out)


def failed_clauses(
    served: Served, side: ReadySide, period: Period, keys: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    """For some cases, by key: the clauses of a side that keep them out."""
    texts = [clause.sql for clause in side.where.clauses]
    if side.value is not None:
        texts.append(f"{side.value.sql} IS NOT NULL")
    return {
        key: tuple(clause for clause, truth in zip(texts, truths, strict=True) if not truth)
        for key, truths in served.behind.failing(side, shifted(side, period), keys).items()
    }


def rows_digest(
    served: Served, indicator: str, period: Period, scope: Mapping[str, tuple[str, ...]]
) -> str:
    """SHA-256 over the rows of both sides: other rows, another digest, however many there are.

    Keys are sorted, so the order of import does not matter. Rows without a key of their own
    (returns of a court) count with all they show.
    """
    lines = []
    for name, side in _named_sides(served.pack.find(indicator, period)):
        days = shifted(side, period)
        if side.table in _KEYED:
            digest = served.behind.digest(side, days, scope)
        else:
            digest = _frame_digest(served.behind.rows(side, days, scope, (None, 0))[0])
        lines.append(f"{name} {side.table} {digest}")
    return _sha256(lines)


def _frame_digest(frame: pl.DataFrame) -> str:
    columns = [pl.col(name).cast(pl.String).fill_null("") for name in frame.columns]
    return _sha256(frame.select(pl.concat_str(columns, separator="|")).to_series().sort().to_list())


def _sha256(lines: Sequence[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()


def _named_sides(ready: ReadyIndicator) -> list[tuple[SideName, ReadySide]]:
    below: list[tuple[SideName, ReadySide]] = [("denominator", one) for one in ready.denominators]
    return [("numerator", ready.numerator), *below]


def _reason(
    name: SideName, side: ReadySide, row: Mapping[str, object], days: Period | None
) -> Reason:
    clauses = [
        Clause(
            text=clause.sql,
            values={column: row.get(column) for column in clause.columns},
            holds=_truth(row[f"clause_{number}"]),
        )
        for number, clause in enumerate(side.where.clauses)
    ]
    if side.value is not None and (days is not None or not side.is_age):
        value = {column: row.get(column) for column in side.value.columns}
        has_value = row["value"] is not None
        clauses.append(Clause(text=f"{side.value.sql} IS NOT NULL", values=value, holds=has_value))
    if days is not None:
        clauses.append(
            Clause(
                text=side.within(f"DATE '{days.start}'", f"DATE '{days.end}'"),
                values={column: row.get(column) for column in side.day_columns},
                holds=_truth(row["in_days"]),
                is_period=True,
            )
        )
    return Reason(side=name, table=side.table, clauses=tuple(clauses), value=row.get("value"))


def _truth(value: object) -> bool | None:
    return None if value is None else bool(value)
