"""The own past of several indicators at several places at once: one question, not one a place.

Used where places stand side by side: the scorecard, and the small charts of a break-down. Places
come in official order and are never compared by value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tuobo.core.cube import Cell
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.analysis import default_rules, read_assurance, read_variation
from tuobo.engines.indicators import Question, ReadyIndicator, Served, answer
from tuobo.engines.reports import Figure, Month, Reading
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.indicator_lines import (
    LineSettings,
    PageRules,
    bands_of,
    chart_of,
    comparable_from,
    figure_of,
    months_before,
    months_of,
    reading_of,
)

_MONTH = "month"


@dataclass(frozen=True, kw_only=True)
class PastAt:
    """An indicator at one place: its figure of the period and what its months say."""

    figure: Figure
    months: tuple[Month, ...]
    variation: Reading
    assurance: Reading

    @property
    def is_signal(self) -> bool:
        """Whether the latest month is more than chance, or lies where the interval does not."""
        return self.variation.code not in _QUIET or self.assurance.code == "outside"


_QUIET = frozenset({"common_cause", "not_enough_data"})


@dataclass(frozen=True, kw_only=True)
class Pasts:
    """Asks for one period; `scope` limits the rows, `by` tells the places apart."""

    opened: OpenVersion
    period: Period
    scope: Mapping[str, tuple[str, ...]]
    by: str
    texts: Texts

    def of(self, asked: Sequence[ReadyIndicator]) -> dict[str, dict[str, PastAt]]:
        """Code of the place → id of the indicator → what it is there; official order of places."""
        found: dict[str, dict[str, PastAt]] = {}
        with self.opened.served() as served:
            now = self._cells(served, asked, self.period, (self.by,))
            past = self._past(served, asked)
            for (place, key), cells in now.items():
                months = past.get((place, key), [])
                ready = self._ready(asked, key)
                found.setdefault(place, {})[ready.definition.id] = self._at(
                    served, ready, cells[0], months
                )
        return found

    @cached_property
    def _settings(self) -> LineSettings:
        content = self.opened.workspace.content
        return LineSettings(
            texts=self.texts,
            rules=default_rules(content),
            page=PageRules.of(content),
            period=self.period,
        )

    def _past(
        self, served: Served, asked: Sequence[ReadyIndicator]
    ) -> dict[tuple[str, str], list[Cell]]:
        months = months_before(self._settings, served.version.as_of)
        found: dict[tuple[str, str], list[Cell]] = {}
        starts = {one.key: comparable_from(served, one, months) for one in asked}
        for start in dict.fromkeys(starts.values()):
            together = [one for one in asked if starts[one.key] == start]
            period = Period(start, months.end)
            found |= self._cells(served, together, period, (self.by, _MONTH))
        return found

    def _cells(
        self,
        served: Served,
        asked: Sequence[ReadyIndicator],
        period: Period,
        by: tuple[str, ...],
    ) -> dict[tuple[str, str], list[Cell]]:
        """Cells by place and key of the indicator."""
        question = Question(
            period=period, indicators=tuple(one.key for one in asked), scope=self.scope, by=by
        )
        found: dict[tuple[str, str], list[Cell]] = {}
        for cell in answer(served, question):
            where = (cell.at[self.by], cell.evidence.definition)
            found.setdefault(where, []).append(cell)
        return found

    def _at(self, served: Served, ready: ReadyIndicator, now: Cell, past: Sequence[Cell]) -> PastAt:
        settings, definition = self._settings, ready.definition
        bands = bands_of(served.pack, definition)
        span = months_before(settings, None)
        breaks = [one.on for one in served.pack.breaks_inside(ready, span)]
        chart = chart_of(definition, past, settings.rules, breaks)
        return PastAt(
            figure=figure_of(ready, now),
            months=months_of(chart, past, bands, settings),
            variation=reading_of(read_variation(chart, definition.better), self.texts, ""),
            assurance=reading_of(read_assurance(chart, bands), self.texts, ""),
        )

    @staticmethod
    def _ready(asked: Sequence[ReadyIndicator], key: str) -> ReadyIndicator:
        return next(one for one in asked if one.key == key)
