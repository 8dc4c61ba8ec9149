"""How cases end and what follows: closing way, decision, service, appeal, retrial, archiving.

Days after the data day do not exist yet: they, and all that hangs on them, are missing.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from tuobo.engines.sample.calendar import NONE, Days, Flags, WorkingDays, day_number, only_where
from tuobo.engines.sample.lots import between, by_kind, chosen, happens, per_kind, stream
from tuobo.engines.sample.plan import AppealSteps, Plan

_FIRST_INSTANCE = ("民初", "民撤", "刑初", "行初", "行赔初")
_DECISIONS = ("judgment", "dismissed")


def outcomes(plan: Plan, cases: pl.DataFrame, open_days: WorkingDays, *, seed: int) -> pl.DataFrame:
    """The cases with all that follows from their closing, up to the data day."""
    cases = _ended(plan, cases, open_days, seed=seed)
    cases = _appealed(plan, cases, seed=seed)
    cases = _effective(plan, cases, open_days, seed=seed)
    return _reviewed(plan, cases, seed=seed)


def known(days: Days, plan: Plan) -> Days:
    """Days up to the data day; later ones have not happened."""
    return np.where(days > day_number(plan.court.data_day), NONE, days)


def _ended(plan: Plan, cases: pl.DataFrame, open_days: WorkingDays, *, seed: int) -> pl.DataFrame:
    lots, count = stream(seed, "endings"), cases.height
    kind = cases["kind"].to_numpy()
    way = by_kind(lots, kind, [one.endings for one in plan.kinds])
    settled = pl.Series(chosen(lots, plan.court.mediation.endings, count), dtype=pl.String)
    drawn = cases["closed"].to_numpy()
    gate = (cases["filed"].to_numpy() + 92 > drawn) & cases["domain"].eq("enforcement").to_numpy()
    closed = known(drawn, plan)
    back = np.where(happens(lots, 0.3, count), between(lots, 0, 6, count), 0)
    last = cases.select(pl.max_horizontal("filed", "first_end", "second_end")).to_series()
    decided = np.minimum(np.maximum(open_days.at_or_before(drawn - back), last.to_numpy()), drawn)
    is_closed = closed != NONE
    no_paper = cases["domain"].eq("pre_filing").to_numpy()
    archived = known(open_days.at_or_before(drawn + between(lots, 20, 85, count)), plan)
    archived = np.maximum(archived, np.where(archived == NONE, NONE, drawn))
    cases = cases.with_columns(
        pl.Series("closed", closed),
        pl.Series("decided", np.where(is_closed & ~no_paper, decided, NONE)),
        pl.Series("served", np.where(is_closed & ~no_paper, drawn, NONE)),
        pl.Series("archived", np.where(is_closed, archived, NONE)),
        pl.when(pl.col("settled")).then(settled).otherwise(way).alias("closing_way"),
    )
    early = pl.Series(gate)
    suspended = pl.col("closing_way") == "enforcement_suspended_closing"
    # Termination of this enforcement needs more than three months since filing.
    settled_early = chosen(lots, plan.court.enforcement.early, count)
    way_kept = pl.when(suspended & early).then(pl.Series(settled_early, dtype=pl.String))
    return cases.with_columns(closing_way=way_kept.otherwise("closing_way")).with_columns(
        pl.when(pl.col("closed") != NONE).then("closing_way").alias("closing_way")
    )


def _appealed(plan: Plan, cases: pl.DataFrame, *, seed: int) -> pl.DataFrame:
    lots, count, rules = stream(seed, "appeals"), cases.height, plan.court.appeals
    kind, served = cases["kind"].to_numpy(), cases["served"].to_numpy()
    decided = cases["closing_way"].is_in(_DECISIONS).fill_null(value=False).to_numpy()
    share = per_kind(kind, [one.appeal for one in plan.kinds])
    appealed = decided & happens(lots, share, count) & (served != NONE)
    crime = cases["domain"].eq("criminal").to_numpy()
    days = np.where(
        appealed,
        served + _step(lots, crime, rules.civil, rules.criminal, "appeal_days", count),
        NONE,
    )
    # A criminal file goes up within three days after the ten days for appeal.
    since = np.where(crime, served + 8, days)
    sent = since + _step(lots, crime, rules.civil, rules.criminal, "send_days", count)
    outcome_on = sent + _step(lots, crime, rules.civil, rules.criminal, "decide_days", count)
    days = known(days, plan)
    sent = known(np.where(days == NONE, NONE, sent), plan)
    outcome_on = known(np.where(sent == NONE, NONE, outcome_on), plan)
    outcome = pl.Series(chosen(lots, rules.outcomes, count), dtype=pl.String)
    attributable = pl.Series(happens(lots, rules.attributable, count))
    changed = pl.col("appeal_outcome").is_in(["reversed", "partly_reversed", "remanded"])
    return cases.with_columns(
        pl.Series("appealed", days),
        pl.Series("appeal_sent", sent),
        pl.Series("appeal_decided", outcome_on),
    ).with_columns(
        pl.when(pl.col("appeal_decided") != NONE).then(outcome).alias("appeal_outcome")
    ).with_columns(pl.when(changed).then(attributable).alias("appeal_attributable"))  # fmt: skip


def _step(
    lots: np.random.Generator, crime: Flags, civil: AppealSteps, criminal: AppealSteps,
    name: str, count: int,
) -> Days:  # fmt: skip
    """Days that one step of an appeal takes, by branch of law."""
    least, most = getattr(civil, name)
    least_crime, most_crime = getattr(criminal, name)
    return between(
        lots, np.where(crime, least_crime, least), np.where(crime, most_crime, most), count
    )


def _effective(
    plan: Plan, cases: pl.DataFrame, open_days: WorkingDays, *, seed: int
) -> pl.DataFrame:
    """When a first-instance decision takes effect, and what it leaves to be done."""
    lots, count, rules = stream(seed, "effects"), cases.height, plan.court
    served, appealed = cases["served"].to_numpy(), cases["appealed"].to_numpy()
    way, words = cases["closing_way"], cases["case_word"]
    first = words.is_in(_FIRST_INSTANCE).to_numpy()
    small = cases["procedure"].eq("small_claims").fill_null(value=False).to_numpy()
    decision = way.is_in(_DECISIONS).fill_null(value=False).to_numpy() & ~small
    crime = cases["domain"].eq("criminal").to_numpy()
    wait = np.where(
        crime, rules.appeals.criminal.effective_after, rules.appeals.civil.effective_after
    )
    day = np.where(decision, served + wait, served)
    upheld = (
        cases["appeal_outcome"].is_in(["upheld", "withdrawn"]).fill_null(value=False).to_numpy()
    )
    day = np.where(
        appealed != NONE, np.where(upheld, cases["appeal_decided"].to_numpy() + 3, NONE), day
    )
    effective = known(np.where(first & (served != NONE), day, NONE), plan)
    content = way.is_in(["judgment", "mediated"]).fill_null(value=False).to_numpy()
    content &= (cases["domain"] == "civil").to_numpy() & first
    enforceable = content & happens(lots, rules.enforcement.content, count)
    performed = (
        enforceable & happens(lots, rules.enforcement.performed, count) & (effective != NONE)
    )
    performed_on = open_days.at_or_before(effective + between(lots, 8, 60, count))
    return cases.with_columns(
        pl.Series("effective", effective),
        only_where(content, enforceable, pl.Boolean).alias("enforceable"),
        pl.Series("performed", known(np.where(performed, performed_on, NONE), plan)),
    )


def _reviewed(plan: Plan, cases: pl.DataFrame, *, seed: int) -> pl.DataFrame:
    """Petitions for retrial against effective decisions, and what came of them."""
    lots, count, rules = stream(seed, "retrials"), cases.height, plan.court.retrials
    effective = cases["effective"].to_numpy()
    decision = cases["closing_way"].is_in(_DECISIONS).fill_null(value=False).to_numpy()
    asked = (effective != NONE) & decision & happens(lots, rules.share * 2, count)
    day = known(np.where(asked, effective + between(lots, 20, 150, count), NONE), plan)
    outcome_on = known(np.where(day == NONE, NONE, day + between(lots, 30, 85, count)), plan)
    outcome = pl.Series(chosen(lots, rules.outcomes, count), dtype=pl.String)
    return cases.with_columns(
        pl.Series("petitioned", day), pl.Series("retrial_decided", outcome_on)
    ).with_columns(
        pl.when(pl.col("retrial_decided") != NONE).then(outcome).alias("retrial_outcome")
    )
