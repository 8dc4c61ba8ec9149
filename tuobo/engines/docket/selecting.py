"""Which rows a filter and a reach let through: outside the reach, rows are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from operator import or_

import numpy as np
import polars as pl

from tuobo.core.case_number import tidied
from tuobo.core.reach import Place, Reach
from tuobo.engines.docket.columns import AT
from tuobo.engines.docket.docket import Docket, Rows
from tuobo.engines.docket.question import COLUMN_CHOICES, CaseFilter, CaseState

_WHOLE = re.compile(r"^\(\d{4}\).+号$")
_FULL_WIDTH = str.maketrans("()", "（）")


def select_rows(docket: Docket, reach: Reach, chosen: CaseFilter) -> Rows:
    """The rows that are within reach and pass the filter, as the docket has them."""
    first, end = _span(docket, reach, chosen)
    if first >= end:
        return np.empty(0, np.uint32)
    conditions = [*_within(docket, reach), *_passing(docket, chosen)]
    if not conditions:
        return np.arange(first, end, dtype=np.uint32)
    part = docket.case.slice(first, end - first).lazy().with_row_index(AT, first)
    return part.filter(*conditions).select(AT).collect()[AT].to_numpy()


def covers_row(docket: Docket, reach: Reach, row: int) -> bool:
    """Whether a case is within reach."""
    court, division, judge = docket.case.select("court", "division", "judge").row(row)
    return reach.covers(court=court or "", division=division or "", judge=judge or "")


def _span(docket: Docket, reach: Reach, chosen: CaseFilter) -> tuple[int, int]:
    """From the first to the last row that can be meant: cases lie by court."""
    reached, asked = {place.court for place in reach}, set(chosen.court)
    if not asked:
        asked = reached
    if "" in asked:
        return 0, len(docket)
    courts = asked if "" in reached else asked & reached
    spans = [docket.spans[court] for court in courts if court in docket.spans]
    return min((first for first, _ in spans), default=0), max((end for _, end in spans), default=0)


def _within(docket: Docket, reach: Reach) -> Iterator[pl.Expr]:
    if not reach.is_everything:
        yield _any([_inside(docket, place) for place in reach])


def _inside(docket: Docket, place: Place) -> pl.Expr:
    named = {"court": place.court, "division": place.division, "judge": place.judge}
    return pl.all_horizontal(
        _is_any(docket, column, (text,)) for column, text in named.items() if text
    )


def _passing(docket: Docket, chosen: CaseFilter) -> Iterator[pl.Expr]:
    yield from _numbered(docket, chosen.text)
    for column in COLUMN_CHOICES:
        if texts := getattr(chosen, column):
            yield _is_any(docket, column, texts)
    yield from _in_state(docket, chosen.state)
    for column, first, last in (
        ("filed_on", chosen.filed_from, chosen.filed_to),
        ("closed_on", chosen.closed_from, chosen.closed_to),
        ("due_on", chosen.due_from, chosen.due_to),
    ):
        if first is not None:
            yield pl.col(column) >= first
        if last is not None:
            yield pl.col(column) <= last
    if chosen.finding:
        yield pl.col(AT).is_in(_rows_with(docket, chosen.finding).implode())
    if chosen.no_limit:
        yield pl.col("due_plain_on").is_null()


def _in_state(docket: Docket, state: CaseState) -> Iterator[pl.Expr]:
    is_open = pl.col("closed_on").is_null() | (pl.col("closed_on") > docket.about.as_of)
    if state is not CaseState.ANY:
        yield is_open if state is CaseState.OPEN else ~is_open


def _numbered(docket: Docket, text: str) -> Iterator[pl.Expr]:
    """A whole number names one case; else every part must stand somewhere in the number."""
    whole = tidied(text)
    if _WHOLE.match(whole):
        row = docket.find(whole.translate(_FULL_WIDTH))
        if row is not None:
            yield pl.col(AT) == row
            return
    for part in text.split():
        tidy = tidied(part)
        spelled = dict.fromkeys((tidy.translate(_FULL_WIDTH), tidy, part))
        yield _any([pl.col("case_number").str.contains(one, literal=True) for one in spelled])


def _is_any(docket: Docket, column: str, texts: tuple[str, ...]) -> pl.Expr:
    codes = [code for text in texts if text and (code := docket.code(column, text)) is not None]
    numbers = pl.col(column).to_physical()
    tests = [numbers == code for code in codes] if len(codes) < 4 else [numbers.is_in(codes)]
    if "" in texts:
        tests.append(pl.col(column).is_null())
    return _any(tests)


def _rows_with(docket: Docket, findings: tuple[str, ...]) -> pl.Series:
    found = docket.table("finding")
    if found.is_empty():
        return pl.Series([], dtype=pl.UInt32)
    codes = [docket.code("finding", one, "finding") for one in findings]
    known = [code for code in codes if code is not None]
    return found.filter(pl.col("finding").to_physical().is_in(known))[AT].unique()


def _any(tests: list[pl.Expr]) -> pl.Expr:
    return reduce(or_, tests, pl.lit(value=False))
