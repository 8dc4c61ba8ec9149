"""How a case goes: how long it takes, what stops its clock, what lengthens it, when it closes.

Everything is drawn in days that count; exclusions are then put between them, so that a case which
keeps its limit in counted days keeps it on the calendar. Each interval begins well before the
limit ends, each extension is asked for and granted in time: what the plan plants later is the only
breach, besides the natural overruns (`natural_overrun`) that no court is without.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tuobo.engines.sample.calendar import NONE, Days, Flags, WorkingDays, add_months, day_number
from tuobo.engines.sample.lots import between, happens, per_kind, stream
from tuobo.engines.sample.plan import GroundLength, Kind, Length, Plan

_UNLIMITED = 720
_BEYOND = 22  # days past the limit that no reading, rest day or inclusive counting can bridge
SLOTS = ("first", "second")


@dataclass(frozen=True, kw_only=True)
class _Limits:
    """Counted days that each case may take: kept by all, breached by overruns."""

    kept: Days
    hard: Days
    longest: Days


def courses(plan: Plan, cases: pl.DataFrame, open_days: WorkingDays, *, seed: int) -> pl.DataFrame:
    """The cases with `closed` and the working columns of their intervals and extensions."""
    lots = stream(seed, "courses")
    kind, filed = cases["kind"].to_numpy(), cases["filed"].to_numpy()
    limits = _limits(plan, kind, filed)
    days, overrun, extended = _counted_days(plan, kind, filed, limits, lots)
    cases = cases.with_columns(
        pl.Series("natural_overrun", overrun),
        pl.Series("extended", extended),
        pl.Series("limit_on", np.where(limits.kept < _UNLIMITED, filed + limits.kept, NONE)),
        pl.Series("hard_on", np.where(limits.kept < _UNLIMITED, filed + limits.hard, NONE)),
    )
    cases, days = _mediated(plan, cases, days, open_days, seed=seed)
    cases, days = _excluded(plan, cases, days, limits, seed=seed)
    cases = _closed(cases, days, open_days)
    cases = _extensions(plan, cases, limits, open_days, seed=seed)
    return _conversions(plan, cases, open_days, seed=seed)


def _limits(plan: Plan, kind: Days, filed: Days) -> _Limits:
    kept = _end(filed, kind, [one.limit for one in plan.kinds]) - filed
    hard = _end(filed, kind, [one.hard or one.limit for one in plan.kinds]) - filed
    months = [one.extension.months if one.extension else 0 for one in plan.kinds]
    base = [(one.limit.months if one.limit else 0) for one in plan.kinds]
    total = np.asarray([a + b for a, b in zip(base, months, strict=True)])[kind]
    longest = np.maximum(add_months(filed, total) - filed, kept)
    return _Limits(kept=kept, hard=hard, longest=longest)


def _end(filed: Days, kind: Days, lengths: list[Length | None]) -> Days:
    months = np.asarray([one.months if one else 0 for one in lengths])[kind]
    days = np.asarray([one.days if one else _UNLIMITED for one in lengths])[kind]
    return np.where(months > 0, add_months(filed, months), filed + days)


def _counted_days(
    plan: Plan, kind: Days, filed: Days, limits: _Limits, lots: np.random.Generator
) -> tuple[Days, Flags, Flags]:
    """Days that count, whether they overrun the limit by nature, whether an extension is used."""
    kinds, count = plan.kinds, len(kind)
    spread = per_kind(kind, [one.days.sigma for one in kinds])
    days = per_kind(kind, [one.days.median for one in kinds]) * np.exp(
        spread * lots.standard_normal(count)
    )
    shift = plan.court.shift
    shifted = np.asarray([one.id in shift.kinds for one in kinds])[kind]
    days = np.where(shifted & (filed >= day_number(shift.start)), days * shift.factor, days)
    allowed = np.maximum(limits.kept - np.asarray([one.margin for one in kinds])[kind], 0)
    days = np.where(days > allowed, allowed * (0.6 + 0.4 * lots.random(count)), days)
    overrun = happens(lots, per_kind(kind, [one.overdue for one in kinds]), count)
    days = np.where(overrun, limits.hard + _BEYOND + lots.exponential(25, count), days)
    share = per_kind(kind, [one.extension.share if one.extension else 0 for one in kinds])
    extended = happens(lots, share, count) & ~overrun
    room = limits.longest - limits.kept - 12
    days = np.where(extended, limits.kept + 2 + room * lots.random(count), days)
    return np.maximum(days, 1).astype(np.int64), overrun, extended


def _mediated(
    plan: Plan, cases: pl.DataFrame, days: Days, open_days: WorkingDays, *, seed: int
) -> tuple[pl.DataFrame, Days]:
    """Mediation after filing: who tries it, until when, with what success."""
    lots, rules = stream(seed, "mediated"), plan.court.mediation
    kind, filed = cases["kind"].to_numpy(), cases["filed"].to_numpy()
    count = len(kind)
    tried = happens(lots, per_kind(kind, [one.mediated for one in plan.kinds]), count)
    tried &= filed >= day_number(rules.start)
    signed = filed + between(lots, 0, 2, count)
    ordinary = (cases["procedure"] == "ordinary").fill_null(value=False).to_numpy()
    base = np.where(ordinary, rules.ordinary_days, rules.simplified_days)
    longer = happens(lots, rules.extended, count)
    took = between(lots, 2, base, count)
    more = between(lots, 4, rules.extension_days, count)
    ended = open_days.at_or_before(signed + np.where(longer, base + more, took))
    ended = np.maximum(ended, signed)
    longer &= ended > signed + base
    success = tried & happens(lots, rules.success, count)
    success &= ~cases["natural_overrun"].to_numpy() & ~cases["extended"].to_numpy()
    beyond = np.where(longer, ended - signed - base, 0)
    counted = ended - filed - beyond
    days = np.where(success, counted, np.where(tried, np.maximum(days, counted + 8), days))
    shown = {
        "mediation_signed": np.where(tried, signed, NONE),
        "mediation_ended": np.where(tried, ended, NONE),
        "mediation_extended_from": np.where(tried & longer, signed + base, NONE),
    }
    series = [pl.Series(name, values) for name, values in shown.items()]
    return cases.with_columns(*series, pl.Series("settled", success)), days


def _excluded(
    plan: Plan, cases: pl.DataFrame, days: Days, limits: _Limits, *, seed: int
) -> tuple[pl.DataFrame, Days]:
    """At most two stretches that do not count, the first perhaps the extended mediation."""
    lots, count = stream(seed, "excluded"), len(days)
    filed = cases["filed"].to_numpy()
    mediated_from = cases["mediation_extended_from"].to_numpy()
    longer = mediated_from != NONE
    tried = cases["mediation_signed"].to_numpy() != NONE
    ground = np.where(longer, "X-MED-EXT", _grounds(plan, cases, lots))
    other = _grounds(plan, cases, lots)
    usable = (days >= 14) & ~cases["settled"].to_numpy()
    ground = np.where(longer | (usable & ~tried), ground, "")
    again = (ground != "") & ~longer & happens(lots, 0.25, count) & (other != ground)
    other = np.where(usable & (again | tried) & (days >= 40), other, "")
    inside = np.minimum(days, limits.kept)
    within = np.where(cases["extended"].to_numpy(), 0.5, 0.82)
    at_first = (inside * (0.15 + 0.25 * lots.random(count))).astype(np.int64)
    at_first = np.where(longer, mediated_from - filed, np.maximum(at_first, 3))
    at_second = (inside * (within - 0.25 * (within - 0.42) * lots.random(count))).astype(np.int64)
    at_second = np.maximum(at_second, at_first + 2)
    mediated_days = cases["mediation_ended"].to_numpy() - mediated_from
    first = np.where(longer, mediated_days, _lengths(plan.court.grounds, ground, lots))
    second = _lengths(plan.court.grounds, other, lots)
    start = filed + at_first
    start_again = filed + at_second + first
    columns = {
        "first_ground": ground, "first_start": np.where(ground != "", start, NONE),
        "first_end": np.where(ground != "", start + first, NONE),
        "second_ground": other, "second_start": np.where(other != "", start_again, NONE),
        "second_end": np.where(other != "", start_again + second, NONE),
        "spent": days + first + second,
    }  # fmt: skip
    return cases.with_columns(pl.Series(name, values) for name, values in columns.items()), days


def _grounds(plan: Plan, cases: pl.DataFrame, lots: np.random.Generator) -> npt.NDArray[np.str_]:
    """A ground a case, drawn with the shares of its kind; empty for most."""
    kind = cases["kind"].to_numpy()
    found = np.full(len(kind), "", dtype="<U16")
    ticket = lots.random(len(kind))
    for at, one in enumerate(plan.kinds):
        edge = 0.0
        for ground, share in one.exclusions.items():
            hit = (kind == at) & (ticket >= edge) & (ticket < edge + share)
            found[hit] = ground
            edge += share
    return found


def _lengths(
    grounds: dict[str, GroundLength], ground: npt.NDArray[np.str_], lots: np.random.Generator
) -> Days:
    """How long each ground lasts; nothing where there is none."""
    length = np.zeros(len(ground), dtype=np.int64)
    ticket = lots.random(len(ground))
    for name, span in grounds.items():
        drawn = span.least + (ticket * (span.most - span.least + 1)).astype(np.int64)
        length = np.where(ground == name, drawn, length)
    return length


def _closed(cases: pl.DataFrame, days: Days, open_days: WorkingDays) -> pl.DataFrame:
    """Closing falls on a working day, never later than drawn, so that no limit is passed by it."""
    filed = cases["filed"].to_numpy()
    closed = np.maximum(open_days.at_or_before(filed + cases["spent"].to_numpy()), filed)
    settled = cases["settled"].to_numpy()
    closed = np.where(settled, cases["mediation_ended"].to_numpy(), closed)
    cut = {
        name: np.where(ends == NONE, NONE, np.minimum(ends, closed))
        for name in ("first_end", "second_end")
        if (ends := cases[name].to_numpy()) is not None
    }
    return cases.with_columns(
        pl.Series("closed", closed),
        pl.Series("days", days),
        *(pl.Series(name, values) for name, values in cut.items()),
    )


def _extensions(
    plan: Plan, cases: pl.DataFrame, limits: _Limits, open_days: WorkingDays, *, seed: int
) -> pl.DataFrame:
    """Asked for at least 15 days and granted at least 5 days before the limit ends."""
    lots, count = stream(seed, "extensions"), cases.height
    kind, filed = cases["kind"].to_numpy(), cases["filed"].to_numpy()
    stopped = sum(
        np.where(cases[f"{slot}_start"].to_numpy() == NONE, 0,
                 cases[f"{slot}_end"].to_numpy() - cases[f"{slot}_start"].to_numpy())
        for slot in SLOTS
    )  # fmt: skip
    due = filed + limits.kept + stopped
    applied = open_days.at_or_before(due - between(lots, 17, 24, count))
    approved = np.maximum(open_days.at_or_before(due - between(lots, 7, 12, count)), applied)
    extended = cases["extended"].to_numpy()
    kinds = plan.kinds
    months = per_kind(kind, [one.extension.months if one.extension else 0 for one in kinds])
    approvers = {at: one.extension.approver for at, one in enumerate(kinds) if one.extension}
    return cases.with_columns(
        pl.Series("extension_applied", np.where(extended, applied, NONE)),
        pl.Series("extension_approved", np.where(extended, approved, NONE)),
        pl.Series("extension_months", months.astype(np.int32)),
        pl.col("kind").replace_strict(approvers, default=None, return_dtype=pl.String)
        .alias("extension_approver"),
        pl.Series("due_before_extension", np.where(limits.kept < _UNLIMITED, due, NONE)),
    )  # fmt: skip


def _conversions(
    plan: Plan, cases: pl.DataFrame, open_days: WorkingDays, *, seed: int
) -> pl.DataFrame:
    """Simplified cases that became ordinary: early, and before any exclusion began."""
    lots, count = stream(seed, "conversions"), cases.height
    kind, filed = cases["kind"].to_numpy(), cases["filed"].to_numpy()
    started = np.full(count, "", dtype="<U16")
    ticket = lots.random(count)
    for at, one in enumerate(plan.kinds):
        edge = 0.0
        for procedure, share in _conversion_shares(one):
            started[(kind == at) & (ticket >= edge) & (ticket < edge + share)] = procedure
            edge += share
    first = cases["first_start"].to_numpy()
    latest = np.minimum(
        np.where(first == NONE, 45, first - filed - 1), cases["days"].to_numpy() // 2
    )
    day = open_days.at_or_before(filed + np.minimum(between(lots, 15, 45, count), latest))
    mediated = cases["mediation_signed"].to_numpy() != NONE
    ok = (started != "") & (latest >= 12) & ~mediated & (day > filed)
    return cases.with_columns(
        pl.Series("converted_from", np.where(ok, started, "")).replace("", None),
        pl.Series("converted", np.where(ok, day, NONE)),
    )


def _conversion_shares(kind: Kind) -> list[tuple[str, float]]:
    return list(kind.converted.items())
