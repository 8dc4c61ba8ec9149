"""One measured thing: its seconds run by run, its peak memory and what to know about it."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the bench page; `seconds` holds every run, the page shows their median."""

    name: str
    seconds: tuple[float, ...]
    peak_mb: float | None = None
    note: str = ""

    @property
    def median(self) -> float:
        return median(self.seconds)
