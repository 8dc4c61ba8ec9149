"""Serial numbers of a court, a case word and a year run without gaps: a gap may hide cases."""

from __future__ import annotations

import polars as pl

from tuobo.engines.intake.batch import ROW, SHEET, Batch, no_issues
from tuobo.engines.intake.checks.context import CASE, CASE_NUMBER, CheckContext
from tuobo.engines.intake.checks.findings import issues_of

CHECK = "numbering_gap"
_REGISTER = ["court", "case_word", "case_year"]
_NEW_FORM = 2016
_SHOWN = 20


def numbering_gap(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """One issue a register with its missing ranges; what comes before its first is not missing.

    Looks at the file together with the store, before anything is rejected. Old case words
    (before 2016) had registers of their own within one word and are left out.
    """
    rule = context.rules[CHECK]
    rows = context.tables_of(batch, CHECK).get(CASE)
    if rows is None:
        return no_issues()
    columns = [*_REGISTER, "case_serial"]
    suspect = _with_holes(rows, context, rule.least_share)
    serials = context.merged(batch, CASE, columns, suspect).drop_nulls().unique().sort(columns)
    before = pl.col("case_serial").shift(1).over(_REGISTER)
    gaps = serials.with_columns(first=before + 1, last=pl.col("case_serial") - 1).filter(
        pl.col("first") <= pl.col("last")
    )
    one = pl.col("first") == pl.col("last")
    written = pl.when(one).then(pl.col("first").cast(pl.String)).otherwise(
        pl.format("{}–{}", "first", "last"))  # fmt: skip
    found = (
        gaps.with_columns(range=written, missing=pl.col("last") - pl.col("first") + 1)
        .sort(*_REGISTER, "first")
        .group_by(_REGISTER, maintain_order=True)
        .agg(
            pl.col("range").head(_SHOWN).str.join("、"),
            pl.when(pl.len() > _SHOWN).then(pl.lit("等")).otherwise(pl.lit("")).alias("more"),
            pl.col("missing").sum(),
        )
        .with_columns(pl.lit(rows[SHEET][0]).alias(SHEET), pl.lit(None, pl.UInt32).alias(ROW))
    )
    return issues_of(
        found,
        (CHECK, rule.severity),
        batch,
        column=context.title(CASE, "case_serial"),
        found=pl.format("（{}）{}{} 缺{}号{}，共{}个", "case_year", "court", "case_word", "range",
                        "more", "missing"),
        expected=pl.lit("编号连续"),
    )  # fmt: skip


def _with_holes(rows: pl.DataFrame, context: CheckContext, least_share: float) -> pl.DataFrame:
    """The registers of some cases that hold fewer serials than lie between first and last.

    Counted while the store streams by: only the registers at fault are looked at more closely.
    """
    # A number that stands twice in a file must not fill a gap; in the store it stands once.
    own = rows.lazy().unique([*_REGISTER, "case_serial"])
    counts = [_counts(own)]
    if CASE in context.stored:
        touched = rows.lazy().select(_REGISTER).unique()
        stored = context.stored[CASE].join(touched, on=_REGISTER, how="semi")
        known = stored.select(CASE_NUMBER).join(
            rows.lazy().select(CASE_NUMBER), on=CASE_NUMBER, how="semi"
        )
        new = own.join(known, on=CASE_NUMBER, how="anti")
        counts = [_counts(new), _counts(stored)]
    whole = pl.concat(counts).group_by(_REGISTER).agg(
        pl.col("n").sum(), pl.col("low").min(), pl.col("high").max()
    )  # fmt: skip
    span = pl.col("high") - pl.col("low") + 1
    holes = whole.filter(pl.col("n") < span, pl.col("n") >= span * least_share)
    return holes.select(_REGISTER).collect(engine="streaming")


def _counts(rows: pl.LazyFrame) -> pl.LazyFrame:
    register = rows.filter(pl.col("case_year") >= _NEW_FORM).drop_nulls([*_REGISTER, "case_serial"])
    serial = pl.col("case_serial")
    return register.group_by(_REGISTER).agg(n=pl.len(), low=serial.min(), high=serial.max())
