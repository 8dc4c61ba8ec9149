"""Reads a whole source through a mapping: the batch that checks and rehearsal work on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from tuobo.core.errors import DataError
from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.intake.batch import ROW, Batch, no_issues
from tuobo.engines.intake.mapping.application import (
    BoundSheet,
    BoundTable,
    bind,
    fact_rows,
    finished,
)
from tuobo.engines.intake.mapping.binding import Words
from tuobo.engines.intake.mapping.model import Mapping
from tuobo.engines.intake.readers.source import Chunk, Progress, Source, silent
from tuobo.engines.intake.readers.words import Reading

_WORTH_MAPPING = 20_000  # rows


def read_batch(
    source: Source,
    mapping: Mapping,
    schema: FactSchema,
    vocabularies: Vocabularies,
    reading: Reading,
    progress: Progress = silent,
) -> Batch:
    """All rows of the sheets that the mapping fits, typed, with an issue for each bad cell.

    Raises DataError if the file cannot be used as it is; a bad cell is never an exception.
    """
    words = Words.of(vocabularies, reading, date1904=source.date1904)
    gathered = _Gathered(source, progress)
    for bound in bind(source, mapping, schema):
        gathered.read(bound, words)
    if not any(gathered.rows_read.values()):
        sheets = "、".join(name or "—" for name in gathered.rows_read)
        raise DataError("intake.no_rows", file=source.file, sheet=sheets)
    tables = {
        name: pl.concat(frames, how="diagonal") if len(frames) > 1 else frames[0]
        for name, frames in gathered.tables.items()
    }
    issues = [frame for frame in gathered.issues if not frame.is_empty()]
    batch = Batch(
        file=source.file,
        source=mapping.mapping,
        tables=tables,
        rows_read=dict(gathered.rows_read),
        rows_skipped=dict(gathered.rows_skipped),
    )
    return batch.with_issues(pl.concat(issues).unique(maintain_order=True)) if issues else batch


def _grouped(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """Chunks joined until they are worth the fixed cost of mapping a chunk."""
    held: list[Chunk] = []
    for chunk in chunks:
        held.append(chunk)
        if sum(one.frame.height for one in held) >= _WORTH_MAPPING:
            yield _joined(held)
            held = []
    if held:
        yield _joined(held)


def _ahead(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """The same chunks, the next one being read while this one is mapped."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = reader.submit(next, chunks, None)
            yield chunk


def _joined(chunks: list[Chunk]) -> Chunk:
    return Chunk(
        frame=pl.concat([one.frame for one in chunks]),
        consumed=sum(one.consumed for one in chunks),
        issues=pl.concat([one.issues for one in chunks]),
    )


class _Gathered:
    """What has been read so far."""

    def __init__(self, source: Source, progress: Progress) -> None:
        self._source = source
        self._progress = progress
        self._done = 0
        self.tables: defaultdict[str, list[pl.DataFrame]] = defaultdict(list)
        self.issues: list[pl.DataFrame] = [no_issues()]
        self.rows_read: Counter[str] = Counter()
        self.rows_skipped: Counter[str] = Counter()

    def read(self, bound: BoundSheet, words: Words) -> None:
        """Adds all rows of a sheet."""
        name = bound.sheet.name
        self.rows_read[name] += 0
        frames: list[list[pl.DataFrame]] = [[] for _ in bound.tables]
        for chunk in _ahead(_grouped(bound.sheet.chunks())):
            frame, skipped = bound.rows_of(chunk.frame, words)
            odd = chunk.issues.filter(pl.col("row") > bound.sheet.header_row)
            self.rows_skipped[name] += skipped
            self.rows_read[name] += frame.height + odd.height
            self.issues.append(odd)
            for at, one in enumerate(bound.tables):
                facts, issues = fact_rows(one, frame, name, self._source.file, words)
                frames[at].append(facts)
                self.issues += issues
            self._done += chunk.consumed
            self._progress(min(self._done, self._source.size), self._source.size)
        for one, some in zip(bound.tables, frames, strict=True):
            if some:
                self._refuse_all_errors(bound, one, words)
                self.tables[one.table.table].append(finished(one, some))

    def _refuse_all_errors(self, bound: BoundSheet, one: BoundTable, words: Words) -> None:
        """A sheet whose every key cell is a formula error is a broken file, not bad rows."""
        name = bound.sheet.name
        key = next((b for b in one.bounds if b.column.name == one.table.key[0]), None)
        rows = self.rows_read[name]
        if key is None or rows == 0:
            return
        wrong = [
            frame.filter(
                (pl.col("sheet") == name)
                & (pl.col("column") == key.shown_title)
                & pl.col("found").is_in(list(words.reading.error_words))
            )
            for frame in self.issues
        ]
        if pl.concat([frame.select(ROW.lstrip("_")) for frame in wrong]).n_unique() == rows:
            raise DataError(
                "intake.all_formula_errors",
                file=self._source.file,
                sheet=name or "—",
                title=key.shown_title,
                found=next(frame["found"][0] for frame in wrong if not frame.is_empty()),
            )
