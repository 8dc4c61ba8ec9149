"""Judgment documents beside what the store knows: a text that is silent takes nothing away.

A document states a few facts of a case that the case system may know whole. Cells that it leaves
empty keep what is stored, and its hearings join the stored events instead of replacing them.
What it does state goes on as a change, which the rehearsal shows.

A judgment need not state its filing date, and the case is kept without one. It is closed, though:
a text whose day of decision cannot be read waits in quarantine, or the case would count as pending.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from tuobo.core.facts import FactSchema
from tuobo.core.issue import Severity
from tuobo.core.texts import Texts
from tuobo.engines.intake import ISSUE_SCHEMA, ROW, SHEET, Batch

CASE, EVENT = "case", "event"
_NUMBER = "case_number"
_HAPPENING = [_NUMBER, "kind", "happened_on"]
_MAY_BE_SILENT, _MUST_SAY = "filed_on", "closed_on"


def completed(batch: Batch, stored: Mapping[str, pl.LazyFrame]) -> Batch:
    """The batch of documents with the stored cells and events of the same cases."""
    if CASE not in stored:
        return batch
    cases = _with_stored_cells(batch.tables[CASE], stored[CASE])
    tables = {**batch.tables, CASE: cases}
    if EVENT in stored:
        events = batch.tables[EVENT]
        tables[EVENT] = pl.concat([events, _stored_events(cases, events, stored[EVENT])])
    return replace(batch, tables=tables)


def without_silent(batch: Batch, schema: FactSchema, texts: Texts) -> Batch:
    """The batch without documents that do not say what a closed case must have, as issues."""
    silent = [
        batch.tables[CASE]
        .filter(pl.col(column.name).is_null())
        .select(
            rule=pl.lit("missing_required"),
            severity=pl.lit(Severity.REJECTED.value),
            file=pl.lit(batch.file),
            sheet=SHEET,
            row=ROW,
            column=pl.lit(column.zh),
            found=pl.lit(""),
            expected=pl.lit(texts("import.not_in_document", column=column.zh)),
        )
        for column in schema[CASE].columns
        if column.name == _MUST_SAY or (column.required and column.name != _MAY_BE_SILENT)
    ]
    issues = pl.concat(silent)
    return batch.with_issues(issues.select(*ISSUE_SCHEMA))


def _with_stored_cells(cases: pl.DataFrame, stored: pl.LazyFrame) -> pl.DataFrame:
    numbers = cases.lazy().select(_NUMBER).unique()
    have = set(stored.collect_schema().names())
    cells = [name for name in cases.columns if name in have and name != _NUMBER]
    known = stored.select(_NUMBER, *cells).join(numbers, on=_NUMBER, how="semi")
    both = cases.join(
        known.collect(engine="streaming"),
        on=_NUMBER,
        how="left",
        suffix="_stored",
        maintain_order="left",
    )
    filled = [pl.coalesce(name, f"{name}_stored") for name in cells]
    return both.with_columns(filled).select(cases.columns)


def _stored_events(cases: pl.DataFrame, events: pl.DataFrame, stored: pl.LazyFrame) -> pl.DataFrame:
    """Stored events that no document tells, each at the place of its case's document."""
    places = cases.select(_NUMBER, SHEET, ROW).unique(_NUMBER, keep="first")
    have = set(stored.collect_schema().names())
    columns = [name for name in events.columns if name in have]
    known = stored.select(columns).join(places.lazy(), on=_NUMBER, how="inner")
    kept = known.collect(engine="streaming").join(
        events.select(_HAPPENING), on=_HAPPENING, how="anti", nulls_equal=True
    )
    return pl.concat([events.clear(), kept], how="diagonal").select(events.columns)
