"""Case numbers must have the form of 法〔2015〕137号, or the older one."""

from __future__ import annotations

import polars as pl

from tuobo.engines.intake.batch import ROW, SHEET, Batch
from tuobo.engines.intake.changes import ROWS_AT_ONCE
from tuobo.engines.intake.checks.context import CASE_NUMBER, CheckContext
from tuobo.engines.intake.checks.findings import issues_of, together

CHECK = "case_number_form"
_EXAMPLE = "（2025）辽9901民初123号"


def case_number_form(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """Rows of Chinese courts whose number cannot be read, or reads as another one than written."""
    rule = context.rules[CHECK]
    found = []
    for name, rows in context.tables_of(batch, CHECK).items():
        needed = rows.select(SHEET, ROW, CASE_NUMBER, "court")
        wrong = pl.concat(_misread(piece, context) for piece in needed.iter_slices(ROWS_AT_ONCE))
        known = pl.col("_word").is_in(list(context.numbers.words))
        expected = (
            pl.when(known)
            .then(pl.col("_mended"))
            .when(pl.col("_word").is_not_null())
            .then(pl.format("类型代字清单中没有“{}”", "_word"))
            .otherwise(pl.lit(_EXAMPLE))
        )
        title = context.title(name, CASE_NUMBER)
        found.append(
            issues_of(wrong, (CHECK, rule.severity), batch, column=title,
                      found=pl.col(CASE_NUMBER), expected=expected)
        )  # fmt: skip
    return together(found)


def _misread(rows: pl.DataFrame, context: CheckContext) -> pl.DataFrame:
    """The rows of Chinese courts, or of none, whose number is not well formed."""
    form = context.numbers.court_form
    foreign = (~pl.col("court").str.contains(f"^(?:{form})$")).fill_null(value=False)
    ours = rows.filter(~foreign, pl.col(CASE_NUMBER).is_not_null())
    read = context.numbers.parse_column(ours[CASE_NUMBER])
    return ours.with_columns(
        read["form_ok"], _word=read["case_word"], _mended=read["case_number"]
    ).filter(~pl.col("form_ok"))
