"""Opens a file: looks at it, finds its sheets and their headers, and reads no more than that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from tuobo.core.errors import DataError
from tuobo.engines.intake.readers.delimited import DelimitedSheet
from tuobo.engines.intake.readers.header import find_header, plain
from tuobo.engines.intake.readers.jsonl import JsonlSheet
from tuobo.engines.intake.readers.package import Package
from tuobo.engines.intake.readers.parquet import ParquetSheet
from tuobo.engines.intake.readers.sniffing import kind_of
from tuobo.engines.intake.readers.source import Kind, RawSheet, Sheet, Source
from tuobo.engines.intake.readers.words import Limits
from tuobo.engines.intake.readers.xlsx import SharedStrings, XlsxSheet


def open_source(path: Path, limits: Limits, known_titles: Collection[str] = ()) -> Source:
    """The file with its sheets and headers; raises DataError if it cannot be read at all.

    `known_titles` are the titles by which a header is told from title rows above it; without
    them the first row with most texts side by side is taken.
    """
    kind = kind_of(path, limits)
    known = {plain(title) for title in known_titles}
    encoding, date1904 = "", False
    raw: Sequence[RawSheet]
    match kind:
        case Kind.XLSX:
            package = Package(path, limits)
            strings = SharedStrings(package)
            raw = [XlsxSheet(package, part, strings) for part in package.sheets]
            date1904 = package.date1904
        case Kind.CSV:
            table = DelimitedSheet(path, limits)
            raw, encoding = [table], table.encoding
        case Kind.PARQUET:
            raw = [ParquetSheet(path)]
        case Kind.JSONL:
            raw = [JsonlSheet(path, limits)]
    sheets = [_with_header(one, known, limits) for one in raw]
    found = tuple(sheet for sheet in sheets if sheet is not None)
    if not found:
        raise DataError("intake.no_header", file=path.name, rows=limits.header_within_rows)
    return Source(path=path, kind=kind, sheets=found, date1904=date1904, encoding=encoding)


def _with_header(raw: RawSheet, known: Collection[str], limits: Limits) -> Sheet | None:
    if raw.titles is not None:
        positions = tuple(range(len(raw.titles)))
        return Sheet(name=raw.name, raw=raw, titles=raw.titles, positions=positions, header_row=0)
    header = find_header(raw.head(), known, limits.header_within_rows)
    if header is None:
        return None
    return Sheet(
        name=raw.name,
        raw=raw,
        titles=header.titles,
        positions=header.positions,
        header_row=header.row,
        doubled=header.doubled,
    )
