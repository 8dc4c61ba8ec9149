"""Reads .parquet as text columns: dates and instants in ISO form, lists joined by '|'."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
from pyarrow import parquet

from tuobo.core.errors import DataError
from tuobo.engines.intake.batch import ROW
from tuobo.engines.intake.readers.source import Chunk

_ROWS = 50_000
_HEAD = 200


class ParquetSheet:
    """The one table of a .parquet as a raw sheet; row 1 is the first row."""

    name = ""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with parquet.ParquetFile(path) as opened:
                self.titles: tuple[str, ...] | None = tuple(opened.schema_arrow.names)
                self._rows = opened.metadata.num_rows
        except (pa.ArrowException, OSError) as error:
            raise DataError(
                "intake.damaged", file=path.name, found=str(error)[:80], format="parquet"
            ) from error

    @property
    def size(self) -> int:
        return self._path.stat().st_size

    def head(self) -> pl.DataFrame:
        first = next(self._frames(_HEAD), None)
        return pl.DataFrame(schema={ROW: pl.UInt32}) if first is None else first

    def chunks(self) -> Iterator[Chunk]:
        for frame in self._frames(_ROWS):
            share = frame.height / max(self._rows, 1)
            yield Chunk(frame=frame, consumed=round(self.size * share))

    def _frames(self, size: int) -> Iterator[pl.DataFrame]:
        row = 1
        with parquet.ParquetFile(self._path) as opened:
            for batch in opened.iter_batches(batch_size=size):
                frame = pl.DataFrame(pl.from_arrow(pa.table(batch)))
                frame = frame.select(_as_text(frame.schema, name) for name in frame.columns)
                numbers = pl.int_range(row, row + frame.height, dtype=pl.UInt32, eager=True)
                yield frame.insert_column(0, numbers.alias(ROW))
                row += frame.height


def _as_text(schema: pl.Schema, name: str) -> pl.Expr:
    kind = schema[name]
    column = pl.col(name)
    if isinstance(kind, pl.List):
        return column.cast(pl.List(pl.String)).list.join("|")
    if isinstance(kind, pl.Struct):
        return column.struct.json_encode()
    return column.cast(pl.String)
