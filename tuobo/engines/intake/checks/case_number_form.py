"""Case numbers must have the form of 法〔2015〕137号, or the older one."""

from __future__ import annotations

import polars as pl

from tuobo.engines.intake.batch import Batch
from tuobo.engines.intake.checks.context import CASE_NUMBER, CheckContext
from tuobo.engines.intake.checks.findings import issues_of, together

CHECK = "case_number_form"
_EXAMPLE = "（2025）辽9901民初123号"


def case_number_form(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """Rows of Chinese courts whose number cannot be read, or reads as another one than written."""
    rule = context.rules[CHECK]
    found = []
    for name, rows in context.tables_of(batch, CHECK).items():
        foreign = ~pl.col("court").str.contains(f"^(?:{rule.court_form})$")
        of_china = rows.filter(~foreign.fill_null(value=False), pl.col(CASE_NUMBER).is_not_null())
        read = context.numbers.parse_column(of_china[CASE_NUMBER])
        wrong = of_china.with_columns(
            read["form_ok"], read["case_word"].alias("_word"), read["case_number"].alias("_mended")
        ).filter(~pl.col("form_ok"))
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
