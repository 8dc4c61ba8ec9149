"""Writes the blocks as Parquet: one row group a block, coded columns as dictionaries, zstd.

While one block is written by a second thread the next is drawn; no more than three are in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tuobo.core.content import Content
from tuobo.core.errors import RequestError
from tuobo.core.facts import ColumnType, FactSchema, Table
from tuobo.engines.sample.national.block import (
    MISSING,
    Block,
    Codes,
    Lots,
    Stretches,
    draw_block,
    draw_stretches,
)
from tuobo.engines.sample.national.shape import Shape, court_codes, shape_of

Progress: TypeAlias = Callable[[str, int, int], None]
Columns: TypeAlias = dict[str, pa.Array]
_BLOCK_ROWS = 400_000
_MOST_REGISTERS = 60_000
_DATA_VERSION = 1
_ARROW = {
    ColumnType.TEXT: pa.large_string(), ColumnType.CODE: pa.large_string(),
    ColumnType.DATE: pa.date32(), ColumnType.INTEGER: pa.int32(), ColumnType.MONEY: pa.int64(),
    ColumnType.FLAG: pa.bool_(),
}  # fmt: skip
_KINDS = ("excluded", "suspended", "extended")
_OUTCOMES = ("upheld", "reversed", "remanded", "withdrawn")
_OUTCOME_OF_EIGHT = np.asarray([0, 0, 0, 0, 0, 1, 2, 3], dtype=np.int32)
_KEYS = {"case_key": pa.int64(), "data_version": pa.int32()}


def write_national(
    folder: Path, cases: int, courts: int, seed: int, progress: Progress | None = None,
    *, content: Content | None = None,
) -> tuple[Path, ...]:  # fmt: skip
    """`case.parquet`, `interval.parquet` and `money.parquet` of so many cases and courts.

    Sorted by court and filing day; `case_key` counts the cases from 0. The same arguments give
    the same rows. `progress` hears (what, cases done, cases in all).
    """
    content = content or Content()
    shape, schema = shape_of(content), FactSchema.of(content)
    codes = court_codes(shape.country, courts)
    if cases < courts:
        raise RequestError("sample.national_size", cases=cases, courts=courts, most=len(codes))
    folder.mkdir(parents=True, exist_ok=True)
    sizes = _sizes(shape, cases, courts, seed)
    paths = tuple(folder / f"{name}.parquet" for name in ("case", "interval", "money"))
    with _Writers(schema, paths) as writers, ThreadPoolExecutor(1) as second:
        pending: Future[None] | None = None
        done = 0
        for number, (first, last) in enumerate(_blocks(shape, sizes)):
            lots = Lots(seed, number, int(sizes[first:last].sum()))
            block = draw_block(shape, sizes[first:last], first, lots)
            stretches = draw_stretches(shape, block, lots)
            if pending:
                pending.result()
            args = (shape, codes[first:last], block, stretches, (done, first, lots))
            pending = second.submit(writers.write, *args)
            done += len(block.courts)
            if progress:
                progress("case", done, cases)
        if pending:
            pending.result()
    return paths


def _sizes(shape: Shape, cases: int, courts: int, seed: int) -> Codes:
    """How many cases each court has; they add up exactly, and none is empty."""
    lots = np.random.default_rng([seed, courts])
    weights = lots.lognormal(0, shape.country.size_sigma, courts)
    shares = weights / weights.sum() * (cases - courts)
    sizes = np.floor(shares).astype(np.int64) + 1
    short = cases - int(sizes.sum())
    sizes[np.argsort(-(shares % 1), kind="stable")[:short]] += 1
    found: Codes = sizes.astype(np.int32)
    return found


def _blocks(shape: Shape, sizes: Codes) -> list[tuple[int, int]]:
    """Ranges of courts with about as many rows each."""
    most_courts = _MOST_REGISTERS // (2 * len(shape.names.words))
    ranges, first, rows = [], 0, 0
    for court, size in enumerate(sizes.tolist()):
        if court > first and (rows + size > _BLOCK_ROWS or court - first >= most_courts):
            ranges.append((first, court))
            first, rows = court, 0
        rows += size
    return [*ranges, (first, len(sizes))]


class _Writers:
    """The open Parquet files."""

    def __init__(self, schema: FactSchema, paths: Sequence[Path]) -> None:
        self._tables = {path.stem: schema[path.stem] for path in paths}
        self._paths = {path.stem: path for path in paths}
        self._open: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self._open.values():
            writer.close()

    def write(
        self, shape: Shape, codes: Sequence[str], block: Block, stretches: Stretches,
        at: tuple[int, int, Lots],
    ) -> None:  # fmt: skip
        """Append one block to all files."""
        first_key, first_court, lots = at
        keys = np.arange(first_key, first_key + len(block.courts))
        numbers = _numbers(shape, codes, block)
        case = _case_columns(shape, codes, block, block.courts - first_court, lots)
        self._append("case", case | {"case_number": numbers} | _stored(keys))
        place = pa.array(stretches.case)
        interval = _interval_columns(shape, stretches)
        interval |= {"case_number": numbers.take(place)} | _stored(keys[stretches.case])
        self._append("interval", interval)
        enforced = np.flatnonzero(shape.is_enforcement[block.codes["kind"]])
        money = _money_columns(block, enforced, lots)
        money |= {"case_number": numbers.take(pa.array(enforced))} | _stored(keys[enforced])
        self._append("money", money)

    def _append(self, name: str, columns: Columns) -> None:
        table = self._tables[name]
        count = len(columns["case_number"])
        arrays = {
            column.name: columns.get(column.name, pa.nulls(count, _ARROW[column.kind]))
            for column in table.columns
        } | {key: columns[key] for key in _KEYS}
        batch = pa.table(arrays)
        if name not in self._open:
            self._open[name] = pq.ParquetWriter(
                str(self._paths[name]), batch.schema, compression="zstd", compression_level=1,
                use_dictionary=_coded(table, batch.schema), write_statistics=True,
            )  # fmt: skip
        self._open[name].write_table(batch, row_group_size=max(count, 1))


def _coded(table: Table, schema: pa.Schema) -> list[str]:
    """Columns that repeat enough for a dictionary: codes, flags, days; not numbers of cases."""
    return [
        name
        for name in schema.names
        if name not in {"case_number", "case_key", "claim_amount", "claimed", "recovered"}
        and (name not in table.by_name or table.by_name[name].kind is not ColumnType.FLAG)
    ]


def _stored(keys: npt.NDArray[np.int64]) -> Columns:
    return {
        "case_key": pa.array(keys),
        "data_version": pa.array(np.full(len(keys), _DATA_VERSION, dtype=np.int32)),
    }


def _numbers(shape: Shape, codes: Sequence[str], block: Block) -> pa.Array:
    """Official case numbers: the register's beginning, the serial number, 号."""
    country, words = shape.country, shape.names.words
    heads = [
        f"（{year}）{court}{word}"
        for court in codes
        for year in (country.starts_on.year, country.data_day.year)
        for word in words
    ]
    register = pl.Series(block.register).cast(pl.UInt32)
    frame = pl.DataFrame({"head": pl.Series(heads).gather(register),
                          "serial": block.numbers["case_serial"]})  # fmt: skip
    text = frame.select(pl.concat_str("head", "serial", pl.lit("号"))).to_series()
    return text.to_arrow(compat_level=pl.CompatLevel.oldest())


