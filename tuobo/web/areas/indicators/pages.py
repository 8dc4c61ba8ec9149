"""What the pages of an indicator show, in words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from tuobo.core.texts import Texts
from tuobo.engines.reports import Formatted, IndicatorLine, text_of
from tuobo.engines.reports.health_check.chart import control_chart
from tuobo.operations.desk.indicator_page import IndicatorPage


@dataclass(frozen=True, kw_only=True)
class CardPage:
    """The chart of an indicator in small, with the sentence that says the same."""

    line: IndicatorLine
    figure: Formatted
    chart: Markup
    sentence: str


def card_of(found: IndicatorPage, texts: Texts) -> CardPage:
    line = found.line
    return CardPage(
        line=line,
        figure=text_of(line.figure),
        chart=control_chart(
            line.months, line.figure.unit, texts("health.chart.of", name=line.name)
        ),
        sentence=f"{line.variation.sentence}{line.assurance.sentence}",
    )
