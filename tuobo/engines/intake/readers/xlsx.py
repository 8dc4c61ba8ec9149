"""Reads .xlsx sheets as text, window by window, two windows at a time.

The library (calamine, through fastexcel) parses each window; dates in cells formatted as dates
come as ISO text, other numbers as numbers in text. Shared strings are read once for the whole
workbook: in the windows their numbers are marked and afterwards looked up. Formula errors stay
visible as the text that the user sees.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property

import fastexcel
import polars as pl

from tuobo.core.errors import DataError
from tuobo.engines.intake.batch import ROW
from tuobo.engines.intake.readers.package import (
    SENTINEL,
    SHARED,
    Package,
    Part,
    Window,
    column_letters,
    first_row_number,
    moved_down,
    row_starts,
)
from tuobo.engines.intake.readers.source import Chunk

_WORKERS = 2
_SPARSE = 5_000  # rows that may lie empty inside a window before it is cut there
_SHARED_CONTAINER = re.compile(rb"<(\w+:)?sst\b[^>]*?(/?)>")
_SHARED_CELL = re.compile(rb'(<(?:\w+:)?c\b[^>]*?\s)t="s"([^>]*>\s*<(?:\w+:)?v>)')
_LOOKED_UP = SHARED.encode()


class XlsxSheet:
    """A worksheet as a raw sheet."""

    titles: tuple[str, ...] | None = None

    def __init__(self, package: Package, part: Part, strings: SharedStrings) -> None:
        self._package = package
        self._part = part
        self._strings = strings

    @property
    def name(self) -> str:
        return self._part.name

    @property
    def size(self) -> int:
        return self._part.size

    @cached_property
    def _first(self) -> Chunk | None:
        window = next(iter(self._package.rows(self._part)), None)
        return None if window is None else self._parsed(window, 1)

    def head(self) -> pl.DataFrame:
        return self._first.frame if self._first else pl.DataFrame(schema={ROW: pl.UInt32})

    def chunks(self) -> Iterator[Chunk]:
        waiting: deque[Future[Chunk]] = deque()
        counted = 1
        with ThreadPoolExecutor(_WORKERS) as workers:
            try:
                for window in self._package.rows(self._part):
                    waiting.append(workers.submit(self._parsed, window, counted))
                    counted += window.rows.count(b"<%brow" % window.prefix)
                    if len(waiting) > _WORKERS:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for one in waiting:
                    one.cancel()

    def _parsed(self, window: Window, counted: int) -> Chunk:
        """The rows of a window; `counted` is its first row where rows bear no numbers."""
        rows = _visible(window.rows)
        first = first_row_number(rows, window.prefix)
        if first is None:
            frames = [self._frame(rows, window.prefix, counted)]
        else:
            dense = _dense_pieces(rows, window.prefix, first)
            frames = [self._frame(piece, window.prefix, number) for number, piece in dense]
        frame = pl.concat(frames, how="diagonal") if len(frames) > 1 else frames[0]
        return Chunk(frame=self._strings.looked_up(frame), consumed=window.consumed)

    def _frame(self, rows: bytes, prefix: bytes, first: int) -> pl.DataFrame:
        numbered = first_row_number(rows, prefix) is not None
        if numbered and first == 1:
            rows, sentinel_row = moved_down(rows), 1
        else:
            sentinel_row = first - 1
        row = b' r="%d"' % sentinel_row if numbered else b""
        cell = b' r="A%d"' % sentinel_row if numbered else b""
        sentinel = b'<%brow%b><%bc%b t="str"><%bv>%b</%bv></%bc></%brow>' % (
            prefix, row, prefix, cell, prefix, SENTINEL.encode(), prefix, prefix, prefix
        )  # fmt: skip
        workbook = self._package.workbook(sentinel + rows, prefix)
        frame = _texts(workbook, self._package.path.name).slice(1)
        if frame.width > self._package.limits.max_columns:
            raise DataError(
                "intake.too_wide",
                file=self._package.path.name,
                sheet=self.name,
                column=column_letters(frame.width - 1),
                limit=self._package.limits.max_columns,
            )
        start = first
        numbers = pl.int_range(start, start + frame.height, dtype=pl.UInt32, eager=True)
        return frame.insert_column(0, numbers.alias(ROW))


class SharedStrings:
    """The texts of a workbook that cells share, read at the first use and kept once."""

    def __init__(self, package: Package) -> None:
        self._package = package

    @cached_property
    def texts(self) -> pl.Series:
        package = self._package
        if not package.shared:
            return pl.Series(dtype=pl.String)
        found = []
        for window in package.windows(package.shared, b"si", _SHARED_CONTAINER):
            rows, number = _as_rows(window)
            frame = _texts(package.workbook(rows, window.prefix), package.path.name)
            texts = frame.to_series(0).slice(1, number)
            found.append(texts.extend_constant("", number - len(texts)))
        return pl.concat(found) if found else pl.Series(dtype=pl.String)

    def looked_up(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with marked numbers replaced by the texts that they stand for."""
        if not self._package.shared:
            return frame
        changed = []
        for column in frame.get_columns():
            if column.dtype != pl.String:
                continue
            marked = column.str.starts_with(SHARED)
            if marked.any():
                numbers = column.str.strip_prefix(SHARED).cast(pl.UInt32, strict=False)
                numbers = numbers.set(~marked.fill_null(value=False), None)
                texts = self.texts.gather(numbers)
                changed.append(
                    texts.zip_with(marked.fill_null(value=False), column).alias(column.name)
                )
        return frame.with_columns(changed)


