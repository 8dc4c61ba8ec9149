"""Reads .csv: encoding and delimiter detected, decoded and parsed in windows of whole records.

Chinese systems write GB18030; its four-byte characters (𠮷, 㛃) are everyday in names, so decoding
is Python's. The encoding is told from the first megabyte that is not plain ASCII: UTF-8 if it is
that, else GB18030; a file that then fails is refused with the line where it does. Rows are
numbered as a spreadsheet shows them.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from csv import Error as CsvError
from csv import reader as csv_reader
from functools import cached_property
from itertools import islice
from pathlib import Path

import charset_normalizer
import polars as pl
import pyarrow as pa
from pyarrow import csv

from tuobo.core.errors import DataError
from tuobo.core.issue import Severity
from tuobo.engines.intake.batch import ISSUE_SCHEMA, ROW, no_issues
from tuobo.engines.intake.readers.records import record_end, unclosed_quote
from tuobo.engines.intake.readers.source import Chunk
from tuobo.engines.intake.readers.words import Limits

_DELIMITERS = (",", "\t", ";", "|")
_MOST_HELD = 16  # windows without the end of a record: no cell is as long as that
_SAMPLE = 256_000
_TELLING = 1_000_000
_RECORDS = 200
_SHOWN = 60


class DelimitedSheet:
    """The one table of a .csv as a raw sheet."""

    titles: tuple[str, ...] | None = None
    name = ""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self.encoding = _encoding(path)
        self._delimiter, self._width = self._shape()

    @cached_property
    def size(self) -> int:
        """Bytes of the file; for a compressed one what its end says."""
        if self._path.suffix != ".gz":
            return self._path.stat().st_size
        with self._path.open("rb") as opened:
            opened.seek(-4, io.SEEK_END)
            return int.from_bytes(opened.read(4), "little")

    def head(self) -> pl.DataFrame:
        return next(self.chunks(window=_SAMPLE)).frame

    def chunks(self, window: int | None = None) -> Iterator[Chunk]:
        row = 1
        for text, consumed, last in self._windows(window or self._limits.window_bytes):
            frame, issues, rows = self._parsed(text, row, last=last)
            yield Chunk(frame=frame, consumed=consumed, issues=issues)
            row += rows

    def _windows(self, size: int) -> Iterator[tuple[bytes, int, bool]]:
        """UTF-8 bytes of whole records, the bytes of the file that they took, and if it ends."""
        held, read = b"", 0
        for text, consumed in self._decoded(size):
            held += text
            read += consumed
            at = record_end(held, self._delimiter)
            if at:
                yield held[:at], read, False
                held, read = held[at:], 0
            elif len(held) > _MOST_HELD * max(size, _SAMPLE):
                self._truncated(held[:_SHOWN])
        if held.strip():
            quote = unclosed_quote(held, self._delimiter)
            if quote is not None:
                self._truncated(held[quote:][:_SHOWN])
            yield held, read, True

    def _decoded(self, size: int) -> Iterator[tuple[bytes, int]]:
        """Blocks of the file as UTF-8; raises DataError naming the line that is in no encoding."""
        decoder = codecs.getincrementaldecoder(self.encoding)()
        line = 1
        with _readable(self._path) as stream:
            while block := stream.read(size):
                try:
                    text = decoder.decode(block)
                except UnicodeDecodeError as error:
                    raise self._undecodable(line + block[: error.start].count(b"\n")) from error
                line += block.count(b"\n")
                yield text.encode(), len(block)
        try:
            yield decoder.decode(b"", final=True).encode(), 0
        except UnicodeDecodeError as error:
            raise self._undecodable(line) from error

    def _undecodable(self, line: int) -> DataError:
        return DataError(
            "intake.encoding", file=self._path.name, line=line, found=_guess(self._path)
        )

    def _parsed(
        self, text: bytes, row: int, *, last: bool
    ) -> tuple[pl.DataFrame, pl.DataFrame, int]:
        """The records of a window, issues for those of another width, and their number."""
        uneven: list[csv.InvalidRow] = []

        def keep(invalid: csv.InvalidRow) -> str:
            uneven.append(invalid)
            return "skip"

        frame = self._cells(text, keep)
        rows = frame.height + len(uneven)
        numbers = pl.int_range(row, row + rows, dtype=pl.UInt32, eager=True)
        odd = pl.Series([row + one.number - 1 for one in uneven], dtype=pl.UInt32)
        if last and uneven and odd[-1] == row + rows - 1 and not text.endswith((b"\n", b"\r")):
            self._truncated(uneven[-1].text.encode(), row=int(odd[-1]))
        kept = numbers.filter(~numbers.is_in(odd.implode())) if uneven else numbers
        return (
            frame.insert_column(0, kept.alias(ROW)),
            _uneven_issues(self._path.name, uneven, odd),
            rows,
        )

    def _cells(self, text: bytes, uneven: Callable[[csv.InvalidRow], str]) -> pl.DataFrame:
        """The cells of whole records as text; records of another width go to `uneven`."""
        names = [str(at) for at in range(self._width)]
        try:
            table = csv.read_csv(
                pa.BufferReader(text),
                read_options=csv.ReadOptions(
                    column_names=names, use_threads=False, block_size=len(text) + 1
                ),
                parse_options=csv.ParseOptions(
                    delimiter=self._delimiter,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=uneven,
                ),
                convert_options=csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    strings_can_be_null=False,
                    check_utf8=False,
                ),
            )
        except pa.ArrowInvalid as error:
            raise DataError(
                "intake.damaged", file=self._path.name, found=str(error)[:80], format="csv"
            ) from error
        return pl.DataFrame(pl.from_arrow(table))

    def _shape(self) -> tuple[str, int]:
        """The delimiter that splits most lines alike, and the number of columns."""
        with _readable(self._path) as stream:
            sample = stream.read(_SAMPLE).decode(self.encoding, "ignore")
        shapes = {one: _widths(sample, one) for one in _DELIMITERS}
        best = max(_DELIMITERS, key=lambda one: _evenness(shapes[one]))
        return best, _mode(shapes[best])

    def _truncated(self, text: bytes, row: int | None = None) -> None:
        raise DataError(
            "intake.csv_truncated",
            file=self._path.name,
            row=row or "—",
            found=" ".join(text[-_SHOWN:].decode("utf-8", "ignore").split()),
        )


def _uneven_issues(file: str, uneven: list[csv.InvalidRow], rows: pl.Series) -> pl.DataFrame:
    """Records with too many or too few cells cannot be told apart by column: rejected."""
    if not uneven:
        return no_issues()
    return pl.DataFrame(
        {
            "rule": "unreadable_value",
            "severity": Severity.REJECTED.value,
            "file": file,
            "sheet": "",
            "row": rows,
            "column": "",
            "found": [f"{one.actual_columns} 列：{one.text[:80]}" for one in uneven],
            "expected": [f"{one.expected_columns} 列" for one in uneven],
        },
        schema=ISSUE_SCHEMA,
    )


def _widths(sample: str, delimiter: str) -> list[int]:
    """How many cells the first records have with a delimiter; the last one may be torn."""
    widths = [len(record) for record in islice(_records(sample, delimiter), _RECORDS) if record]
    return widths[:-1] or widths


def _records(sample: str, delimiter: str) -> Iterator[list[str]]:
    """The records up to one that cannot be read: a quote that is never closed."""
    try:
        yield from csv_reader(io.StringIO(sample), delimiter=delimiter)
    except CsvError:
        return


def _evenness(widths: list[int]) -> tuple[float, int]:
    mode = _mode(widths)
    alike = sum(width == mode for width in widths) / max(len(widths), 1)
    return (alike if mode > 1 else 0.0, mode)


def _mode(widths: list[int]) -> int:
    """The commonest width above one: title lines above the header have no delimiter."""
    some = [width for width in widths if width > 1]
    return max(set(some), key=lambda one: (some.count(one), one)) if some else 1


@contextmanager
def _readable(path: Path) -> Iterator[io.BufferedIOBase]:
    """The bytes of a file, unpacked; a damaged packing ends in a DataError."""
    try:
        with gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb") as opened:
            yield opened
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(
            "intake.damaged", file=path.name, found=str(error), format="gzip"
        ) from error


def _encoding(path: Path) -> str:
    """The encoding of a file; raises DataError if its beginning is in none that is known."""
    with _readable(path) as stream:
        start = stream.read(_TELLING)
        while start.isascii() and (more := stream.read(_TELLING)):
            start = more
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-8" if _is_utf8(start) else "gb18030"


def _is_utf8(text: bytes) -> bool:
    """Whether bytes are UTF-8; the last character may be torn."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(text)
    except UnicodeDecodeError:
        return False
    return True


def _guess(path: Path) -> str:
    with _readable(path) as stream:
        best = charset_normalizer.from_bytes(stream.read(64_000)).best()
    return best.encoding if best else "—"
