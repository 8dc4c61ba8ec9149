"""What holds for each case, worked out once at build and kept as bits beside its columns.

The conditions of all flows share their clauses ('first instance', 'closed by judgment'). A clause
is tested once a case, and what follows from them is kept, eight conditions a byte: a pass over the
country tests bits, never clauses. Evidence, rows and reasons stay SQL over the columns; tests hold
that both say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TypeAlias

from tuobo.engines.indicators.backend.coding import Dictionaries
from tuobo.engines.indicators.backend.engine import select
from tuobo.engines.indicators.plan import Flow

_TABLE = "case"
_BITS = 8
_ALL = 255

Condition: TypeAlias = tuple[str, ...]
"""Clauses, coded, that must all be true."""


class Truths:
    """Which bit of a served case answers which condition; without flows, none does."""

    def __init__(self, flows: Iterable[Flow], codes: Dictionaries) -> None:
        self.codes = codes
        self._numbers: dict[Condition, int] = {}
        mine = (flow for flow in flows if flow.table == _TABLE)
        for _, group in groupby(mine, key=lambda flow: flow.on):
            self._give_numbers([self._condition(flow) for flow in group])

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of served cases that hold the bits."""
        used = max(self._numbers.values(), default=-1) // _BITS + 1
        return tuple(_column(number * _BITS) for number in range(used))

    def test(self, flow: Flow) -> str | None:
        """The SQL that tests a flow's bit; None if it has none."""
        number = self._numbers.get(self._condition(flow)) if flow.table == _TABLE else None
        return None if number is None else _test(_column(number), 1 << number % _BITS)

    def any_of(self, flows: Sequence[Flow]) -> list[str]:
        """The condition that a row counts in any of few flows whose bits share a byte."""
        numbers = [self._numbers.get(self._condition(flow), -1) for flow in flows]
        bytes_used = {number // _BITS for number in numbers}
        if flows[0].table != _TABLE or min(numbers) < 0 or len(bytes_used) > 1:
            return []
        bits = sum({1 << number % _BITS for number in numbers})
        return [_test(_column(numbers[0]), bits)]

    def added_to(self, cases: str) -> str:
        """A SELECT of served cases with the bits as further columns."""
        clauses: dict[str, int] = {}
        for condition, number in self._numbers.items():
            for clause in condition:
                clauses[clause] = clauses.get(clause, 0) | 1 << number
        names = [f"clause_{number}" for number in range(len(clauses))]
        if not clauses:
            return cases
        items = [f"* EXCLUDE ({', '.join(names)})"]
        for at, column in enumerate(self.columns):
            concerned = (
                (name, bits >> at * _BITS & _ALL)
                for name, bits in zip(names, clauses.values(), strict=True)
            )
            # A clause that fails takes the bits of its conditions away.
            kept = [
                f"CASE WHEN {name} THEN {_ALL}::UTINYINT ELSE {_ALL - bits}::UTINYINT END"
                for name, bits in concerned
                if bits
            ]
            items.append(f"{' & '.join(kept)} AS {column}")
        tested = [f"({clause}) AS {name}" for name, clause in zip(names, clauses, strict=True)]
        return select(items, f"({select(['*', *tested], f'({cases})')})")

    def _condition(self, flow: Flow) -> Condition:
        clauses = [self.codes.coded(clause) for clause in flow.where.clauses]
        clauses.append(f"{flow.on} IS NOT NULL")
        if flow.days:
            clauses.append(flow.days)
        if flow.counts_values and flow.value:
            clauses.append(f"({self.codes.coded(flow.value)}) IS NOT NULL")
        return tuple(clause for clause in dict.fromkeys(clauses) if clause != "TRUE")

    def _give_numbers(self, conditions: Iterable[Condition]) -> None:
        """One a condition; those of a rare date share a byte."""
        new = [one for one in dict.fromkeys(conditions) if one and one not in self._numbers]
        first = max(self._numbers.values(), default=-1) + 1
        if len(new) <= _BITS < first % _BITS + len(new):
            first += -first % _BITS
        self._numbers.update({one: first + at for at, one in enumerate(new)})


def _column(number: int) -> str:
    return f"holds_{number // _BITS}"


def _test(column: str, bits: int) -> str:
    return f"({column} & {bits}) <> 0"
