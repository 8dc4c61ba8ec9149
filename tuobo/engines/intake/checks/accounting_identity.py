"""旧存+新收=已结+未结: in the reported table, from period to period, and against the cases."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from tuobo.engines.intake.batch import Batch, no_issues
from tuobo.engines.intake.checks.context import CASE, CheckContext
from tuobo.engines.intake.checks.findings import issues_of, together

CHECK = "accounting_identity"
TABLE = "caseload"
_PARTS = {"opening": "旧存", "received": "新收", "resolved": "已结", "pending": "未结"}
_SCOPE = ["court", "division", "domain"]
_DAY = timedelta(days=1)


def accounting_identity(batch: Batch, context: CheckContext) -> pl.DataFrame:
    """Reported stocks and flows that do not add up; the rows stay, someone should look."""
    rows = context.tables_of(batch, CHECK).get(TABLE)
    if rows is None:
        return no_issues()
    return together(
        [
            _within_a_row(rows, batch, context),
            _from_period_to_period(rows, batch, context),
            _against_the_cases(rows, batch, context),
        ]
    )


def _within_a_row(rows: pl.DataFrame, batch: Batch, context: CheckContext) -> pl.DataFrame:
    before, after = pl.col("opening") + pl.col("received"), pl.col("resolved") + pl.col("pending")
    return issues_of(
        rows.filter(before != after),
        (CHECK, context.rules[CHECK].severity),
        batch,
        column="未结",
        found=pl.format("旧存{}+新收{}={}，已结{}+未结{}={}", "opening", "received", before,
                        "resolved", "pending", after),
        expected=pl.lit("旧存+新收=已结+未结"),
    )  # fmt: skip


def _from_period_to_period(rows: pl.DataFrame, batch: Batch, context: CheckContext) -> pl.DataFrame:
    by = ["court", "division", "category"]
    known = context.merged(batch, TABLE, [*by, "ends_on", "pending"], _courts(rows)).select(
        *by, (pl.col("ends_on") + _DAY).alias("starts_on"), pl.col("pending").alias("_before")
    )
    known = known.unique([*by, "starts_on"], keep="first")
    joined = rows.join(known, on=[*by, "starts_on"], how="left", nulls_equal=True,
                       maintain_order="left")  # fmt: skip
    return issues_of(
        joined.filter(pl.col("opening") != pl.col("_before")),
        (CHECK, context.rules[CHECK].severity),
        batch,
        column="旧存",
        found=pl.col("opening"),
        expected=pl.format("上期未结{}", "_before"),
    )


def _against_the_cases(rows: pl.DataFrame, batch: Batch, context: CheckContext) -> pl.DataFrame:
    """The reported counts against those of the cases of the same court, division and category.

    Categories that are no domain of cases, and courts without cases, are left out.
    """
    domains = context.vocabularies["domain"].code_of
    reported = rows.with_columns(
        domain=pl.col("category").replace_strict(domains, default=None, return_dtype=pl.String)
    ).filter(pl.col("category").is_null() | pl.col("domain").is_not_null())
    cases = context.merged(batch, CASE, [*_SCOPE, "filed_on", "closed_on"], _courts(reported))
    reported = reported.join(_courts(cases), on="court", how="semi")
    if reported.is_empty():
        return no_issues()
    counted = _counted(reported.with_row_index("_at"), cases)
    told = [
        pl.when(pl.col(name) != pl.col(f"_{name}")).then(pl.format(f"{label}{{}}", pl.col(column)))
        for column, name, label in (
            (column, name, label) for name, label in _PARTS.items() for column in (name, f"_{name}")
        )
    ]
    differ = pl.any_horizontal(pl.col(name) != pl.col(f"_{name}") for name in _PARTS)
    return issues_of(
        counted.filter(differ),
        (CHECK, context.rules[CHECK].severity),
        batch,
        column="、".join(_PARTS.values()),
        found=pl.concat_str(told[0::2], separator="、", ignore_nulls=True),
        expected=pl.format(
            "按案件计算：{}", pl.concat_str(told[1::2], separator="、", ignore_nulls=True)
        ),
    )


def _courts(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select("court").unique()


def _counted(reported: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """The reported rows with _opening, _received, _resolved and _pending of the cases."""
    scopes = reported.select(_SCOPE).unique().with_row_index("_scope")
    numbered = reported.join(scopes, on=_SCOPE, nulls_equal=True, how="left")
    for flow in ("filed_on", "closed_on"):
        sums = _running(scopes, cases, flow)
        for edge, day in (("before", pl.col("starts_on") - _DAY), ("through", pl.col("ends_on"))):
            numbered = (
                numbered.with_columns(day=day)
                .sort("_scope", "day")
                .join_asof(sums, on="day", by="_scope", strategy="backward", check_sortedness=False)
                .with_columns(pl.col("sum").fill_null(0).alias(f"{flow}_{edge}"))
                .drop("day", "sum")
            )
    filed, closed = pl.col("filed_on_before"), pl.col("closed_on_before")
    filed_all, closed_all = pl.col("filed_on_through"), pl.col("closed_on_through")
    return numbered.with_columns(
        _opening=filed - closed,
        _received=filed_all - filed,
        _resolved=closed_all - closed,
        _pending=filed_all - closed_all,
    ).sort("_at")


def _running(scopes: pl.DataFrame, cases: pl.DataFrame, flow: str) -> pl.DataFrame:
    """How many cases of each scope were filed, or closed, up to each day."""
    daily = cases.rename({flow: "day"}).drop_nulls("day").group_by(*_SCOPE, "day").len("n")
    joined = scopes.lazy().join(daily.lazy(), on="court", suffix="_of")
    inside = [
        pl.col(name).is_null() | pl.col(name).eq_missing(pl.col(f"{name}_of"))
        for name in ("division", "domain")
    ]
    summed = joined.filter(*inside).group_by("_scope", "day").agg(pl.col("n").sum())
    return (
        summed.sort("_scope", "day")
        .select("_scope", "day", pl.col("n").cast(pl.Int64).cum_sum().over("_scope").alias("sum"))
        .collect()
    )
