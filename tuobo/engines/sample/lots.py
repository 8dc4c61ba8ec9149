"""Drawing lots: seeded streams of random numbers, one for each step, so that steps stay apart.

A change in how one table is drawn must not shuffle all others; hence a stream a step.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from tuobo.engines.sample.calendar import Days, Flags


def stream(seed: int, step: str) -> np.random.Generator:
    """The generator of one step."""
    return np.random.default_rng([seed, zlib.crc32(step.encode())])


def chosen(lots: np.random.Generator, shares: Mapping[str, float], count: int) -> list[str]:
    """So many names, each drawn with its share."""
    names = list(shares)
    edges = np.cumsum(np.fromiter(shares.values(), dtype=np.float64))
    at = np.searchsorted(edges / edges[-1], lots.random(count), side="right")
    return [names[i] for i in np.minimum(at, len(names) - 1)]


def between(lots: np.random.Generator, least: int | Days, most: int | Days, count: int) -> Days:
    """Whole numbers from `least` to `most`, both included."""
    width = np.asarray(most) - np.asarray(least) + 1
    drawn: Days = np.asarray(least) + (lots.random(count) * width).astype(np.int64)
    return drawn


def happens(lots: np.random.Generator, share: float | npt.NDArray[np.float64], count: int) -> Flags:
    """True with the given share."""
    drawn: Flags = lots.random(count) < share
    return drawn


def per_kind(kinds: Days, values: list[float]) -> npt.NDArray[np.float64]:
    """A number a case, looked up by its kind."""
    return np.asarray(values, dtype=np.float64)[kinds]


def by_kind(lots: np.random.Generator, kinds: Days, shares: list[Mapping[str, float]]) -> pl.Series:
    """A name a case, drawn with the shares of its kind; null where the kind has none."""
    names = np.full(len(kinds), None, dtype=object)
    for at, one in enumerate(shares):
        here = np.flatnonzero(kinds == at)
        if len(here) and one:
            names[here] = chosen(lots, one, len(here))
    return pl.Series(names.tolist(), dtype=pl.String)


def match(lots: np.random.Generator, ready: Days, wanted: Days, gap: tuple[int, int]) -> Days:
    """For each wanted day the place of an unused `ready` day that lies `gap` days before it.

    Both gap ends are included; -1 where none is left. Wanted days are served in order.
    """
    order = np.argsort(ready, kind="stable")
    days = ready[order]
    used = np.zeros(len(days), dtype=np.bool_)
    found = np.full(len(wanted), -1, dtype=np.int64)
    least, most = gap
    tickets = lots.random(len(wanted))
    for place in np.argsort(wanted, kind="stable"):
        low = int(np.searchsorted(days, wanted[place] - most, side="left"))
        high = int(np.searchsorted(days, wanted[place] - least, side="right"))
        free = np.flatnonzero(~used[low:high])
        if len(free):
            at = low + int(free[int(tickets[place] * len(free))])
            used[at] = True
            found[place] = order[at]
    return found