def _texts(workbook: bytes, file: str) -> pl.DataFrame:
    """All cells of a small workbook as text, columns named by position."""
    try:
        sheet = fastexcel.read_excel(workbook).load_sheet(0, header_row=None, dtypes="string")
        frame: pl.DataFrame = sheet.to_polars()
    except fastexcel.FastExcelError as error:
        raise DataError("intake.damaged", file=file, found=str(error), format="xlsx") from error
    frame.columns = [str(at) for at in range(frame.width)]
    return frame


def _visible(rows: bytes) -> bytes:
    """Formula errors as text, shared strings marked: both survive the reading as text."""
    if b't="e"' in rows:
        rows = rows.replace(b't="e"', b't="str"')
    if b't="s"' in rows:
        rows = rows.replace(b't="s"><v>', b't="str"><v>' + _LOOKED_UP)
        if b't="s"' in rows:
            rows = _SHARED_CELL.sub(rb'\1t="str"\2' + _LOOKED_UP, rows)
    return rows


def _dense_pieces(rows: bytes, prefix: bytes, first: int) -> list[tuple[int, bytes]]:
    """The window cut where thousands of rows lie empty, so that none are made up in between."""
    last = _last_row_number(rows, prefix)
    if last is not None and last - first <= rows.count(b"<%brow" % prefix) + _SPARSE:
        return [(first, rows)]
    starts = row_starts(rows, prefix)
    cuts = [0]
    cuts += [at for at in range(1, len(starts)) if starts[at][1] - starts[at - 1][1] > _SPARSE]
    ends = [starts[at][0] for at in cuts[1:]] + [len(rows)]
    return [(starts[at][1], rows[starts[at][0] : end]) for at, end in zip(cuts, ends, strict=True)]


def _last_row_number(rows: bytes, prefix: bytes) -> int | None:
    return first_row_number(rows[rows.rfind(b"<%brow" % prefix) :], prefix)


def _as_rows(window: Window) -> tuple[bytes, int]:
    """Shared strings written as rows of one text cell below a sentinel row; and their number."""
    prefix = window.prefix
    opening = b'<%brow><%bc t="inlineStr"><%bis>' % (prefix, prefix, prefix)
    closing = b"</%bis></%bc></%brow>" % (prefix, prefix, prefix)
    rows = window.rows.replace(b"<%bsi/>" % prefix, opening + closing)
    rows = rows.replace(b"<%bsi>" % prefix, opening).replace(b"</%bsi>" % prefix, closing)
    text = b"<%bt>%b</%bt>" % (prefix, SENTINEL.encode(), prefix)
    return opening + text + closing + rows, rows.count(closing)
