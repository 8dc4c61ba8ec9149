"""What a batch is called: the day of its commit and its number on that day, as 2026-0715-03.

The history only grows, so that a batch keeps its name for ever, however it was committed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tuobo.core.clock import COURT_TIME
from tuobo.core.errors import RequestError
from tuobo.engines.intake import DataVersion


def batch_names(history: Sequence[DataVersion]) -> dict[int, str]:
    """Number of a data version → name of the batch, for all of them."""
    names: dict[int, str] = {}
    on_day: dict[date, int] = {}
    for one in history:
        day = one.committed_at.astimezone(COURT_TIME).date()
        on_day[day] = on_day.get(day, 0) + 1
        names[one.number] = _name(day, on_day[day])
    return names


def batch_name(history: Sequence[DataVersion], number: int) -> str:
    return batch_names(history)[number]


def next_name(history: Sequence[DataVersion], day: date) -> str:
    """What a batch is called that is committed on a day now."""
    before = sum(one.committed_at.astimezone(COURT_TIME).date() == day for one in history)
    return _name(day, before + 1)


def number_of(history: Sequence[DataVersion], name: str) -> int:
    """The data version of a batch; RequestError "import.no_batch" if there is none."""
    for number, known in batch_names(history).items():
        if known == name:
            return number
    raise RequestError("import.no_batch", found=name)


def _name(day: date, number: int) -> str:
    return f"{day:%Y-%m%d}-{number:02d}"
