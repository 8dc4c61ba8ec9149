"""An independent, slow answer to the same questions, for tests only.

It reads the definitions' own SQL, runs it as it stands over joined tables of texts, and counts in
Python, row by row and day by day. It shares nothing with the engine but the definition's model.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

import duckdb
import polars as pl

from tuobo.core.period import Period
from tuobo.engines.indicators.definition import Indicator, Side

Row = dict[str, object]
_STOCK = {
    "case": ("filed_on", "closed_on"),
    "mediation": ("registered_on", "ended_on"),
    "petition": ("received_on", "closed_on"),
    "staff": ("starts_on", "ends_on"),
}


class Oracle:
    """The facts of a court as joined rows, and what a side makes of them."""

    def __init__(self, facts: Mapping[str, pl.DataFrame]) -> None:
        self._connection = duckdb.connect()
        self._connection.execute("CREATE MACRO add_months(d, n) AS CAST(d + to_months(n) AS DATE)")
        self._frames = dict(facts)
        self._frames["case"] = joined_cases(facts)
        dimensions = ["case_number", "court", "division", "judge", "cause", "case_word",
                      "procedure", "domain", "instance"]  # fmt: skip
        self._frames["money"] = facts["money"].join(
            facts["case"].select(dimensions), on="case_number"
        )
        self._cache: dict[tuple[str, str, str], list[Row]] = {}

    def close(self) -> None:
        self._connection.close()

    def number(self, side: Side, period: Period, scope: Mapping[str, tuple[str, ...]]) -> int:
        """Rows, or the sum of the value."""
        rows = self.counted(side, period, scope)
        if not side.value:
            return len(rows)
        return sum(value for value in self._values(side, period, rows))

    def values(self, side: Side, period: Period, scope: Mapping[str, tuple[str, ...]]) -> list[int]:
        """The values of the rows that have one, in order."""
        return sorted(self._values(side, period, self.counted(side, period, scope)))

    def quantile(self, values: list[int], q: Fraction) -> int | None:
        """The value at the nearest rank."""
        return values[max(1, math.ceil(q * len(values))) - 1] if values else None

    def counted(
        self, side: Side, period: Period, scope: Mapping[str, tuple[str, ...]]
    ) -> list[Row]:
        """The rows that count."""
        days = _moved(period, side.shift_months)
        return [
            row
            for row in self._rows(side)
            if row["_holds"]
            and all((row[name] or "") in wanted for name, wanted in scope.items())
            and _in_days(side, row, days)
        ]

    def _values(self, side: Side, period: Period, rows: list[Row]) -> list[int]:
        if side.value == "age_days":
            day = _moved(period, side.shift_months).last_day
            return [(day - row[_STOCK[side.table][0]]).days for row in rows]  # type: ignore[operator]
        return [int(str(row["_value"])) for row in rows if row["_value"] is not None]

    def _rows(self, side: Side) -> list[Row]:
        value = "NULL" if side.value in {"", "age_days"} else side.value
        key = (side.table, side.where, value)
        if key not in self._cache:
            frame = self._frames[side.table].to_arrow()
            self._connection.register("t", frame)
            found = self._connection.sql(
                f"SELECT *, ({side.where}) AS _holds, ({value}) AS _value FROM t"
            )
            self._cache[key] = pl.DataFrame(found.to_arrow_table()).to_dicts()
        return self._cache[key]


def expected_rate(
    oracle: Oracle, one: Indicator, period: Period, scope: Mapping[str, tuple[str, ...]]
) -> tuple[int, int]:
    assert one.denominator is not None
    below = (one.denominator, *one.denominator_plus)
    return (
        oracle.number(one.numerator, period, scope),
        sum(oracle.number(side, period, scope) for side in below),
    )


def _in_days(side: Side, row: Row, period: Period) -> bool:
    if side.table == "caseload" and side.anchor == "pending":
        return row["ends_on"] == period.last_day
    if side.table == "caseload" and side.anchor == "opening":
        return row["starts_on"] == period.start
    if side.anchor == "pending":
        return _in_stock(side, row, period.last_day)
    if side.anchor == "opening":
        return _in_stock(side, row, period.start - timedelta(days=1))
    if side.anchor == "on_hand":
        start = row[_STOCK[side.table][0]]
        came_in = isinstance(start, date) and start in period
        return came_in or _in_stock(side, row, period.start - timedelta(days=1))
    anchor = row[side.anchor]
    return isinstance(anchor, date) and anchor in period


def _in_stock(side: Side, row: Row, day: date) -> bool:
    start, end = (row[name] for name in _STOCK[side.table])
    if not isinstance(start, date):
        return False
    entered = start
    if side.age_months:
        entered = _months_later(start, side.age_months) + timedelta(days=1)
    if side.since:
        since = row[side.since]
        if not isinstance(since, date):
            return False
        entered = max(entered, since + timedelta(days=1))
    return entered <= day and not (isinstance(end, date) and end <= day)


def _months_later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _moved(period: Period, months: int) -> Period:
    return Period(_months_later(period.start, months), _months_later(period.end, months))


def joined_cases(facts: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """A case with its deadline, and what its other rows add up to, by Polars."""
    event, interval = facts["event"], facts["interval"]
    mediation, money = facts["mediation"], facts["money"]

    def times(frame: pl.DataFrame, kind: str, name: str) -> pl.DataFrame:
        return (
            frame.filter(pl.col("kind") == kind).group_by("case_number").agg(pl.len().alias(name))
        )

    joined = facts["case"].join(facts["deadline"], on="case_number", how="left")
    for frame, kind, name in (
        (event, "hearing", "hearings"),
        (event, "adjournment", "adjournments"),
        (event, "conversion", "conversions"),
        (interval, "extended", "extensions"),
        (interval, "excluded", "exclusions"),
        (interval, "suspended", "suspensions"),
    ):
        joined = joined.join(times(frame, kind, name), on="case_number", how="left")
        joined = joined.with_columns(pl.col(name).fill_null(0))
    first = event.filter(pl.col("kind") == "hearing").group_by("case_number")
    joined = joined.join(
        first.agg(pl.col("happened_on").min().alias("first_hearing_on")), "case_number", "left"
    )
    after_filing = mediation.filter(pl.col("regime") == "post_filing")["case_number"].drop_nulls()
    joined = joined.with_columns(
        pl.col("case_number").is_in(after_filing.implode()).alias("mediated")
    )
    sums = money.group_by("case_number").agg(
        *(
            pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name)
            for name in ("claimed", "recovered")
        )
    )
    return joined.join(sums, on="case_number", how="left")
