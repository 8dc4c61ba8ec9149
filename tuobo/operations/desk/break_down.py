"""An indicator broken down by one dimension: official order, never by value.

Judges are shown where their individual figures may be seen; others are counted, not named. Small
numbers carry their mark, and pages print them as fractions.
"""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.core.cube import Cell
from tuobo.core.errors import RequestError
from tuobo.core.evidence import Evidence
from tuobo.core.period import Period
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.engines.indicators import Question, ReadyIndicator, answer
from tuobo.engines.reports import Figure
from tuobo.operations.desk.indicator_page import IndicatorAsked, open_dimensions
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.places import checked_place, scope_of, sees_judge
from tuobo.operations.desk.wording import Words
from tuobo.operations.indicator_lines import figure_of
from tuobo.operations.reporting_period import year_so_far

_JUDGE = "judge"


@dataclass(frozen=True, kw_only=True)
class PartOfFigure:
    """One part: its code and label, its figure with evidence, the place to go on to (if it is one).

    An empty code stands for the cases that have none.
    """

    code: str
    label: str
    figure: Figure
    evidence: Evidence
    place: Place | None


@dataclass(frozen=True, kw_only=True)
class BreakDown:
    """All parts in official order, and the whole. `unseen` judges are in the whole alone."""

    dimension: str
    title: str
    period: Period
    whole: Figure
    parts: tuple[PartOfFigure, ...]
    unseen: int


def break_down(
    opened: OpenVersion,
    reach: Reach,
    asked: IndicatorAsked,
    dimension: str,
    texts: Texts,
    *,
    by_judge: Reach = Reach.NOTHING,
) -> BreakDown:
    """The parts of a figure; RequestError desk.no_dimension where it cannot be had so."""
    place = checked_place(opened, reach, asked.place, by_judge)
    period = asked.period or year_so_far(opened.version.as_of)
    ready = opened.workspace.indicators.find(asked.indicator, period)
    if dimension not in open_dimensions(opened, ready, place):
        raise RequestError("desk.no_dimension", dimension=dimension, indicator=ready.key)
    question = ("break_down", ready.key, place, period, dimension)
    whole, cells = opened.remembered(
        question, lambda: _cells(opened, ready, period, place, dimension)
    )
    words = Words(opened.workspace, texts)
    parts = [_part(ready, cell, dimension, place, words) for cell in cells]
    seen = [one for one in parts if _is_seen(reach, by_judge, one, dimension)]
    return BreakDown(
        dimension=dimension,
        title=words.title(dimension),
        period=period,
        whole=figure_of(ready, whole),
        parts=tuple(seen),
        unseen=len(parts) - len(seen),
    )


def _cells(
    opened: OpenVersion, ready: ReadyIndicator, period: Period, place: Place, dimension: str
) -> tuple[Cell, tuple[Cell, ...]]:
    scope = scope_of(place)
    question = Question(period=period, indicators=(ready.key,), scope=scope, by=(dimension,))
    with opened.served() as served:
        parts = answer(served, question).cells
        whole = Question(period=period, indicators=(ready.key,), scope=scope)
        return answer(served, whole).cells[0], parts


def _part(
    ready: ReadyIndicator, cell: Cell, dimension: str, place: Place, words: Words
) -> PartOfFigure:
    code = cell.at[dimension]
    named = {"court": place.court, "division": place.division, _JUDGE: place.judge}
    there = Place(**(named | {dimension: code})) if dimension in named and code else None
    return PartOfFigure(
        code=code,
        label=words.label(dimension, code) if code else words.texts("docket.none"),
        figure=figure_of(ready, cell),
        evidence=cell.evidence,
        place=there,
    )


def _is_seen(reach: Reach, by_judge: Reach, part: PartOfFigure, dimension: str) -> bool:
    if dimension != _JUDGE:
        return True
    return part.place is not None and sees_judge(reach, by_judge, part.place)
