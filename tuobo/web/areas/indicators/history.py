"""The chart of an indicator's past: breaks and verdicts as flags, tasks as windows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.conf import settings

from tuobo.core.period import month_index, month_label
from tuobo.engines.reports.charts import Flag, Window
from tuobo.operations.desk.indicator_page import IndicatorPage
from tuobo.web.areas.indicators.framing import at
from tuobo.web.areas.indicators.pages import VerdictLink
from tuobo.web.ui.charts import Beside, MarkLink, ScreenChart, history_figure
from tuobo.web.ui.tasks import TaskLink
from tuobo.web.ui.visit import Visit

_LABEL, _ENCODED = "{label}", "%7Blabel%7D"


def history_of(
    found: IndicatorPage,
    visit: Visit,
    name: str,
    tasks: Sequence[TaskLink],
    verdicts: Sequence[VerdictLink] = (),
) -> ScreenChart:
    """The chart; a click on a month opens the menu that its row has, too."""
    line = found.line
    labels = [month.label for month in line.months]
    return history_figure(
        line,
        found.definition.better,
        f"{line.variation.sentence}{line.assurance.sentence}",
        visit.texts,
        settings.TUOBO_CONTENT,
        Beside(
            flags=(*_flags(found, labels), *_verdict_flags(verdicts, labels)),
            windows=tuple(_windows(tasks, labels)),
            links=tuple(_links(found, visit, name)),
        ),
    )


def _flags(found: IndicatorPage, labels: Sequence[str]) -> Iterator[Flag]:
    for cut in found.definition.breaks:
        label = _month(cut.on)
        if label in labels:
            yield Flag(label=label, name=cut.name, is_break=True)


def _verdict_flags(verdicts: Sequence[VerdictLink], labels: Sequence[str]) -> Iterator[Flag]:
    """A verdict stands at the latest month that it knew, where the work began before it."""
    for link in verdicts:
        one = link.verdict
        known = [label for label in labels if not one.decided_on or label <= _month(one.decided_on)]
        if known and _month(one.began_on) <= known[-1]:
            yield Flag(label=known[-1], name=f"{one.number} {one.word}")


def _windows(tasks: Sequence[TaskLink], labels: Sequence[str]) -> Iterator[Window]:
    """The months of each task that the chart shows; one without an end goes on."""
    for link in tasks:
        last = _month(link.task.ends_on) if link.task.ends_on else labels[-1]
        shown = [label for label in labels if _month(link.task.starts_on) <= label <= last]
        if shown:
            yield Window(first=shown[0], last=shown[-1], name=link.task.number)


def _links(found: IndicatorPage, visit: Visit, name: str) -> Iterator[MarkLink]:
    """What one can go on to from a month: cases, parts, another figure, its code."""
    texts = visit.texts
    listed = [side for side in found.definition.sides if side.lists_cases]
    if listed:
        address = at(visit, "cases", name, listed[-1].part, period=_LABEL)
        yield _link(texts("indicator.menu.cases"), address)
    for dimension, title in found.definition.dimensions:
        address = at(visit, "by", name, dimension, period=_LABEL)
        yield _link(texts("indicator.menu.by", dimension=title), address)
    yield _link(texts("indicator.menu.compare"), at(visit, "explain", name, period=_LABEL))
    marked = f"{at(visit, 'indicator', name, mark=_LABEL)}#m{_LABEL}"
    yield _link(texts("indicator.menu.more"), marked)


def _link(name: str, address: str) -> MarkLink:
    return MarkLink(name=name, address=address.replace(_ENCODED, _LABEL))


def _month(day: date) -> str:
    return month_label(month_index(day))
