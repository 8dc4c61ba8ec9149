"""A file that has been opened: its sheets, and their rows as chunks of text columns.

Readers know one format each and yield *raw* sheets: columns by position, the user's row numbers.
A `Sheet` adds the header that was found: its chunks carry the titles as column names, begin under
the header, and hold neither blank rows nor the header repeated on a later page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeAlias

import polars as pl

from tuobo.engines.intake.batch import ROW, no_issues

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all, both of the unpacked file."""


def silent(done: int, total: int) -> None:
    """A progress that nobody watches."""


class Kind(StrEnum):
    """Formats that can be read as tables."""

    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"
    JSONL = "jsonl"


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """Some rows: text columns and `_row`; `consumed` are the unpacked bytes that they took."""

    frame: pl.DataFrame
    consumed: int
    issues: pl.DataFrame = field(default_factory=no_issues)


class RawSheet(Protocol):
    """What a format's reader offers: columns named "0", "1", … unless it knows their names."""

    @property
    def name(self) -> str: ...

    @property
    def size(self) -> int:
        """Unpacked bytes, for the progress."""

    @property
    def titles(self) -> tuple[str, ...] | None:
        """Column names where the format has them; the chunks then carry them already."""

    def head(self) -> pl.DataFrame:
        """The first rows, among which the header is looked for."""

    def chunks(self) -> Iterator[Chunk]:
        """All rows from the first on, in bounded memory."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table in a file with its titles; `name` is empty for one-table formats.

    doubled    titles that stand on several columns (only the first keeps the plain title)
    positions  column position of each title in the raw sheet
    """

    name: str
    raw: RawSheet
    titles: tuple[str, ...]
    positions: tuple[int, ...]
    header_row: int
    doubled: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return self.raw.size

    def chunks(self) -> Iterator[Chunk]:
        """The rows under the header, blank rows and repeated headers left out."""
        for chunk in self.raw.chunks():
            frame = self._under_header(chunk.frame)
            yield Chunk(frame=frame, consumed=chunk.consumed, issues=chunk.issues)

    def head(self) -> pl.DataFrame:
        """The first data rows, for a preview or a proposal."""
        return self._under_header(self.raw.head())

    def _under_header(self, frame: pl.DataFrame) -> pl.DataFrame:
        if self.raw.titles is not None:
            return frame
        absent = [str(at) for at in self.positions if str(at) not in frame.columns]
        if absent:
            frame = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)
        frame = frame.select(
            ROW,
            *(pl.col(str(at)).alias(t) for at, t in zip(self.positions, self.titles, strict=True)),
        )
        first, *rest = self.titles
        filled = pl.any_horizontal(pl.col(title).str.len_bytes() > 0 for title in self.titles)
        repeated = pl.col(first).eq_missing(first)
        if rest:
            repeated &= pl.col(rest[0]).eq_missing(rest[0])
        if frame.is_empty():
            return frame
        return frame.filter((pl.col(ROW) > self.header_row) & filled & ~repeated)


@dataclass(frozen=True, kw_only=True)
class Source:
    """An opened file; `date1904` says which serial number of days its workbook counts from."""

    path: Path
    kind: Kind
    sheets: tuple[Sheet, ...]
    date1904: bool = False
    encoding: str = ""

    @property
    def file(self) -> str:
        return self.path.name

    @property
    def size(self) -> int:
        """Unpacked bytes of all sheets."""
        return sum(sheet.size for sheet in self.sheets)

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)
