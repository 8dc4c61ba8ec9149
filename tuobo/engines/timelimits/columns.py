"""Fact columns as arrays: coded texts, dates, and child rows aligned with their cases.

Coded columns may come as String, Categorical or Enum; the kernel only sees small numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tuobo.engines.timelimits.cores import on_all_cores, slices
from tuobo.engines.timelimits.days import NONE, Days, days_of

Value: TypeAlias = str | bool | None
Codes: TypeAlias = NDArray[np.integer[Any]]
Positions: TypeAlias = NDArray[np.int32]
Frame: TypeAlias = pl.DataFrame | pl.LazyFrame
NOWHERE = -1
_SPARSE = 4
_BLOCK = 1 << 18


def collected(
    frame: Frame, names: Iterable[str], coded: Iterable[str], schema: Mapping[str, Any]
) -> pl.DataFrame:
    """The named columns that exist (absent ones are empty), texts of coded columns as codes."""
    as_codes = set(coded)
    if isinstance(frame, pl.DataFrame):
        # Column by column: a select would first lay the pieces of all columns alike, by copying.
        return pl.DataFrame(
            [_column(frame, name, schema, is_code=name in as_codes) for name in names]
        )
    present = frame.collect_schema()
    wanted = []
    for name in names:
        is_code = name in as_codes
        if name not in present:
            wanted.append(pl.lit(None, _stored(schema[name], as_code=is_code)).alias(name))
        else:
            wanted.append(pl.col(name).cast(_stored(present[name], as_code=is_code)))
    return frame.select(wanted).collect(engine="streaming")


def _stored(kind: Any, *, as_code: bool) -> Any:  # noqa: ANN401 - a Polars type
    return pl.Categorical() if as_code and kind == pl.String else kind


def _column(
    frame: pl.DataFrame,
    name: str,
    schema: Mapping[str, Any],
    *,
    is_code: bool,
) -> pl.Series:
    if name not in frame.columns:
        kind = _stored(schema[name], as_code=is_code)
        return pl.Series(name, [], kind).extend_constant(None, frame.height)
    column = frame[name]
    kind = _stored(column.dtype, as_code=is_code)
    return column if column.dtype == kind else column.cast(kind)


def values_of(cells: pl.Series) -> tuple[list[Value], list[int]]:
    """The values that a coded or yes/no column may hold and their physical codes."""
    if cells.dtype == pl.Boolean:
        return [False, True], [0, 1]
    if isinstance(cells.dtype, pl.Enum):
        names = cells.dtype.categories.to_list()
        return list(names), list(range(len(names)))
    if cells.null_count() == len(cells):
        return [], []
    seen = np.zeros(_edge(cells.to_physical().max()) + 1, np.bool_)
    for piece in cells.to_physical().get_chunks():
        seen[piece.drop_nulls().to_numpy()] = True
    present = pl.Series(np.flatnonzero(seen).astype(np.uint32)).cat.to(cells.dtype)
    return present.cast(pl.String).to_list(), present.to_physical().to_list()


def physical(cells: pl.Series, empty: int) -> Codes:
    """The physical codes of a coded or yes/no column, empty cells as `empty`."""
    codes = cells.cast(pl.UInt8) if cells.dtype == pl.Boolean else cells.to_physical()
    if codes.null_count():
        widest = pl.UInt8 if empty <= np.iinfo(np.uint8).max else pl.UInt32
        codes = codes.cast(widest if codes.dtype == pl.UInt8 else pl.UInt32).fill_null(empty)
    found: Codes = codes.to_numpy()
    return found


@dataclass(frozen=True)
class LookUp:
    """The numbers of a coded column's texts, by physical code; the last is for empty cells."""

    by_code: NDArray[np.int64]

    @classmethod
    def of(cls, cells: pl.Series, numbers: Mapping[str, int], empty: int, other: int) -> LookUp:
        """`other` is the number of a text that `numbers` does not have."""
        values, codes = values_of(cells)
        table = np.full(max(codes, default=-1) + 2, other, np.int64)
        for value, code in zip(values, codes, strict=True):
            table[code] = numbers.get(str(value), other)
        table[-1] = empty
        return cls(table)

    def numbers(self, cells: pl.Series) -> NDArray[np.int64]:
        """The number of each cell of the same column, or of a part of it."""
        return self.by_code[physical(cells, len(self.by_code) - 1)]


def integers_of(cells: pl.Series) -> Days:
    """A column of whole numbers; empty cells become NONE."""
    numbers = cells.cast(pl.Int32)
    if numbers.null_count():
        numbers = numbers.fill_null(int(NONE))
    filled: Days = numbers.to_numpy()
    return filled


def flags_of(cells: pl.Series) -> NDArray[np.bool_]:
    """A yes/no column; an empty cell is a no."""
    if cells.null_count() == len(cells):
        return np.zeros(len(cells), np.bool_)
    if cells.null_count():
        cells = cells.fill_null(value=False)
    filled: NDArray[np.bool_] = cells.to_numpy()
    return filled


def is_filled(frame: pl.DataFrame, name: str) -> bool:
    """Whether there is such a column and any cell of it holds something."""
    return name in frame.columns and frame[name].null_count() < frame.height


def dates_in(frame: pl.DataFrame, names: Iterable[str]) -> dict[str, Days]:
    return {name: days_of(frame[name]) for name in names}


def alignment(cases: Frame, *children: Frame | None) -> str:
    """The column that child rows are aligned by: case_key where all have it."""
    frames = [frame for frame in (cases, *children) if frame is not None]
    keyed = all("case_key" in frame.lazy().collect_schema() for frame in frames)
    return "case_key" if keyed else "case_number"


def positions(cases: pl.DataFrame, child: pl.DataFrame, by: str) -> Positions:
    """For each child row the row of its case, NOWHERE for orphans."""
    if by == "case_key":
        dense = _dense_positions(cases[by], child[by])
        if dense is not None:
            return dense
    place = pl.int_range(pl.len(), dtype=pl.Int32).alias("_place")
    places = cases.select(pl.col(by), place).unique(by, keep="last", maintain_order=True)
    found = child.select(by).join(places, on=by, how="left", maintain_order="left")
    at: Positions = found["_place"].fill_null(NOWHERE).to_numpy()
    return at


def _dense_positions(column: pl.Series, child: pl.Series) -> Positions | None:
    """By table, if the keys are dense enough for one; without one if they are a plain run."""
    at: Positions = np.full(len(child), NOWHERE, np.int32)
    if not len(column):
        return at
    first, last = _edge(column.min()), _edge(column.max())
    if last - first > _SPARSE * len(column) + _SPARSE**10:
        return None
    is_run = last - first + 1 == len(column) and column.is_sorted()
    table = None if is_run else _places(column.to_numpy() - first, last - first + 1)

    def block(part: slice) -> None:
        keys = child[part]
        wanted = (keys.fill_null(first - 1) if keys.null_count() else keys).to_numpy()
        inside = (wanted >= first) & (wanted <= last)
        place = wanted - first
        if table is not None:
            place = table[np.where(inside, place, 0)]
        np.copyto(at[part], place, casting="same_kind", where=inside)

    on_all_cores(block, slices(len(child), _BLOCK))
    return at


def _places(keys: NDArray[np.int64], size: int) -> Positions:
    table: Positions = np.full(size, NOWHERE, np.int32)
    table[keys] = np.arange(len(keys), dtype=np.int32)
    return table


def _edge(number: object) -> int:
    assert isinstance(number, int)
    return number
