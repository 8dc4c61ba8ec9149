"""From worked-out cases to fact tables: case, interval, event, mediation, money.

Here day numbers become dates, and what has not happened by the data day is left out.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from tuobo.core.facts import FactSchema
from tuobo.engines.sample.calendar import NONE, WorkingDays, as_date, day_number
from tuobo.engines.sample.course import SLOTS
from tuobo.engines.sample.disputes import FAILED
from tuobo.engines.sample.lots import between, chosen, happens, stream
from tuobo.engines.sample.outcomes import known
from tuobo.engines.sample.plan import Plan

_DAYS = {
    "received_on": "received", "accepted_on": "accepted", "filed_on": "filed",
    "entered_on": "entered", "closed_on": "closed", "decided_on": "decided", "served_on": "served",
    "effective_on": "effective", "archived_on": "archived", "appealed_on": "appealed",
    "appeal_sent_on": "appeal_sent", "appeal_decided_on": "appeal_decided",
    "petitioned_on": "petitioned", "retrial_decided_on": "retrial_decided",
    "enforcement_applied_on": "enforcement_applied", "performed_on": "performed",
    "source_due_on": "source_due",
}  # fmt: skip
_SERVICE = {"electronic": 0.45, "post": 0.3, "direct": 0.25}
_TRIALS = ("first", "retrial")


def case_table(plan: Plan, schema: FactSchema, cases: pl.DataFrame) -> pl.DataFrame:
    """One row a case, with the source system's own idea of the deadline."""
    stopped = pl.sum_horizontal(
        pl.when(pl.col(f"{slot}_start") != NONE)
        .then(pl.col(f"{slot}_end") - pl.col(f"{slot}_start"))
        .otherwise(0)
        for slot in SLOTS
    )
    granted = pl.col("extended") & (pl.col("extension_approved") <= day_number(plan.court.data_day))
    longer = pl.when(granted).then(pl.col("extension_months") * 30).otherwise(0)
    limited = pl.col("limit_on") != NONE
    cases = cases.with_columns(
        source_due=pl.when(limited).then(pl.col("limit_on") + stopped + longer).otherwise(NONE),
        statutory_limit_days=pl.when(limited).then(pl.col("limit_on") - pl.col("filed")),
        court=pl.lit(plan.court.court),
        foreign_related=pl.lit(value=False),
    )
    dated = cases.with_columns(as_date(source).alias(name) for name, source in _DAYS.items())
    return schema["case"].conform(dated)


def interval_table(plan: Plan, schema: FactSchema, cases: pl.DataFrame) -> pl.DataFrame:
    """Exclusions, suspensions and extensions that had begun or been granted by the data day."""
    today = day_number(plan.court.data_day)
    parts = [_stops(plan, cases, slot, today) for slot in SLOTS]
    granted = cases.filter(
        "extended",
        pl.col("extension_approved") <= today,
        pl.col("closed").eq(NONE) | (pl.col("closed") > pl.col("extension_approved")),
    ).with_row_index("order")
    extensions = granted.select(
        "case_number",
        pl.lit("extended").alias("kind"),
        as_date("extension_approved").alias("starts_on"),
        pl.col("extension_months").alias("added_months"),
        as_date("extension_applied").alias("applied_on"),
        as_date("extension_approved").alias("approved_on"),
        pl.col("extension_approver").alias("approver"),
        pl.format("延审字{}号", pl.col("order") + 1).alias("paper"),
    )
    rows = pl.concat([*parts, extensions], how="diagonal_relaxed")
    rows = _linked_stays(cases, rows)
    return schema["interval"].conform(rows.sort("case_number", "starts_on", maintain_order=True))


