"""What the court keeps beside its cases: petitions, staff, and its own monthly return (收结存)."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl

from tuobo.core.facts import FactSchema
from tuobo.core.period import month_index, month_start
from tuobo.engines.sample.calendar import NONE, WorkingDays, as_date, day_number
from tuobo.engines.sample.lots import between, chosen, happens, stream
from tuobo.engines.sample.outcomes import known
from tuobo.engines.sample.plan import Plan

_CHANNELS = {"letter": 0.2, "visit": 0.3, "hotline_12368": 0.35, "online": 0.1, "transferred": 0.05}
_OUTCOMES = {
    "explained": 0.6,
    "resolved": 0.25,
    "filed": 0.05,
    "returned": 0.07,
    "terminated": 0.03,
}
_CODES = {"president": "院长", "vice_president": "副院长", "assistant": "助理", "clerk": "书记员",
          "bailiff": "法警"}  # fmt: skip


def petition_table(
    plan: Plan, schema: FactSchema, cases: pl.DataFrame, open_days: WorkingDays,
    *, seed: int, scale: float,
) -> pl.DataFrame:  # fmt: skip
    """Petitions; those that name a case name one that had been closed."""
    lots = stream(seed, "petitions")
    first, last = day_number(plan.court.starts_on), day_number(plan.court.data_day) + 1
    count = max(int(plan.court.petitions.yearly * (last - first) / 365 * scale), 12)
    received = np.sort(lots.choice(open_days.between(first, last), count))
    replied = known(open_days.at_or_after(received + between(lots, 3, 25, count)), plan)
    closed = known(np.where(replied == NONE, NONE, replied + between(lots, 0, 20, count)), plan)
    done = cases.filter(pl.col("closed") != NONE, pl.col("case_word").is_in(["民初", "执", "刑初"]))
    named = happens(lots, plan.court.petitions.with_case, count)
    order = np.argsort(done["closed"].to_numpy(), kind="stable")
    sorted_closed = done["closed"].to_numpy()[order]
    numbers: list[str | None] = []
    for day, has_case, ticket in zip(received, named, lots.random(count), strict=True):
        until = int(np.searchsorted(sorted_closed, day))
        at = int(ticket * until)
        numbers.append(done["case_number"][int(order[at])] if has_case and until else None)
    divisions = [division.name for division in plan.court.divisions]
    rows = pl.DataFrame(
        {
            "court": plan.court.court,
            "division": chosen(lots, dict.fromkeys(divisions, 1.0), count),
            "channel": chosen(lots, _CHANNELS, count),
            "outcome": chosen(lots, _OUTCOMES, count),
            "case_number": pl.Series(numbers, dtype=pl.String),
            "received": received, "replied": replied, "closed": closed,
        }
    ).with_columns(
        as_date("received").alias("received_on"),
        as_date("replied").alias("replied_on"),
        as_date("closed").alias("closed_on"),
        pl.when(pl.col("closed") != NONE).then("outcome").alias("outcome"),
    )  # fmt: skip
    year = pl.col("received_on").dt.year()
    order_in_year = pl.int_range(1, pl.len() + 1).over(year).cast(pl.String).str.zfill(4)
    rows = rows.with_columns(petition_number=pl.format("访{}-{}", year, order_in_year))
    return schema["petition"].conform(rows)


def staff_table(plan: Plan, schema: FactSchema) -> pl.DataFrame:
    """The court's people as codes; the first judge of each division heads it."""
    rows: list[dict[str, object]] = []
    start = plan.court.opens_on
    for division in plan.court.divisions:
        for number in range(1, division.judges + 1):
            post = "division_head" if number == 1 else "judge"
            person = f"法官{division.code}{number:02d}"
            rows.append({"person": person, "division": division.name, "post": post})
    divisions = [division.name for division in plan.court.divisions]
    for post, count in plan.court.staff.items():
        for number in range(1, count + 1):
            has_home = post in {"assistant", "clerk"}
            works_in = divisions[number % len(divisions)] if has_home else None
            person = f"{_CODES[post]}{number:02d}"
            rows.append({"person": person, "division": works_in, "post": post})
    frame = pl.DataFrame(
        rows, schema={"person": pl.String, "division": pl.String, "post": pl.String}
    )
    return schema["staff"].conform(
        frame.with_columns(court=pl.lit(plan.court.court), starts_on=pl.lit(start))
    )


def caseload_table(
    plan: Plan, schema: FactSchema, case: pl.DataFrame, interval: pl.DataFrame
) -> pl.DataFrame:
    """旧存, 新收, 已结, 未结 of each month, for each division and for the whole court."""
    stays = interval.filter(pl.col("kind") == "suspended").select(
        "case_number", stayed="starts_on", resumed="ends_on"
    )
    rows: list[pl.DataFrame] = []
    for start, end in _months(plan):
        last = end - timedelta(days=1)
        open_at_start = (pl.col("filed_on") < start) & ~(pl.col("closed_on") < start).fill_null(
            value=False
        )
        came = pl.col("filed_on").is_between(start, last)
        went = pl.col("closed_on").is_between(start, last).fill_null(value=False)
        counts = case.group_by("division").agg(
            opening=open_at_start.sum(), received=came.sum(), resolved=went.sum()
        )
        stopped = _suspended(case, stays, last)
        whole = counts.select(pl.lit(None, pl.String).alias("division"), pl.col(
            "opening", "received", "resolved").sum())  # fmt: skip
        both = pl.concat([whole, counts.sort("division")]).with_columns(
            starts_on=pl.lit(start), ends_on=pl.lit(last)
        )
        rows.append(
            both.join(stopped, on="division", how="left", nulls_equal=True, maintain_order="left")
        )
    frame = pl.concat(rows).with_columns(
        court=pl.lit(plan.court.court),
        pending=pl.col("opening") + pl.col("received") - pl.col("resolved"),
        suspended=pl.col("suspended").fill_null(0),
    )
    return schema["caseload"].conform(frame)


def _months(plan: Plan) -> list[tuple[date, date]]:
    first, last = month_index(plan.court.starts_on), month_index(plan.court.data_day)
    return [(month_start(at), month_start(at + 1)) for at in range(first, last + 1)]


def _suspended(case: pl.DataFrame, stays: pl.DataFrame, last: date) -> pl.DataFrame:
    """Pending cases whose clock stands still at the end of the month."""
    still = stays.filter(
        pl.col("stayed") <= last, pl.col("resumed").is_null() | (pl.col("resumed") > last)
    )
    pending = case.filter(
        pl.col("filed_on") <= last, pl.col("closed_on").is_null() | (pl.col("closed_on") > last)
    ).join(still.select("case_number").unique(), on="case_number", how="semi")
    counts = pending.group_by("division").agg(suspended=pl.len().cast(pl.Int64))
    whole = pl.DataFrame({"division": [None], "suspended": [pending.height]},
                         schema={"division": pl.String, "suspended": pl.Int64})  # fmt: skip
    return pl.concat([whole, counts])
