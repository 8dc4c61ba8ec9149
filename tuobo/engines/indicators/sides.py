"""A side made ready: its checked expressions, and in which days a row of its table counts.

Conditions about days are written here once, as SQL over date columns; the windows of a question,
the monthly roll-ups, the rows behind a figure and the reason why a case counts all use them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tuobo.core.content import near
from tuobo.core.errors import DefinitionError
from tuobo.engines.indicators.columns import COUNTED, STOCK, Columns, Family
from tuobo.engines.indicators.definition import Side
from tuobo.engines.indicators.predicate import AGE, Expression, Field, condition, number

STOCK_ANCHORS = ("pending", "opening", "on_hand")
_BALANCES = "caseload"


@dataclass(frozen=True)
class ReadySide:
    """A side with its predicate and value checked. All SQL is over columns by their own names."""

    side: Side
    where: Expression
    value: Expression | None

    @property
    def table(self) -> str:
        return self.side.table

    @cached_property
    def day_columns(self) -> tuple[str, ...]:
        """The date columns that decide whether a row counts in a period."""
        if self.is_balance:
            return ("starts_on", "ends_on")
        if not self.is_stock:
            return (self.side.anchor,)
        return tuple(name for name in (self.began, self.left, self.side.since) if name)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """All columns that a side asks for."""
        value = self.value.columns if self.value else ()
        return tuple(dict.fromkeys((*self.where.columns, *value, *self.day_columns)))

    @property
    def is_stock(self) -> bool:
        return self.side.anchor in STOCK_ANCHORS

    @property
    def is_balance(self) -> bool:
        """A stock that the court itself reported: a row of caseload, not a count of cases."""
        return self.is_stock and self.table == _BALANCES

    @property
    def is_age(self) -> bool:
        return self.value is not None and self.value.columns == (AGE,)

    @cached_property
    def entered(self) -> str:
        """The day on which a row enters the stock; NULL if it never does."""
        start = STOCK[self.table][0]
        if self.side.age_months:
            start = f"CAST({start} + INTERVAL {self.side.age_months} MONTH AS DATE) + 1"
        if not self.side.since:
            return start
        since = self.side.since
        # GREATEST passes over NULL, but a row without the date must stay out.
        return f"CASE WHEN {since} IS NOT NULL THEN GREATEST({since} + 1, {start}) END"

    @property
    def left(self) -> str:
        """The day on which a row has left the stock, NULL if it is still there."""
        return STOCK[self.table][1]

    @property
    def began(self) -> str:
        """The day from which a row's age in stock is counted."""
        return STOCK[self.table][0]

    def within(self, start: str, end: str) -> str:
        """The condition that a row counts in the days from `start` to before `end`."""
        anchor = self.side.anchor
        if self.is_balance:
            return f"ends_on = {end} - 1" if anchor == "pending" else f"starts_on = {start}"
        if anchor == "pending":
            return self._in_stock_before(end)
        if anchor == "opening":
            return self._in_stock_before(start)
        if anchor == "on_hand":
            came_or_stayed = f"{self.began} >= {start} OR {self.left} IS NULL"
            return f"{self.began} < {end} AND ({came_or_stayed} OR {self.left} >= {start})"
        return f"{anchor} >= {start} AND {anchor} < {end}"

    def value_sql(self, text: str, start: str, end: str) -> str:
        """The value's SQL with the age in stock, if it asks for it, made a difference of days."""
        day = start if self.side.anchor == "opening" else end
        return f"({day} - 1 - {self.began})" if self.is_age else text

    def _in_stock_before(self, day: str) -> str:
        left = self.left
        return f"{self.entered} < {day} AND ({left} IS NULL OR {left} >= {day})"


def ready(side: Side, columns: Columns, definition: str, name: str) -> ReadySide:
    """A side with everything about it checked; raises DefinitionError."""
    at = Field(definition, f"{name}.where", side.table)
    if side.table not in COUNTED:
        raise DefinitionError(
            "indicator.unknown_table",
            definition=definition,
            field=f"{name}.table",
            found=side.table,
            expected=", ".join(COUNTED),
            suggestion=near(side.table, COUNTED),
        )
    _check_anchor(side, columns, definition, name)
    where = condition(side.where, columns, at)
    if not side.value:
        return ReadySide(side, where, None)
    in_stock = side.anchor in {"pending", "opening"} and side.table != _BALANCES
    value = number(
        side.value, columns, Field(definition, f"{name}.value", side.table), in_stock=in_stock
    )
    if AGE in value.columns and value.sql != AGE:
        raise DefinitionError(
            "indicator.age_alone", definition=definition, field=f"{name}.value", found=side.value
        )
    return ReadySide(side, where, value)


def _check_anchor(side: Side, columns: Columns, definition: str, name: str) -> None:
    dates = [one.name for one in columns.of(side.table).values() if one.family is Family.DATE]
    wrong: tuple[str, str] | None = None
    has_stock = side.table in STOCK or (side.table == _BALANCES and side.anchor != "on_hand")
    stocks = STOCK_ANCHORS if has_stock else ()
    if side.anchor not in (*stocks, *dates):
        wrong = ("anchor", side.anchor)
    elif side.since and side.since not in dates:
        wrong = ("since", side.since)
    if wrong:
        raise DefinitionError(
            "indicator.unknown_anchor",
            definition=definition,
            field=f"{name}.{wrong[0]}",
            found=wrong[1],
            table=side.table,
            suggestion=near(wrong[1], [*STOCK_ANCHORS, *dates]),
        )
    narrowed = bool(side.since or side.age_months)
    plain = side.anchor not in {"pending", "opening"} or side.table == _BALANCES
    if narrowed and plain:
        raise DefinitionError(
            "indicator.age_without_stock", definition=definition, field=name, found=side.anchor
        )
