"""Which case numbers belong to one dispute: failed mediations that were filed, decisions that are
enforced, enforcement that is resumed. Others stand alone.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from tuobo.engines.sample.calendar import NONE, Days, Flags, day_number, only_where
from tuobo.engines.sample.lots import happens, match, stream
from tuobo.engines.sample.plan import Plan

FAILED = "mediation_failed"


def linked(plan: Plan, cases: pl.DataFrame, *, seed: int) -> pl.DataFrame:
    """The cases with their dispute, origin, application for enforcement and failed mediation."""
    lots = stream(seed, "disputes")
    failed = _failed(plan, cases, lots)
    origin = np.full(cases.height, -1, dtype=np.int64)
    applied = np.full(cases.height, NONE, dtype=np.int64)
    is_suit = cases["case_word"].eq("民初").to_numpy()
    before = cases["filed"].to_numpy() < day_number(plan.court.mediation.start)
    suits, ended = np.flatnonzero(is_suit & before), np.flatnonzero(failed)
    suit_of = _paired(cases, ended, suits, ("closed", "received"), (0, 5), lots)
    _enforced(plan, cases, origin, applied, lots)
    _resumed(plan, cases, origin, lots)
    dispute = _disputes(cases, origin, suit_of)
    numbers = cases["case_number"].to_numpy()
    # A failed mediation names the suit that followed; the suit itself has no earlier decision.
    follow = np.full(cases.height, None, dtype=object)
    follow[list(suit_of.values())] = numbers[list(suit_of)]
    return cases.with_columns(
        pl.Series(FAILED, failed),
        pl.Series("follow_up", follow.tolist(), dtype=pl.String),
        dispute,
        only_where(origin >= 0, numbers[origin], pl.String).alias("origin_case_number"),
        pl.Series("enforcement_applied", applied),
    )


def _failed(plan: Plan, cases: pl.DataFrame, lots: np.random.Generator) -> Flags:
    before_filing = cases["case_word"].eq("诉前调").to_numpy()
    failed = ~happens(lots, plan.court.mediation.pre_filing_success, cases.height)
    found: Flags = before_filing & failed & (cases["closed"].to_numpy() != NONE)
    return found


def _paired(
    cases: pl.DataFrame, sources: Days, targets: Days, columns: tuple[str, str],
    gap: tuple[int, int], lots: np.random.Generator,
) -> dict[int, int]:  # fmt: skip
    """Target → source, each source used once, so many days apart."""
    ready = cases[columns[0]].to_numpy()[sources]
    wanted = cases[columns[1]].to_numpy()[targets]
    found = match(lots, ready, wanted, gap)
    return {int(targets[at]): int(sources[one]) for at, one in enumerate(found) if one >= 0}


def _enforced(
    plan: Plan, cases: pl.DataFrame, origin: Days, applied: Days, lots: np.random.Generator
) -> None:
    """Own decisions whose winners applied for enforcement."""
    rules = plan.court.enforcement
    owed = cases["enforceable"].fill_null(value=False).to_numpy().copy()
    owed &= (cases["effective"].to_numpy() != NONE) & (cases["performed"].to_numpy() == NONE)
    owed &= happens(lots, rules.applied * 1.6, cases.height)
    plain = cases["case_word"].eq("执").to_numpy() & cases["matter"].is_null().to_numpy()
    own = plain & happens(lots, rules.linked, cases.height)
    pairs = _paired(
        cases, np.flatnonzero(owed), np.flatnonzero(own), ("effective", "received"), (16, 240), lots
    )
    received = cases["received"].to_numpy()
    for target, source in pairs.items():
        origin[target] = source
        applied[source] = received[target]


def _resumed(plan: Plan, cases: pl.DataFrame, origin: Days, lots: np.random.Generator) -> None:
    """Enforcement that had been terminated for want of property, taken up again much later."""
    ended = cases["closing_way"].eq("enforcement_suspended_closing").fill_null(value=False)
    ended &= cases["case_word"] == "执"
    # Some resumed cases go back to the time of another court, which this one does not know.
    again = cases["case_word"].eq("执恢").to_numpy() & happens(lots, 0.85, cases.height)
    gap = (plan.court.enforcement.resumed_after, 700)
    pairs = _paired(
        cases, np.flatnonzero(ended.to_numpy()), np.flatnonzero(again), ("closed", "received"),
        gap, lots,
    )  # fmt: skip
    for target, source in pairs.items():
        origin[target] = source


def _disputes(cases: pl.DataFrame, origin: Days, suit_of: dict[int, int]) -> pl.Series:
    """One mark a dispute: that of the earliest case in the chain."""
    parent = origin.copy()
    for suit, mediation in suit_of.items():
        parent[suit] = mediation
    root = np.arange(cases.height)
    for at in range(cases.height):  # parents are filed earlier, so their roots are already known
        if parent[at] >= 0:
            root[at] = root[parent[at]]
    years = cases["case_year"].to_numpy()
    return pl.Series("dispute", [f"纠{years[at]}-{at + 1:05d}" for at in root.tolist()])
