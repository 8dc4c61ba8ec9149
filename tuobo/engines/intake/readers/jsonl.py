"""Reads .jsonl (also .gz) as text columns: one object a line; lists and objects stay JSON text."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from tuobo.core.errors import DataError
from tuobo.engines.intake.batch import ROW
from tuobo.engines.intake.readers.source import Chunk
from tuobo.engines.intake.readers.words import Limits

_HEAD_LINES = 200


class JsonlSheet:
    """The one table of a .jsonl as a raw sheet; its titles are the keys of the first lines."""

    name = ""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._window = limits.window_bytes
        self.titles: tuple[str, ...] | None = self._keys()

    @property
    def size(self) -> int:
        if self._path.suffix != ".gz":
            return self._path.stat().st_size
        with self._path.open("rb") as opened:
            opened.seek(-4, io.SEEK_END)
            return int.from_bytes(opened.read(4), "little")

    def head(self) -> pl.DataFrame:
        lines = b"\n".join(line for _, line in self._first_lines())
        return self._frame(lines, 1)

    def chunks(self) -> Iterator[Chunk]:
        row = 1
        for text, consumed in self._windows():
            frame = self._frame(text, row)
            yield Chunk(frame=frame.filter(_filled(self.titles or ())), consumed=consumed)
            row += text.count(b"\n")

    def _windows(self) -> Iterator[tuple[bytes, int]]:
        held, read = b"", 0
        try:
            with self._opened() as stream:
                while block := stream.read(self._window):
                    held += block
                    read += len(block)
                    at = held.rfind(b"\n") + 1
                    if at:
                        yield held[:at], read
                        held, read = held[at:], 0
        except (OSError, EOFError, zlib.error) as error:
            raise self._damaged(str(error)) from error
        if held.strip():
            yield held + b"\n", read

    def _frame(self, text: bytes, row: int) -> pl.DataFrame:
        """The lines of a window, blank ones as rows without values, so that lines are rows."""
        lines = [line if line.strip() else b"{}" for line in text.rstrip(b"\n").split(b"\n")]
        schema = dict.fromkeys(self.titles or (), pl.String)
        try:
            frame = pl.read_ndjson(io.BytesIO(b"\n".join(lines)), schema=schema)
        except pl.exceptions.PolarsError as error:
            raise self._bad_line(lines, row) from error
        numbers = pl.int_range(row, row + frame.height, dtype=pl.UInt32, eager=True)
        return frame.insert_column(0, numbers.alias(ROW))

    def _keys(self) -> tuple[str, ...]:
        keys: dict[str, None] = {}
        for row, line in self._first_lines():
            try:
                found = json.loads(line)
            except ValueError as error:
                raise self._bad_line([line], row) from error
            if not isinstance(found, dict):
                raise self._bad_line([line], row)
            keys.update(dict.fromkeys(found))
        if not keys:
            raise DataError("intake.no_rows", file=self._path.name, sheet="—")
        return tuple(keys)

    def _first_lines(self) -> list[tuple[int, bytes]]:
        found: list[tuple[int, bytes]] = []
        try:
            with self._opened() as stream:
                for row, line in enumerate(stream, start=1):
                    if len(found) == _HEAD_LINES:
                        break
                    if line.strip():
                        found.append((row, line.strip()))
        except (OSError, EOFError, zlib.error) as error:
            raise self._damaged(str(error)) from error
        return found

    def _opened(self) -> io.BufferedIOBase:
        if self._path.suffix.lower() == ".gz":
            return gzip.open(self._path, "rb")
        return self._path.open("rb")

    def _damaged(self, found: str) -> DataError:
        return DataError("intake.damaged", file=self._path.name, found=found, format="jsonl")

    def _bad_line(self, lines: list[bytes], row: int) -> DataError:
        """The error that names the first line that is no JSON object."""
        for at, line in enumerate(lines):
            try:
                good = isinstance(json.loads(line), dict)
            except ValueError:
                good = False
            if not good:
                shown = line[:60].decode("utf-8", "replace")
                return DataError(
                    "intake.bad_json", file=self._path.name, line=row + at, found=shown
                )
        return self._damaged("—")


def _filled(titles: tuple[str, ...]) -> pl.Expr:
    return pl.any_horizontal(pl.col(title).is_not_null() for title in titles)