def _stops(plan: Plan, cases: pl.DataFrame, slot: str, today: int) -> pl.DataFrame:
    start, end, ground = f"{slot}_start", f"{slot}_end", f"{slot}_ground"
    kinds = {name: span.kind for name, span in plan.court.grounds.items()}
    rows = cases.filter(pl.col(start) != NONE, pl.col(start) <= today).with_row_index("order")
    rows = rows.with_columns(pl.when(pl.col(end) <= today).then(end).otherwise(NONE).alias(end))
    stay = pl.col(ground).is_in(["X-STAY", "X-STAY-LINKED"])
    review = pl.when(stay & (pl.col(start) + 60 <= today)).then(pl.col(start) + 60)
    kind = pl.col(ground).replace_strict(kinds, default="excluded")
    return rows.select(
        "case_number",
        kind.alias("kind"),
        pl.col(ground).alias("ground"),
        as_date(start).alias("starts_on"),
        as_date(end).alias("ends_on"),
        # A stay is ordered, not applied for: its register has no such column.
        pl.when(kind == "excluded").then(as_date(start)).alias("applied_on"),
        as_date(start).alias("approved_on"),
        pl.lit("president").alias("approver"),
        pl.format("审限文书{}{}号", pl.lit("甲" if slot == SLOTS[0] else "乙"), pl.col("order") + 1)
        .alias("paper"),
        review.cast(pl.Int32).cast(pl.Date).alias("review_on"),
        pl.when(pl.col(ground).is_in(["X-MED-EXT", "X-SETTLE"])).then(pl.lit(value=True))
        .alias("consented"),
    )  # fmt: skip


