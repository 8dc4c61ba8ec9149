"""Makes the frame of an indicator's pages: figure, chart, definition, passport, tabs."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from tuobo.core.texts import Texts
from tuobo.engines.indicators import Indicator, evidence_sql
from tuobo.engines.reports import text_of
from tuobo.engines.reports.health_check.chart import control_chart
from tuobo.engines.reports.numbers import NumberWords, number_text
from tuobo.operations.desk.indicator_page import DefinitionCard, IndicatorPage, rows_hash
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.places import scope_of
from tuobo.web.areas.indicators.asking import Asking
from tuobo.web.areas.indicators.pages import CardPage, Frame, Tab
from tuobo.web.ui.visit import Visit, address_with

HASH = "hash"
_BENCH_RIGHT = "figures.view"
MONTHS, BY, COMPANIONS, EXPLAIN = "months", "by", "companions", "explain"


def frame_of(
    opened: OpenVersion, visit: Visit, asking: Asking, found: IndicatorPage, here: str
) -> Frame:
    """The frame of the page `here`: months, by, companions, explain, or a part of the cases."""
    line, texts, definition = found.line, visit.texts, found.definition
    ready = opened.workspace.indicators.find(definition.key)
    name = asking.of.indicator
    hashed = ""
    if HASH in visit.query:
        viewing = asking.viewing
        hashed = rows_hash(opened, viewing.figures, asking.of, by_judge=viewing.by_judge)
    return Frame(
        line=line,
        figure=text_of(line.figure, visit.numbers),
        credibility=found.credibility,
        definition=definition,
        interval_history=tuple(_intervals(definition, line.figure.unit, visit.numbers)),
        status=texts(f"definitions.value.status.{definition.status}"),
        better=texts(f"definitions.value.better.{definition.better}"),
        mark=texts(f"definitions.mark.{definition.source.mark}"),
        passport=found.passport,
        sql=evidence_sql(ready, found.passport.period, scope_of(found.place)),
        rows_hash=hashed,
        hash_address=at(visit, "indicator", name, **{HASH: "1"}),
        bench=_bench(visit, ready.definition),
        tabs=tuple(_tabs(visit, name, definition, here)),
        unread=asking.unread,
    )


def card_of(found: IndicatorPage, texts: Texts) -> CardPage:
    """The chart alone, for the row that one points at."""
    line = found.line
    return CardPage(
        line=line,
        figure=text_of(line.figure, NumberWords.of(texts)),
        chart=control_chart(
            line.months,
            line.figure.unit,
            texts("health.chart.of", name=line.name),
            NumberWords.of(texts),
        ),
        sentence=f"{line.variation.sentence}{line.assurance.sentence}",
    )


def at(visit: Visit, view: str, *args: str, **changes: str) -> str:
    """The address of a page of this area with place and period; changes add to the query."""
    return address_with(reverse(f"indicators:{view}", args=args), {**visit.carried, **changes})


def _bench(visit: Visit, definition: Indicator) -> str:
    """The diagnosis bench of a rate that may be watched, for whoever may open it."""
    if definition.measure != "rate" or definition.status != "goal" or not visit.may(_BENCH_RIGHT):
        return ""
    return address_with(reverse("programme:diagnose", args=[definition.id]), visit.carried)


def _tabs(visit: Visit, name: str, definition: DefinitionCard, here: str) -> Iterator[Tab]:
    texts = visit.texts

    def tab(code: str, words: str, address: str) -> Tab:
        return Tab(name=words, address=address, is_here=code == here)

    yield tab(MONTHS, texts("indicator.tab.months"), at(visit, "indicator", name))
    for part, words in parts_of_tabs(definition, texts):
        yield tab(part, words, at(visit, "cases", name, part))
    if definition.dimensions:
        first = definition.dimensions[0][0]
        yield tab(BY, texts("indicator.tab.by"), at(visit, "by", name, first))
    if definition.companions:
        address = at(visit, "companions", name)
        yield tab(COMPANIONS, texts("indicator.tab.companions"), address)
    yield tab(EXPLAIN, texts("indicator.tab.explain"), at(visit, "explain", name))


def parts_of_tabs(definition: DefinitionCard, texts: Texts) -> Iterator[tuple[str, str]]:
    """The parts whose rows can be listed, with what they are called."""
    for side in definition.sides:
        yield side.part, texts(f"indicator.part.{side.part.partition('_')[0]}")
    first = definition.sides[-1] if len(definition.sides) > 1 else definition.sides[0]
    is_rate = definition.measure == "rate" and first.part != "numerator"
    if is_rate and definition.sides[1].lists_cases:
        yield "not_met", texts("indicator.part.not_met")
    if definition.sides[1 if is_rate else 0].lists_cases:
        yield "left_out", texts("indicator.part.left_out")


def _intervals(
    definition: DefinitionCard, unit: str, words: NumberWords
) -> Iterator[tuple[str, str]]:
    """The intervals that the court entered, the newest first, with their days and document."""
    for version in reversed(definition.versions):
        days = version.interval_in_force
        if days is None:
            continue
        low = "" if version.low is None else number_text(version.low, unit, words)
        high = "" if version.high is None else number_text(version.high, unit, words)
        yield f"{low} ~ {high}", f"{days.start or ''} – {days.end or ''} {version.document}"
