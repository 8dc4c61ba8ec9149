"""Look-up tables that turn sixteen random bits into a kind, a cause, an ending or a duration.

One look-up a value is what makes forty million cases a matter of a minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tuobo.core.content import Content, Definition, load_file
from tuobo.core.errors import RequestError
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.sample.calendar import WorkingDays, add_months, day_number
from tuobo.engines.sample.plan import FOLDER, Kind, Plan

Table: TypeAlias = npt.NDArray[np.int32]
BITS = 12
SIZE = 1 << BITS
CODES_A_PROVINCE = 900
_UNLIMITED = 1000


class Country(Definition):
    """The definition of the country."""

    provinces: str
    first_code: int
    starts_on: date
    data_day: date
    size_sigma: float
    cases_a_judge: int
    most_judges: int
    with_exclusions: float
    stretches: dict[int, float]
    stretch_days: tuple[int, int]
    still_open: float
    without_paper: float
    extended: float
    overrun: float
    appeal: float
    enforced: float
    performed: float
    petitioned: float


@dataclass(frozen=True, kw_only=True)
class Names:
    """The values of the coded columns, in the order of their codes."""

    words: Sequence[str]
    domains: Sequence[str]
    instances: Sequence[str]
    procedures: Sequence[str]
    matters: Sequence[str]
    causes: Sequence[str]
    divisions: Sequence[str]
    ways: Sequence[str]
    grounds: Sequence[str]
    judges: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Everything a block of courts is drawn from.

    Tables of a kind are indexed [kind] or [kind, random bits]; codes below zero mean none.
    """

    country: Country
    names: Names
    days: Table
    kind_of: Table
    word: Table
    domain: Table
    instance: Table
    procedure: Table
    matter: Table
    cause: Table
    division: Table
    way: Table
    duration: Table
    limit_end: Table
    ground: Table
    has_exclusions: Table
    is_trial: Table
    is_enforcement: Table
    amount: Table
    excluded_share: float


def shape_of(content: Content) -> Shape:
    """The tables for the content in use."""
    plan = Plan.of(content)
    country = load_file(content.roots[0] / FOLDER / "country.yaml", Country)[0]
    words = Vocabularies.of(content)["case_word"].by_code
    kinds = plan.kinds
    attributes = [words[kind.word].attributes for kind in kinds]
    names = _names(plan, country, attributes)
    at = {field: _places(getattr(names, field)) for field in names.__dataclass_fields__}
    excluding = [bool(kind.exclusions) for kind in kinds]
    share = sum(kind.yearly.get(2025, 0) for kind in kinds if kind.exclusions) / sum(
        kind.yearly.get(2025, 0) for kind in kinds
    )
    trials = [str(one["instance"]) == "first" for one in attributes]
    causes = [plan.causes[kind.causes].shares for kind in kinds]
    divisions = {one.code: one.name for one in plan.court.divisions}
    seats = [{divisions[code]: s for code, s in kind.divisions.items()} for kind in kinds]
    return Shape(
        country=country, names=names, days=_filing_days(plan, country),
        kind_of=np.stack([_spread({i: kind.yearly.get(year, 0) for i, kind in enumerate(kinds)})
                          for year in (country.starts_on.year, country.data_day.year)]),
        word=_codes(at["words"], [kind.word for kind in kinds]),
        domain=_codes(at["domains"], [str(one["domain"]) for one in attributes]),
        instance=_codes(at["instances"], [str(one["instance"]) for one in attributes]),
        procedure=_codes(at["procedures"], [kind.procedure for kind in kinds]),
        matter=_codes(at["matters"], [kind.matter for kind in kinds]),
        cause=_tables(at["causes"], causes), division=_tables(at["divisions"], seats),
        way=_tables(at["ways"], [kind.endings for kind in kinds]),
        duration=_durations(kinds, country.overrun),
        limit_end=_limit_ends(kinds, country),
        ground=_tables(at["grounds"], [kind.exclusions or {"X-STAY": 1} for kind in kinds]),
        has_exclusions=np.asarray(excluding, dtype=np.int32),
        is_trial=np.asarray(trials, dtype=np.int32),
        is_enforcement=np.asarray([kind.money for kind in kinds], dtype=np.int32),
        amount=np.asarray([kind.amount for kind in kinds], dtype=np.int32),
        excluded_share=min(country.with_exclusions / share, 1.0),
    )  # fmt: skip


