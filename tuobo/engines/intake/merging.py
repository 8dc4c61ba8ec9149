"""Several files of one import as one batch: they are checked, compared and committed together.

A court's export comes as several files that refer to one another (hearings to cases), so that a
row is only an orphan if no file and no stored fact has its case. Sheets of different files are
told apart by `file · sheet`.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from tuobo.engines.intake.batch import SHEET, Batch


def merged(batches: Sequence[Batch]) -> Batch:
    """One batch of all; a single one is returned as it is."""
    if len(batches) == 1:
        return batches[0]
    named = [_with_file_names(batch) for batch in batches]
    tables: dict[str, list[pl.DataFrame]] = {}
    for batch in named:
        for name, frame in batch.tables.items():
            tables.setdefault(name, []).append(frame)
    return Batch(
        file="、".join(batch.file for batch in batches),
        source="、".join(dict.fromkeys(batch.source for batch in batches)),
        tables={name: pl.concat(frames, how="diagonal") for name, frames in tables.items()},
        rows_read={sheet: n for batch in named for sheet, n in batch.rows_read.items()},
        rows_skipped={sheet: n for batch in named for sheet, n in batch.rows_skipped.items()},
        issues=pl.concat([batch.issues for batch in named]),
    )


def _with_file_names(batch: Batch) -> Batch:
    def named(sheet: str) -> str:
        return f"{batch.file} · {sheet}" if sheet else batch.file

    return Batch(
        file=batch.file,
        source=batch.source,
        tables={
            name: frame.with_columns(_label(batch.file, SHEET).alias(SHEET))
            for name, frame in batch.tables.items()
        },
        rows_read={named(sheet): n for sheet, n in batch.rows_read.items()},
        rows_skipped={named(sheet): n for sheet, n in batch.rows_skipped.items()},
        issues=batch.issues.with_columns(_label(batch.file, "sheet").alias("sheet")),
    )


def _label(file: str, column: str) -> pl.Expr:
    named = pl.lit(f"{file} · ") + pl.col(column)
    return pl.when(pl.col(column) == "").then(pl.lit(file)).otherwise(named)
