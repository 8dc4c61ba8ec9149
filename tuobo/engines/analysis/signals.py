"""The four rules, each a function from values to the positions that it marks.

Positions count the points that have a value; months without a denominator are not among them, so
a gap neither adds to a run nor breaks it. Rules follow NHS England's Making Data Count as built
in NHSRplotthedots 0.2.2, unless docs/deviations.md says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise


def outside(values: Sequence[float], low: float, high: float) -> set[int]:
    """Points beyond a limit (Shewhart 1931). A point on the limit is inside."""
    return {at for at, share in enumerate(values) if share < low or share > high}


def shift(values: Sequence[float], centre: float, points: int) -> set[int]:
    """All points of a run of at least `points` on one side; a point on the line breaks the run."""
    return _runs([_sign(share - centre) for share in values], points)


def trend(values: Sequence[float], points: int) -> dict[int, int]:
    """The points of a run in which each is higher (1) or each lower (−1) than the one before.

    `points` points make points − 1 steps; two equal values break the run. A turning point of two
    runs goes with the earlier one.
    """
    steps = [_sign(after - before) for before, after in pairwise(values)]
    slopes: dict[int, int] = {}
    for at in sorted(_runs(steps, points - 1)):
        slopes.setdefault(at, steps[at])
        slopes.setdefault(at + 1, steps[at])
    return slopes


def two_of_three(
    values: Sequence[float], centre: float, near: tuple[float, float], limits: tuple[float, float]
) -> set[int]:
    """Points near a limit in a window of three with two such points, all three on one side.

    Near is the outer third, the limit included: beyond `near`, not beyond `limits` (Western
    Electric 1956; a point outside has its own rule).
    """
    sides = [_sign(share - centre) for share in values]
    is_near = [limits[0] <= share < near[0] or near[1] < share <= limits[1] for share in values]
    marked: set[int] = set()
    for first in range(len(values) - 2):
        window = range(first, first + 3)
        one_side = abs(sum(sides[at] for at in window)) == 3
        if one_side and sum(is_near[at] for at in window) >= 2:
            marked |= {at for at in window if is_near[at]}
    return marked


def run_at_end(values: Sequence[float], centre: float) -> int:
    """How many of the last points lie on the same side of the line."""
    sides = [_sign(share - centre) for share in values]
    last = [(side, len(list(run))) for side, run in groupby(sides)]
    return last[-1][1] if last and last[-1][0] else 0


def _runs(signs: Sequence[int], length: int) -> set[int]:
    """Positions in runs of one non-zero sign that are at least that long."""
    marked: set[int] = set()
    at = 0
    for sign, run in groupby(signs):
        size = len(list(run))
        if sign and size >= length:
            marked |= set(range(at, at + size))
        at += size
    return marked


def _sign(difference: float) -> int:
    return (difference > 0) - (difference < 0)
