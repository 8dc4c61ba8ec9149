"""The health check as one HTML file that needs nothing else: no network, no font, no host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from tuobo.core.texts import Texts
from tuobo.engines.reports.health_check.chart import control_chart, sparkline
from tuobo.engines.reports.health_check.page import HealthCheck, IndicatorLine
from tuobo.engines.reports.numbers import number_text, text_of

# Jinja needs a base folder; the package's own templates are the only ones.
_PACKAGE = "tuobo.engines.reports.health_check"


def health_check_html(page: HealthCheck, texts: Texts) -> str:
    """The whole page as text, in the language of `texts`."""
    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        t=texts, sparkline=sparkline, control_chart=control_chart, number=number_text
    )
    environment.filters["figure"] = lambda line: text_of(line.figure)
    return environment.get_template("health_check.html").render(
        page=page,
        goals=list(_grouped(page.lines, "goal")),
        diagnostics=list(_grouped(page.lines, "diagnostic")),
        aside=list(_grouped(page.lines, "cancelled", "forbidden")),
        months=max((len(line.months) for line in page.lines), default=0),
    )


def _grouped(
    lines: Sequence[IndicatorLine], *statuses: str
) -> Iterator[tuple[str, list[IndicatorLine]]]:
    """Lines of these statuses by group; lines come in the order of groups already."""
    chosen = (line for line in lines if line.status in statuses)
    for group, members in groupby(chosen, key=lambda line: line.group):
        yield group, list(members)
