"""Codes that their list does not know, or did not know on the day of the row."""

from __future__ import annotations

from datetime import date

import polars as pl

from tuobo.core.content import near
from tuobo.core.facts import Column, ColumnType, Table
from tuobo.core.issue import Severity
from tuobo.core.vocabulary import Vocabulary
from tuobo.engines.intake.batch import Batch
from tuobo.engines.intake.checks.context import CheckContext
from tuobo.engines.intake.checks.findings import issues_of, together

CHECK = "unknown_code"
_COURT = "court"
_CAUSE = "cause"


def unknown_code(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """Unlisted codes of closed lists reject a row that requires them, and warn elsewhere.

    Of the open lists, courts are judged by their form, and causes by the list of their day; for
    days whose list is not held nothing is said.
    """
    found = []
    for name, rows in context.tables_of(batch, CHECK).items():
        table = context.schema[name]
        for column in table.columns:
            if column.kind is not ColumnType.CODE or rows[column.name].null_count() == len(rows):
                continue
            listed = context.vocabularies[column.vocabulary]
            if column.vocabulary == _COURT:
                found.append(_odd_courts(rows, column, batch, context))
            elif column.vocabulary == _CAUSE:
                found += _unlisted_causes(rows, column, batch, context)
            elif not listed.open:
                found.append(_unlisted(rows, column, listed, batch, context))
                found += _out_of_force(rows, column, listed, batch, table)
    return together(found)


def _unlisted(
    rows: pl.DataFrame, column: Column, listed: Vocabulary, batch: Batch, context: CheckContext
) -> pl.DataFrame:
    present = rows[column.name].unique().drop_nulls().to_list()
    labels = [entry.zh for entry in listed.entries]
    near_names = {code: near(code, labels) for code in present if code not in listed.by_code}
    severity = context.rules[CHECK].severity if column.required else Severity.WARNING
    guess = pl.col(column.name).replace(near_names)
    expected = pl.when(guess != "").then(
        pl.format("“{}”代码表中的一项；是否为“{}”？", pl.lit(listed.names.zh), guess)
    ).otherwise(pl.format("“{}”代码表中的一项", pl.lit(listed.names.zh)))  # fmt: skip
    wrong = rows.filter(pl.col(column.name).is_in(list(near_names)))
    return issues_of(wrong, (CHECK, severity), batch, column=column.zh,
                     found=pl.col(column.name), expected=expected)  # fmt: skip


def _out_of_force(
    rows: pl.DataFrame, column: Column, listed: Vocabulary, batch: Batch, table: Table
) -> list[pl.DataFrame]:
    """Warnings for entries that were not in force when the row's matter began."""
    begins = _first_day(table)
    present = set(rows[column.name].unique().drop_nulls())
    found = []
    for entry in listed.entries:
        start, end = entry.in_force.start, entry.in_force.end
        if begins is None or entry.code not in present or (start is None and end is None):
            continue
        early = pl.col(begins) < pl.lit(start or date.min)
        late = pl.col(begins) >= pl.lit(end or date.max)
        wrong = rows.filter(pl.col(column.name) == entry.code, early | late)
        span = f"“{entry.zh}”自{start or '…'}起至{end or '…'}前使用"
        found.append(
            issues_of(wrong, (CHECK, Severity.WARNING), batch, column=column.zh,
                      found=pl.format("{}（{}）", pl.col(column.name), pl.col(begins)),
                      expected=pl.lit(span))
        )  # fmt: skip
    return found


def _odd_courts(
    rows: pl.DataFrame, column: Column, batch: Batch, context: CheckContext
) -> pl.DataFrame:
    form = context.numbers.court_form
    listed = list(context.vocabularies[_COURT].by_code)
    courts = rows[column.name].unique().drop_nulls()
    odd = courts.filter(~courts.str.contains(f"^(?:{form})$") & ~courts.is_in(listed))
    return issues_of(rows.filter(pl.col(column.name).is_in(odd.to_list())),
                     (CHECK, Severity.WARNING), batch, column=column.zh,
                     found=pl.col(column.name),
                     expected=pl.lit("法院代字，如 辽、辽99、辽9901"))  # fmt: skip


def _unlisted_causes(
    rows: pl.DataFrame, column: Column, batch: Batch, context: CheckContext
) -> list[pl.DataFrame]:
    if "domain" not in rows.columns or "filed_on" not in rows.columns:
        return []
    entries = context.vocabularies[_CAUSE].entries
    found = []
    for edition in context.rules[CHECK].causes:
        listed = [
            text
            for entry in entries
            if entry.attributes.get("domain") == edition.domain
            for text in (entry.code, *entry.synonyms)
        ]
        wrong = rows.filter(
            pl.col("domain") == edition.domain,
            pl.col("filed_on") >= pl.lit(edition.start),
            ~pl.col(column.name).is_in(listed),
        )
        found.append(
            issues_of(wrong, (CHECK, Severity.WARNING), batch, column=column.zh,
                      found=pl.col(column.name),
                      expected=pl.lit(f"自{edition.start}起施行的案由表中的案由"))
        )  # fmt: skip
    return found


def _first_day(table: Table) -> str | None:
    """The column of the day on which the row's matter began."""
    days = (c.name for c in table.columns if c.kind is ColumnType.DATE and c.required)
    return next(days, None)