def _linked_stays(cases: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Each stay for another case names one that ends just before the stay does, or is open."""
    trials = cases.filter(pl.col("instance").is_in(_TRIALS), pl.col("case_word") != "民监")
    closed = trials["closed"].to_numpy()
    numbers, filed = trials["case_number"].to_list(), trials["filed"].to_numpy()
    found: list[str | None] = []
    for row in rows.iter_rows(named=True):
        if row["ground"] != "X-STAY-LINKED":
            found.append(None)
            continue
        start, end = day_number(row["starts_on"]), row["ends_on"]
        if end is None:
            fits = (closed == NONE) & (filed < start)
        else:
            last = day_number(end)
            fits = (closed <= last) & (closed >= last - 6) & (filed < start)
        places = np.flatnonzero(fits)
        others = [numbers[at] for at in places.tolist() if numbers[at] != row["case_number"]]
        found.append(others[0] if others else None)
    linked = pl.Series("linked_case_number", found, dtype=pl.String)
    rows = rows.with_columns(linked)
    # A stay that finds no other case to wait for is an ordinary stay.
    lone = (pl.col("ground") == "X-STAY-LINKED") & pl.col("linked_case_number").is_null()
    return rows.with_columns(
        pl.when(lone).then(pl.lit("X-STAY")).otherwise("ground").alias("ground")
    )


def event_table(
    plan: Plan, schema: FactSchema, cases: pl.DataFrame, open_days: WorkingDays, *, seed: int
) -> pl.DataFrame:
    """First service, hearings, adjournments, notices and conversions of trials."""
    lots = stream(seed, "events")
    trials = cases.filter(
        pl.col("case_word").is_in(["民初", "民撤", "刑初", "行初", "行赔初", "民再"])
    )
    parts = [
        _services(trials, open_days, lots),
        *_hearings(plan, trials, open_days, lots),
        _notices(cases),
        _conversions(cases),
    ]
    rows = pl.concat(parts, how="diagonal_relaxed").filter(pl.col("day") != NONE)
    today = day_number(plan.court.data_day)
    until = pl.when(pl.col("until") <= today).then("until").otherwise(NONE).alias("until")
    rows = rows.filter(pl.col("day") <= today).with_columns(until.fill_null(NONE))
    rows = rows.with_columns(
        as_date("day").alias("happened_on"), as_date("until").alias("until_on")
    )
    return schema["event"].conform(rows.sort("case_number", "happened_on", maintain_order=True))


def _services(
    trials: pl.DataFrame, open_days: WorkingDays, lots: np.random.Generator
) -> pl.DataFrame:
    filed, closed = trials["filed"].to_numpy(), trials["closed"].to_numpy()
    day = open_days.at_or_before(filed + between(lots, 1, 4, len(filed)))
    day = np.where((day < filed) | ((closed != NONE) & (day > closed)), filed, day)
    return pl.DataFrame(
        {"case_number": trials["case_number"], "kind": ["service"] * len(day), "day": day,
         "method": chosen(lots, _SERVICE, len(day))}
    )  # fmt: skip


def _hearings(
    plan: Plan, trials: pl.DataFrame, open_days: WorkingDays, lots: np.random.Generator
) -> list[pl.DataFrame]:
    """One hearing, perhaps adjourned once to within a month: at most what a simplified case may."""
    filed, spent = trials["filed"].to_numpy(), trials["spent"].to_numpy()
    count = trials.height
    decided, kinds = trials["decided"].to_numpy(), plan.kinds
    share = np.asarray([one.hearing for one in kinds])[trials["kind"].to_numpy()]
    held = lots.random(count) < share
    held &= ~trials["settled"].to_numpy() & (spent >= 5)
    day = open_days.at_or_before(filed + np.maximum((spent * 0.6).astype(np.int64), 4))
    day = np.maximum(day, filed + 1)
    held &= (decided == NONE) | (day <= decided)
    later = held & happens(lots, 0.04, count) & (spent > 40)
    moved = open_days.at_or_before(day + between(lots, 12, 22, count))
    later &= (moved > day) & ((decided == NONE) | (moved <= decided))
    number = trials["case_number"]
    first = pl.DataFrame({"case_number": number, "kind": "hearing", "day": day}).filter(held)
    again = pl.DataFrame({"case_number": number, "kind": "hearing", "day": moved}).filter(later)
    put_off = pl.DataFrame(
        {
            "case_number": number,
            "kind": "adjournment",
            "day": day,
            "until": moved,
            "consented": True,
        }
    ).filter(later)
    return [first, again, put_off]


def _notices(cases: pl.DataFrame) -> pl.DataFrame:
    parts = [
        cases.filter(pl.col(f"{slot}_ground") == "X-NOTICE").select(
            "case_number", pl.lit("notice").alias("kind"),
            pl.col(f"{slot}_start").alias("day"), pl.col(f"{slot}_end").alias("until"),
            pl.lit("notice").alias("method"),
        )
        for slot in SLOTS
    ]  # fmt: skip
    return pl.concat(parts)


def _conversions(cases: pl.DataFrame) -> pl.DataFrame:
    happened = (pl.col("converted") != NONE) & (
        pl.col("closed").eq(NONE) | (pl.col("converted") < pl.col("closed"))
    )
    return cases.filter(happened).select(
        "case_number", pl.lit("conversion").alias("kind"), pl.col("converted").alias("day"),
        pl.col("converted_from").alias("from_value"), pl.col("procedure").alias("to_value"),
        pl.lit(None, pl.Int64).alias("until"),
    )  # fmt: skip


def mediation_table(
    plan: Plan, schema: FactSchema, cases: pl.DataFrame, open_days: WorkingDays, *, seed: int
) -> pl.DataFrame:
    """Mediations before filing (诉前调, to 2024) and after filing (先行调解, from 2025)."""
    lots = stream(seed, "mediations")
    before = cases.filter(pl.col("case_word") == "诉前调").select(
        regime=pl.lit("pre_filing"), case_number="follow_up", registered="filed", signed="filed",
        ended="closed", extension=pl.lit(NONE, pl.Int64), success=~pl.col(FAILED),
        division="division", cause="cause",
    )  # fmt: skip
    after = cases.filter(pl.col("mediation_signed") != NONE).select(
        regime=pl.lit("post_filing"), case_number="case_number", registered="filed",
        signed="mediation_signed", ended="mediation_ended", extension="mediation_extended_from",
        success="settled", division="division", cause="cause",
    )  # fmt: skip
    today = day_number(plan.court.data_day)
    rows = pl.concat([before, after]).sort("registered", maintain_order=True)
    rows = rows.filter(pl.col("signed") <= today)
    ended = pl.when(pl.col("ended") <= today).then("ended").otherwise(NONE).alias("ended")
    rows = rows.with_columns(ended)
    year = pl.col("registered").cast(pl.Int32).cast(pl.Date).dt.year()
    rows = rows.with_columns(year=year).with_columns(
        mediation_number=pl.format(
            "调{}-{}",
            "year",
            pl.int_range(1, pl.len() + 1).over("year").cast(pl.String).str.zfill(5),
        )
    )
    return schema["mediation"].conform(_mediated(plan, rows, open_days, lots))


def _mediated(
    plan: Plan, rows: pl.DataFrame, open_days: WorkingDays, lots: np.random.Generator
) -> pl.DataFrame:
    count = rows.height
    mediators = {f"调解员{at:02d}": 1.0 for at in range(1, plan.court.mediators + 1)}
    mediators |= dict.fromkeys(plan.court.rare_mediators, 0.5)
    failures = chosen(lots, {"failed": 0.7, "refused": 0.15, "expired": 0.15}, count)
    ended, success = rows["ended"].to_numpy(), rows["success"].to_numpy()
    confirmed = open_days.at_or_after(ended + between(lots, 2, 20, count))
    performed = open_days.at_or_after(ended + between(lots, 3, 40, count))
    confirms = success & (ended != NONE) & happens(lots, 0.25, count)
    performs = success & (ended != NONE) & happens(lots, 0.85, count)
    # The day of consent to an extension is the last day of the first period.
    extension = pl.when(pl.col("extension") != NONE).then(pl.col("extension")).otherwise(NONE)
    return rows.with_columns(
        pl.lit(plan.court.court).alias("court"),
        pl.Series("mediator", chosen(lots, mediators, count)),
        pl.Series("failure", failures),
        pl.Series("confirmed", known(np.where(confirms, confirmed, NONE), plan)),
        pl.Series("performed", known(np.where(performs, performed, NONE), plan)),
        extension.alias("extension"),
    ).with_columns(
        as_date("registered").alias("registered_on"),
        as_date("registered").alias("consented_on"),
        as_date("signed").alias("signed_on"),
        pl.when(pl.col("extension") <= day_number(plan.court.data_day))
        .then(as_date("extension")).alias("extension_consented_on"),
        as_date("ended").alias("ended_on"),
        as_date("confirmed").alias("confirmed_on"),
        as_date("performed").alias("performed_on"),
        pl.when(pl.col("ended") == NONE).then(None)
        .when("success").then(pl.lit("agreed")).otherwise("failure").alias("outcome"),
        pl.when(pl.col("ended") != NONE).then("success").alias("has_agreement"),
    )  # fmt: skip


def money_table(plan: Plan, schema: FactSchema, cases: pl.DataFrame, *, seed: int) -> pl.DataFrame:
    """What was claimed and recovered in each enforcement case."""
    lots = stream(seed, "money")
    kinds = [at for at, one in enumerate(plan.kinds) if one.money]
    rows = cases.filter(pl.col("kind").is_in(kinds))
    count, today = rows.height, day_number(plan.court.data_day)
    ways: Mapping[str | None, tuple[float, float]] = {
        "enforcement_completed": (1, 1), "enforcement_suspended_closing": (0, 0.12),
        "enforcement_terminated": (0.2, 1), "enforcement_cancelled": (0, 0), None: (0, 0.4),
    }  # fmt: skip
    edges = [ways.get(way, (0.0, 0.0)) for way in rows["closing_way"].to_list()]
    least, most = np.asarray(edges).T
    claimed = rows["claim_amount"].fill_null(0).to_numpy()
    share = least + (most - least) * lots.random(count)
    share = np.where((least == 0) & (lots.random(count) < 0.45), 0, share)
    recovered = np.round(claimed * share).astype(np.int64)
    filed, closed = rows["filed"].to_numpy(), rows["closed"].to_numpy()
    last = np.where(closed == NONE, today, closed)
    paid = np.maximum(last - between(lots, 0, 12, count), filed)
    searched = np.minimum(filed + between(lots, 2, 20, count), last)
    ended = (
        rows["closing_way"].eq("enforcement_suspended_closing").fill_null(value=False).to_numpy()
    )
    limited = np.minimum(filed + between(lots, 25, 60, count), last)
    found = rows.with_columns(
        pl.Series("claimed", claimed),
        pl.Series("recovered", recovered),
        pl.Series("recovered_day", np.where(recovered > 0, paid, NONE)),
        pl.Series("searched", np.where(searched <= today, searched, NONE)),
        pl.Series("limited", np.where(ended, limited, NONE)),
    ).with_columns(
        as_date("recovered_day").alias("recovered_on"),
        as_date("searched").alias("assets_searched_on"),
        as_date("limited").alias("consumption_limited_on"),
    )
    return schema["money"].conform(found)
