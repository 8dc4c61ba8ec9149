"""A second opinion: the main indicators written by hand in Polars, from the words of the reference.

Nothing here looks at a definition. Each function takes the tables and the first and last day of a
period and gives (numerator, denominator), or (sum, count) for means. Lives in tests only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TypeAlias

import polars as pl

Tables: TypeAlias = Mapping[str, pl.DataFrame]
Counts: TypeAlias = tuple[int, int]
Oracle: TypeAlias = Callable[[Tables, date, date], Counts]

LITIGATION = ["criminal", "civil", "administrative"]


def _on(column: str, first: date, last: date) -> pl.Expr:
    return pl.col(column).is_between(first, last)


def _pending(last: date) -> pl.Expr:
    open_then = pl.col("closed_on").is_null() | (pl.col("closed_on") > last)
    return (pl.col("filed_on") <= last) & open_then


def _cases(tables: Tables) -> pl.DataFrame:
    return tables["case"].filter(pl.col("domain") != "pre_filing")


def _first(tables: Tables) -> pl.DataFrame:
    return tables["case"].filter(pl.col("instance") == "first", pl.col("domain").is_in(LITIGATION))


def _with_due(tables: Tables) -> pl.DataFrame:
    return _cases(tables).join(tables["deadline"], on="case_number", how="left")


def closing_rate(tables: Tables, first: date, last: date) -> Counts:
    """Closed / (left over from before + filed)."""
    cases = _cases(tables)
    yesterday = first - timedelta(days=1)
    opening = cases.filter(_pending(yesterday)).height
    filed = cases.filter(_on("filed_on", first, last)).height
    return cases.filter(_on("closed_on", first, last)).height, opening + filed


def closed_to_new_ratio(tables: Tables, first: date, last: date) -> Counts:
    cases = _cases(tables)
    return (
        cases.filter(_on("closed_on", first, last)).height,
        cases.filter(_on("filed_on", first, last)).height,
    )


def disposition_time(tables: Tables, first: date, last: date) -> Counts:
    cases = _cases(tables)
    return cases.filter(_pending(last)).height, cases.filter(_on("closed_on", first, last)).height


def closed_within_limit_rate(tables: Tables, first: date, last: date) -> Counts:
    closed = _with_due(tables).filter(_on("closed_on", first, last))
    return closed.filter(pl.col("due_on") >= pl.col("closed_on")).height, closed.height


def overdue_pending_cases(tables: Tables, first: date, last: date) -> Counts:
    pending = _with_due(tables).filter(_pending(last))
    return pending.filter(pl.col("due_on") < last).height, 0


def pending_over_12_months_of_pending(tables: Tables, first: date, last: date) -> Counts:
    """Over 12 months: the day 12 months after filing lies before the last day."""
    pending = tables["case"].filter(
        _pending(last), pl.col("domain").is_in([*LITIGATION, "compensation"])
    )
    return pending.filter(pl.col("filed_on").dt.offset_by("12mo") < last).height, pending.height


def mean_days_to_close(tables: Tables, first: date, last: date) -> Counts:
    closed = _cases(tables).filter(_on("closed_on", first, last))
    return int((closed["closed_on"] - closed["filed_on"]).dt.total_days().sum()), closed.height


def appeal_rate(tables: Tables, first: date, last: date) -> Counts:
    cases = _first(tables)
    return (
        cases.filter(_on("appealed_on", first, last)).height,
        cases.filter(_on("closed_on", first, last)).height,
    )


def reversed_remanded_rate(tables: Tables, first: date, last: date) -> Counts:
    cases = _first(tables)
    bad = cases.filter(
        _on("appeal_decided_on", first, last),
        pl.col("appeal_outcome").is_in(["reversed", "partly_reversed", "remanded"]),
    )
    return bad.height, cases.filter(_on("closed_on", first, last)).height


def petition_retrial_application_rate(tables: Tables, first: date, last: date) -> Counts:
    cases = tables["case"].filter(pl.col("domain").is_in(LITIGATION))
    decided = cases.filter(
        _on("effective_on", first, last), pl.col("instance").is_in(["first", "second"])
    )
    return cases.filter(_on("petitioned_on", first, last)).height, decided.height


def civil_voluntary_performance_rate(tables: Tables, first: date, last: date) -> Counts:
    due = tables["case"].filter(
        pl.col("domain") == "civil", pl.col("enforceable"), _on("effective_on", first, last)
    )
    return due.height - due["performed_on"].null_count(), due.height


def enforcement_recovery_rate(tables: Tables, first: date, last: date) -> Counts:
    closed = tables["case"].filter(
        pl.col("case_word").is_in(["执", "执恢"]), _on("closed_on", first, last)
    )
    money = tables["money"].join(closed, on="case_number", how="semi")
    return int(money["recovered"].sum()), int(money["claimed"].sum())


def enforcement_completed_rate(tables: Tables, first: date, last: date) -> Counts:
    closed = tables["case"].filter(pl.col("case_word") == "执", _on("closed_on", first, last))
    ways = closed["closing_way"].to_list()
    return ways.count("enforcement_completed"), closed.height


def enforcement_suspended_share(tables: Tables, first: date, last: date) -> Counts:
    closed = tables["case"].filter(pl.col("case_word") == "执", _on("closed_on", first, last))
    ways = closed["closing_way"].to_list()
    return ways.count("enforcement_suspended_closing"), closed.height


def case_petition_ratio(tables: Tables, first: date, last: date) -> Counts:
    return (
        tables["petition"].filter(_on("received_on", first, last)).height,
        _cases(tables).filter(_on("filed_on", first, last)).height,
    )


def case_proceedings_ratio(tables: Tables, first: date, last: date) -> Counts:
    """件: every trial and enforcement number but preservation, jurisdiction and the like."""
    filed = tables["case"].filter(_on("filed_on", first, last))["case_word"].to_list()
    disputes = {"刑初", "民初", "知民初", "民撤", "行初", "知行初", "行赔初"}
    later = {"终", "监", "申", "抗", "再"}
    proceedings = disputes | {"知民终", "知行终", "执", "执恢", "执异", "执复", "执监"}
    proceedings |= {f"{kind}{step}" for kind in ("刑", "民", "行", "行赔") for step in later}
    return sum(word in proceedings for word in filed), sum(word in disputes for word in filed)


def mediation_rate(tables: Tables, first: date, last: date) -> Counts:
    closed = tables["case"].filter(
        pl.col("domain").is_in(["civil", "administrative"]),
        pl.col("instance").is_in(["first", "second"]),
        _on("closed_on", first, last),
    )
    return closed["closing_way"].to_list().count("mediated"), closed.height


def post_filing_success_rate(tables: Tables, first: date, last: date) -> Counts:
    ended = tables["mediation"].filter(
        pl.col("regime") == "post_filing", _on("ended_on", first, last)
    )
    return ended["outcome"].to_list().count("agreed"), ended.height


def pre_filing_diversion_rate(tables: Tables, first: date, last: date) -> Counts:
    settled = (
        tables["mediation"]
        .filter(
            pl.col("regime") == "pre_filing",
            pl.col("outcome") == "agreed",
            _on("ended_on", first, last),
        )
        .height
    )
    suits = (
        tables["case"]
        .filter(
            pl.col("domain").is_in(["civil", "administrative"]),
            pl.col("instance") == "first",
            _on("filed_on", first, last),
        )
        .height
    )
    return settled, suits + settled


def closing_progress_shifted(tables: Tables, first: date, last: date) -> Counts:
    """Intake counted one month earlier: from the month before the first to the last but one."""
    cases = _cases(tables).filter(~pl.col("case_word").is_in(["执恢", "执保"]))
    start = (first - timedelta(days=1)).replace(day=1)
    end = last.replace(day=1) - timedelta(days=1)
    opening = cases.filter(_pending(start - timedelta(days=1))).height
    filed = cases.filter(_on("filed_on", start, end)).height
    return cases.filter(_on("closed_on", first, last)).height, opening + filed


ORACLES: dict[str, Oracle] = {
    oracle.__name__: oracle
    for oracle in (
        closing_rate, closed_to_new_ratio, disposition_time, closed_within_limit_rate,
        overdue_pending_cases, pending_over_12_months_of_pending, mean_days_to_close, appeal_rate,
        reversed_remanded_rate, petition_retrial_application_rate,
        civil_voluntary_performance_rate, enforcement_recovery_rate, enforcement_completed_rate,
        enforcement_suspended_share, case_petition_ratio, case_proceedings_ratio, mediation_rate,
        post_filing_success_rate, pre_filing_diversion_rate, closing_progress_shifted,
    )
}  # fmt: skip
