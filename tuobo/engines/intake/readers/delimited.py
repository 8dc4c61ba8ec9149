"""Reads .csv: encoding and delimiter detected, decoded and parsed in windows of whole records.

Chinese systems write GB18030; its four-byte characters (𠮷, 㛃) are everyday in names, so decoding
is Python's. A file is UTF-8 if all of it is; else GB18030 if all of it is; else it is refused
with the line where both fail. Rows are numbered as a spreadsheet shows them.
"""

from __future__ import annotations

import codecs
import gzip
import io
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import charset_normalizer
import polars as pl
import pyarrow as pa
from pyarrow import csv

from tuobo.core.errors import DataError
from tuobo.core.issue import Severity
from tuobo.engines.intake.batch import ISSUE_SCHEMA, ROW, no_issues
from tuobo.engines.intake.readers.source import Chunk
from tuobo.engines.intake.readers.words import Limits

_DELIMITERS = (",", "\t", ";", "|")
_BACK = 2_000  # line ends that are tried when looking for the end of a whole record
_SAMPLE = 256_000


class DelimitedSheet:
    """The one table of a .csv as a raw sheet."""

    titles: tuple[str, ...] | None = None
    name = ""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self.encoding = _encoding(path, limits.window_bytes)
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
        decoder = codecs.getincrementaldecoder(self.encoding)()
        held, read = b"", 0
        with _opened(self._path) as stream:
            while block := stream.read(size):
                held += decoder.decode(block).encode()
                read += len(block)
                at = _record_end(held)
                if at:
                    yield held[:at], read, False
                    held, read = held[at:], 0
        held += decoder.decode(b"", final=True).encode()
        if held.strip():
            if held.count(b'"') % 2:
                self._truncated(held)
            yield held, read, True

    def _parsed(
        self, text: bytes, row: int, *, last: bool
    ) -> tuple[pl.DataFrame, pl.DataFrame, int]:
        """The records of a window, issues for those of another width, and their number."""
        uneven: list[csv.InvalidRow] = []

        def keep(invalid: csv.InvalidRow) -> str:
            uneven.append(invalid)
            return "skip"

        names = [str(at) for at in range(self._width)]
        table = csv.read_csv(
            pa.BufferReader(text),
            read_options=csv.ReadOptions(
                column_names=names, use_threads=False, block_size=len(text) + 1
            ),
            parse_options=csv.ParseOptions(
                delimiter=self._delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=keep,
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
        frame = pl.DataFrame(pl.from_arrow(table))
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

    def _shape(self) -> tuple[str, int]:
        """The delimiter that splits most lines alike, and the number of columns."""
        with _opened(self._path) as stream:
            sample = stream.read(_SAMPLE).decode(self.encoding, "ignore")
        lines = [line for line in sample.splitlines()[:200] if line.strip()]
        counts = {one: [line.count(one) for line in lines] for one in _DELIMITERS}
        best = max(_DELIMITERS, key=lambda one: _evenness(counts[one]))
        widths = counts[best]
        return best, (_mode(widths) if any(widths) else 0) + 1

    def _truncated(self, text: bytes, row: int | None = None) -> None:
        raise DataError(
            "intake.csv_truncated",
            file=self._path.name,
            row=row or "—",
            found=text[-60:].decode("utf-8", "ignore").strip(),
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
            "found": [f"{one.actual_columns}: {one.text[:80]}" for one in uneven],
            "expected": [str(one.expected_columns) for one in uneven],
        },
        schema=ISSUE_SCHEMA,
    )


def _record_end(text: bytes) -> int:
    """Where the last whole record ends: a line end outside quotes, 0 if none is found."""
    at = len(text)
    quotes = text.count(b'"')
    for _ in range(_BACK):
        line_end = text.rfind(b"\n", 0, at)
        if line_end < 0:
            return 0
        quotes -= text.count(b'"', line_end, at)
        if quotes % 2 == 0:
            return line_end + 1
        at = line_end
    return 0


def _evenness(counts: list[int]) -> tuple[float, int]:
    mode = _mode(counts)
    alike = sum(count == mode for count in counts) / max(len(counts), 1)
    return (alike if mode else 0.0, mode)


def _mode(counts: list[int]) -> int:
    """The commonest count above zero: title lines above the header have no delimiter."""
    some = [count for count in counts if count]
    return max(set(some), key=lambda one: (some.count(one), one)) if some else 0


def _opened(path: Path) -> io.BufferedIOBase:
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rb")
    return path.open("rb")


def _encoding(path: Path, size: int) -> str:
    """The encoding by which the whole file can be read; raises DataError if there is none."""
    with _opened(path) as stream:
        start = stream.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    candidates = ["utf-8-sig"] if start.startswith(codecs.BOM_UTF8) else ["utf-8", "gb18030"]
    failures = {one: _first_failure(path, one, size) for one in candidates}
    found = next((one for one, failure in failures.items() if failure is None), None)
    if found:
        return found
    line = max(failure for failure in failures.values() if failure is not None)
    raise DataError("intake.encoding", file=path.name, line=line, found=_guess(path))


def _first_failure(path: Path, encoding: str, size: int) -> int | None:
    """The line where a file stops being in an encoding, None if all of it is."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    try:
        with _opened(path) as stream:
            while block := stream.read(size):
                try:
                    decoder.decode(block)
                except UnicodeDecodeError as error:
                    return line + block[: error.start].count(b"\n")
                line += block.count(b"\n")
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    except (OSError, EOFError) as error:
        raise DataError(
            "intake.damaged", file=path.name, found=str(error), format="gzip"
        ) from error
    return None


def _guess(path: Path) -> str:
    with _opened(path) as stream:
        best = charset_normalizer.from_bytes(stream.read(64_000)).best()
    return best.encoding if best else "—"