def court_codes(country: Country, courts: int) -> list[str]:
    """Codes of a valid form from a range that no court uses."""
    most = len(country.provinces) * CODES_A_PROVINCE
    if not 1 <= courts <= most:
        raise RequestError("sample.national_size", cases="—", courts=courts, most=most)
    each, more = divmod(courts, len(country.provinces))
    # Sorted as text, so that the smallest and largest code of a row group tell what is in it.
    return sorted(
        f"{province}{country.first_code + number:04d}"
        for order, province in enumerate(country.provinces)
        for number in range(each + (order < more))
    )


def _names(plan: Plan, country: Country, attributes: Sequence[Mapping[str, object]]) -> Names:
    kinds = plan.kinds
    return Names(
        words=_distinct(kind.word for kind in kinds),
        domains=_distinct(str(one["domain"]) for one in attributes),
        instances=_distinct(str(one["instance"]) for one in attributes),
        procedures=_distinct(kind.procedure for kind in kinds if kind.procedure),
        matters=_distinct(kind.matter for kind in kinds if kind.matter),
        causes=_distinct(name for one in plan.causes.values() for name in one.shares),
        divisions=[one.name for one in plan.court.divisions],
        ways=_distinct(way for kind in kinds for way in kind.endings),
        grounds=_distinct(["X-STAY", *(name for kind in kinds for name in kind.exclusions)]),
        judges=[f"法官{number:03d}" for number in range(1, country.most_judges + 1)],
    )


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _places(names: Sequence[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(names)}


def _codes(places: Mapping[str, int], names: Sequence[str]) -> Table:
    return np.asarray([places.get(name, -1) for name in names], dtype=np.int32)


def _spread(shares: Mapping[int, float]) -> Table:
    """`SIZE` codes, each as often as its share says."""
    total = sum(shares.values())
    edges = np.round(np.cumsum([share / total for share in shares.values()]) * SIZE).astype(int)
    counts = np.diff(np.concatenate([[0], edges]))
    return np.repeat(np.asarray(list(shares), dtype=np.int32), counts)


def _tables(places: Mapping[str, int], shares: Sequence[Mapping[str, float]]) -> Table:
    return np.stack([_spread({places[name]: s for name, s in one.items()}) for one in shares])


def _filing_days(plan: Plan, country: Country) -> Table:
    """Working days of the window, each as often as its month's weight asks."""
    start, end = day_number(country.starts_on), day_number(country.data_day) + 1
    days = WorkingDays(plan.court).between(start, end)
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    weights = np.asarray(plan.court.months)[months]
    edges = np.round(np.cumsum(weights) / weights.sum() * (1 << 16)).astype(int)
    counts = np.diff(np.concatenate([[0], edges]))
    return np.repeat(days.astype(np.int32), counts)


def _durations(kinds: Sequence[Kind], overrun: float) -> Table:
    """Quantiles of days to closing: inside the limit but for a small share of overruns."""
    normal = NormalDist()
    z = np.asarray([normal.inv_cdf((at + 0.5) / SIZE) for at in range(SIZE)])
    rows = []
    for kind in kinds:
        days = kind.days.median * np.exp(kind.days.sigma * z)
        if kind.limit:
            allowed = max((kind.limit.months * 30 or kind.limit.days) - kind.margin, 1)
            days = np.where(
                days > allowed, allowed * (0.6 + 0.4 * (np.arange(SIZE) % 64) / 64), days
            )
            late = SIZE - int(SIZE * overrun)
            if kind.overdue:
                days[late:] = allowed + 14 + np.arange(SIZE - late) % 90
        rows.append(np.maximum(days, 1))
    return np.stack(rows).astype(np.int32)


def _limit_ends(kinds: Sequence[Kind], country: Country) -> Table:
    """The source system's due date by kind and filing day (counted from the window's first)."""
    start, end = day_number(country.starts_on), day_number(country.data_day) + 1
    days = np.arange(start, end)
    rows = []
    for kind in kinds:
        limit = kind.limit
        if limit is None:
            rows.append(np.full(len(days), -1))
        elif limit.months:
            rows.append(add_months(days, limit.months))
        else:
            rows.append(days + limit.days)
    return np.stack(rows).astype(np.int32)
