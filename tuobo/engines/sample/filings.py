"""What comes in: which cases are filed on which day, under which number, with whom.

The result has one row a case, ordered by filing day, with day numbers in `filed`, `received` and
so on, and `kind`, the place of its kind in the plan.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from tuobo.core.vocabulary import Vocabulary
from tuobo.engines.sample.calendar import NONE, Days, WorkingDays, day_number, only_where
from tuobo.engines.sample.lots import between, by_kind, happens, per_kind, stream
from tuobo.engines.sample.plan import CourtPlan, Kind, Plan

_FILED_ONLY = ("民初", "执", "执恢", "执保", "诉前调", "诉前调确", "诉前调书", "行诉前调")


def filings(plan: Plan, words: Vocabulary, open_days: WorkingDays, *, seed: int, scale: float
            ) -> pl.DataFrame:  # fmt: skip
    """All cases filed from the court's opening to the data day; `scale` 1 is the full court."""
    kind, filed = _drawn(plan, open_days, seed=seed, scale=scale)
    cases = pl.DataFrame({"kind": kind, "filed": filed}).sort("filed", "kind", maintain_order=True)
    cases = _numbered(plan, cases)
    cases = _placed(plan, cases, seed=seed)
    return _dated(plan, cases, words, open_days, seed=seed)


def _drawn(plan: Plan, open_days: WorkingDays, *, seed: int, scale: float) -> tuple[Days, Days]:
    lots = stream(seed, "filings")
    kinds: list[Days] = []
    days: list[Days] = []
    for at, kind in enumerate(plan.kinds):
        for month, expected in _monthly(plan.court, kind):
            count = int(lots.poisson(expected * scale))
            end = date(month.year + month.month // 12, month.month % 12 + 1, 1)
            working = open_days.between(day_number(month), day_number(end))
            days.append(np.sort(lots.choice(working, count)))
            kinds.append(np.full(count, at, dtype=np.int64))
    return np.concatenate(kinds), np.concatenate(days)


def _monthly(court: CourtPlan, kind: Kind) -> list[tuple[date, float]]:
    """Each month of the court's life with the filings that the plan expects in it."""
    total = sum(court.months)
    found = []
    for year, number in sorted(kind.yearly.items()):
        for month, weight in enumerate(court.months, start=1):
            first = date(year, month, 1)
            if not court.opens_on <= first <= court.data_day:
                continue
            expected = number * weight / total
            if court.spike.month == f"{year}-{month:02d}" and kind.id in court.spike.kinds:
                expected *= court.spike.factor
            found.append((first, expected))
    return found


def _numbered(plan: Plan, cases: pl.DataFrame) -> pl.DataFrame:
    """Numbers restart each year for each case word and follow the order of filing."""
    words = [kind.word for kind in plan.kinds]
    cases = cases.with_columns(
        case_word=pl.col("kind").replace_strict(dict(enumerate(words)), return_dtype=pl.String),
        case_year=pl.col("filed").cast(pl.Int32).cast(pl.Date).dt.year(),
    )
    serial = pl.int_range(1, pl.len() + 1).over("case_year", "case_word").cast(pl.Int32)
    return cases.with_columns(case_serial=serial).with_columns(
        case_number=pl.format(
            "（{}）{}{}{}号", "case_year", pl.lit(plan.court.court), "case_word", "case_serial"
        )
    )


def _placed(plan: Plan, cases: pl.DataFrame, *, seed: int) -> pl.DataFrame:
    lots = stream(seed, "places")
    kind = cases["kind"].to_numpy()
    letters = by_kind(lots, kind, [one.divisions for one in plan.kinds])
    names = {division.code: division.name for division in plan.court.divisions}
    judges = {division.code: division.judges for division in plan.court.divisions}
    seats = letters.replace_strict(judges, return_dtype=pl.Int64).to_numpy()
    seat = between(lots, 1, seats, len(kind))
    return cases.with_columns(
        letters.replace_strict(names, return_dtype=pl.String).alias("division"),
        by_kind(lots, kind, [plan.causes[one.causes].shares for one in plan.kinds]).alias("cause"),
        pl.format("法官{}{}", letters, pl.Series(seat).cast(pl.String).str.zfill(2)).alias("judge"),
        *_traits(plan, kind, seed=seed),
    )


def _traits(plan: Plan, kind: Days, *, seed: int) -> list[pl.Series]:
    lots = stream(seed, "traits")
    kinds = plan.kinds
    count = len(kind)
    panel = happens(lots, per_kind(kind, [one.panel for one in kinds]), count)
    e_filed = happens(lots, per_kind(kind, [one.e_filed for one in kinds]), count)
    custody = happens(lots, per_kind(kind, [one.custody for one in kinds]), count)
    is_crime = np.asarray([bool(one.custody) for one in kinds])[kind]
    amount = per_kind(kind, [one.amount for one in kinds]) * lots.lognormal(0, 1.1, count)
    fen = np.where(amount > 0, np.round(amount * 100), NONE).astype(np.int64)
    sentence = by_kind(lots, kind, [one.sentence for one in kinds])
    return [
        pl.Series("panel", panel),
        pl.Series("e_filed", e_filed),
        only_where(is_crime, custody, pl.Boolean).alias("in_custody"),
        pl.Series("claim_amount", fen).replace(NONE, None),
        sentence.alias("likely_sentence"),
    ]


def _dated(
    plan: Plan, cases: pl.DataFrame, words: Vocabulary, open_days: WorkingDays, *, seed: int
) -> pl.DataFrame:
    """When the papers came, when the case was accepted and typed in, and what its word says."""
    lots = stream(seed, "lags")
    kind, filed = cases["kind"].to_numpy(), cases["filed"].to_numpy()
    lag = between(
        lots, 0, per_kind(kind, [one.lag for one in plan.kinds]).astype(np.int64), len(kind)
    )
    received = open_days.at_or_after(np.maximum(filed - lag, day_number(plan.court.opens_on)))
    received = np.minimum(received, filed)
    entered = open_days.at_or_after(filed + happens(lots, 0.3, len(kind)))
    entered = np.where(entered > day_number(plan.court.data_day), filed, entered)
    # Suits and enforcement are accepted by being filed; only other matters have a day of their own.
    plain = cases["case_word"].is_in(_FILED_ONLY).to_numpy()
    attributes = {word.code: word.attributes for word in words.entries}
    codes = [attributes[one.word] for one in plan.kinds]
    return cases.with_columns(
        pl.Series("received", received),
        pl.Series("accepted", np.where(plain, NONE, filed)),
        pl.Series("entered", entered),
        *(
            pl.col("kind")
            .replace_strict(
                {at: code[name] for at, code in enumerate(codes)}, return_dtype=pl.String
            )
            .alias(name)
            for name in ("domain", "instance")
        ),
        *(
            pl.col("kind")
            .replace_strict(dict(enumerate(values)), return_dtype=pl.String)
            .replace("", None)
            .alias(name)
            for name, values in {
                "procedure": [one.procedure for one in plan.kinds],
                "matter": [one.matter for one in plan.kinds],
            }.items()
        ),
    )