def _dictionary(codes: Codes, names: Sequence[str]) -> pa.Array:
    """Codes below zero are null."""
    indices = pa.array(codes, mask=codes < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(names), pa.large_string()))


def _days(days: Codes) -> pa.Array:
    return pa.array(days, mask=days == MISSING).view(pa.date32())


def _case_columns(
    shape: Shape, codes: Sequence[str], block: Block, local: Codes, lots: Lots
) -> Columns:
    names: Mapping[str, Sequence[str]] = {
        "case_word": shape.names.words, "domain": shape.names.domains,
        "instance": shape.names.instances, "procedure": shape.names.procedures,
        "matter": shape.names.matters, "cause": shape.names.causes,
        "division": shape.names.divisions, "judge": shape.names.judges,
        "closing_way": shape.names.ways,
    }  # fmt: skip
    columns: Columns = {"court": _dictionary(local, codes)}
    columns |= {name: _dictionary(block.codes[name], names[name]) for name in names}
    columns |= {name: _days(days) for name, days in block.days.items()}
    changed = block.days["appeal_decided_on"] != MISSING
    outcome = np.where(changed, _OUTCOME_OF_EIGHT[lots.bits(3)], np.int32(-1))
    columns["appeal_outcome"] = _dictionary(outcome.astype(np.int32), _OUTCOMES)
    reversed_ = (outcome == 1) | (outcome == 2)
    flags = block.flags
    columns |= {
        "appeal_attributable": pa.array(flags["appeal_attributable"], mask=~reversed_),
        "enforceable": pa.array(flags["enforceable"], mask=~flags["trial"]),
        "panel": pa.array(flags["panel"]), "e_filed": pa.array(flags["e_filed"]),
        "foreign_related": pa.array(np.zeros(len(local), dtype=np.bool_)),
        "case_serial": pa.array(block.numbers["case_serial"].astype(np.int32)),
        "case_year": pa.array(block.numbers["case_year"].astype(np.int32)),
        "claim_amount": _amounts(block.numbers["claim_amount"]),
        "statutory_limit_days": _limit_days(block),
    }  # fmt: skip
    return columns


def _amounts(fen: npt.NDArray[np.int64]) -> pa.Array:
    return pa.array(fen, mask=fen == 0)


def _limit_days(block: Block) -> pa.Array:
    due, filed = block.days["source_due_on"], block.days["filed_on"]
    return pa.array((due - filed).astype(np.int32), mask=due == MISSING)


def _interval_columns(shape: Shape, rows: Stretches) -> Columns:
    papers = np.where(rows.has_paper, np.int32(0), np.int32(-1)).astype(np.int32)
    count = len(rows.case)
    president = np.zeros(count, dtype=np.int32)
    return {
        "kind": _dictionary(rows.kind, _KINDS),
        "ground": _dictionary(rows.ground, shape.names.grounds),
        "starts_on": _days(rows.starts),
        "ends_on": _days(rows.ends),
        "added_months": pa.array(rows.months, mask=rows.months < 0),
        "applied_on": _days(rows.starts),
        "approved_on": _days(rows.starts),
        "approver": _dictionary(president, ("president",)),
        "paper": _dictionary(papers, ("审限文书",)),
        "consented": pa.array(np.ones(count, dtype=np.bool_)),
    }


def _money_columns(block: Block, enforced: npt.NDArray[np.int64], lots: Lots) -> Columns:
    claimed = block.numbers["claim_amount"][enforced]
    closed = block.days["closed_on"][enforced]
    recovered = claimed * lots.bits(8, len(enforced)).astype(np.int64) // 256
    searched = block.days["filed_on"][enforced] + np.int32(5)
    found: dict[str, Any] = {
        "claimed": pa.array(claimed),
        "recovered": pa.array(recovered),
        "recovered_on": _days(closed),
        "assets_searched_on": _days(searched),
    }
    return found
