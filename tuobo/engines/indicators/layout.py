"""Where the cells of an answer stand: places in order, windows with their labels, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from tuobo.core.cube import Cell
from tuobo.core.evidence import Evidence
from tuobo.core.measure import Measure
from tuobo.core.period import Period, month_index, month_label
from tuobo.engines.indicators.backend.places import Place
from tuobo.engines.indicators.backend.served import Served
from tuobo.engines.indicators.pack import ReadyIndicator

MONTH = "month"
Figure: TypeAlias = tuple[Place, int, Measure, int]
"""A place, the number of a window, a measure, and the count that makes it large or small."""


class Layout:
    """The places and windows of one question; what many cells share is made once."""

    def __init__(
        self,
        served: Served,
        scope: Mapping[str, Sequence[str]],
        by: Sequence[str],
        windows: Sequence[Period],
    ) -> None:
        self._served = served
        self._scope = {name: tuple(values) for name, values in scope.items()}
        self._by = by
        self._dimensions = [name for name in by if name != MONTH]
        self._windows = windows
        self._labels = [month_label(month_index(window.start)) for window in windows]
        self._scopes: dict[Place, dict[str, tuple[str, ...]]] = {}
        self._rests: dict[tuple[Place, int], dict[str, str]] = {}
        self._ranks = [self._ranks_of(name) for name in self._dimensions]
        self._ranked: dict[Place, tuple[tuple[int, str], ...]] = {}
        as_of = served.version.as_of
        self._open = [as_of is not None and as_of < window.last_day for window in windows]

    def in_order(self, places: Iterable[Place]) -> list[Place]:
        """As their code lists have them, others by their text; never by a figure.

        Without a break-down but months there is always the one place, even with no case in it.
        """
        return sorted(places, key=self._rank) if self._dimensions else [()]

    def cells(self, indicator: ReadyIndicator, figures: Iterable[Figure]) -> Iterator[Cell]:
        """Figures with their places and evidence, in the order in which they come."""
        name, key, version = indicator.definition.id, indicator.key, self._served.version.id
        small = self._served.pack.small
        least = small.least_denominator if small else 0
        notes = self._notes_of(indicator)
        for place, nth, measure, count in figures:
            found = notes
            if count == 0:
                found = (*found, "indicator.no_cases")
            elif 0 < count < least:
                found = (*found, "indicator.small_number")
            if self._open[nth]:
                found = (*found, "indicator.period_not_over")
            evidence = Evidence(
                definition=key,
                data_version=version,
                period=self._windows[nth],
                scope=self._scope_of(place),
                notes=found,
            )
            yield Cell(at=self._at(name, place, nth), measure=measure, evidence=evidence)

    def _at(self, indicator: str, place: Place, nth: int) -> dict[str, str]:
        rest = self._rests.get((place, nth))
        if rest is None:
            labels = iter(place)
            rest = self._rests[place, nth] = {
                name: self._labels[nth] if name == MONTH else next(labels) for name in self._by
            }
        return {"indicator": indicator, **rest}

    def _scope_of(self, place: Place) -> dict[str, tuple[str, ...]]:
        scope = self._scopes.get(place)
        if scope is None:
            own = {name: (label,) for name, label in zip(self._dimensions, place, strict=True)}
            scope = self._scopes[place] = {**self._scope, **own}
        return scope

    def _notes_of(self, indicator: ReadyIndicator) -> tuple[str, ...]:
        status = indicator.definition.status
        notes = [f"indicator.{status}"] if status in {"cancelled", "forbidden"} else []
        period = Period(self._windows[0].start, self._windows[-1].end)
        broken = self._served.pack.breaks_inside(indicator, period)
        return (*notes, *(f"indicator.break:{one.id}" for one in broken))

    def _ranks_of(self, name: str) -> dict[str, int]:
        columns = self._served.pack.columns
        code_list = columns.of("case")[name].vocabulary
        codes = columns.codes(code_list) if code_list else []
        return {code: rank for rank, code in enumerate(codes)}

    def _rank(self, place: Place) -> tuple[tuple[int, str], ...]:
        found = self._ranked.get(place)
        if found is None:
            found = self._ranked[place] = tuple(
                (rank.get(label, len(rank)), label)
                for rank, label in zip(self._ranks, place, strict=True)
            )
        return found
