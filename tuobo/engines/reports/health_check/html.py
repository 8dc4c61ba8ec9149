"""The health check as one HTML file that needs nothing else: no network, no font, no host."""

from __future__ import annotations

from collections.abc import Iterator
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
    environment.filters["figure"] = lambda line: text_of(
        line.measure, line.unit, is_small=line.is_small
    )
    watched = [line for line in page.lines if line.status in {"goal", "diagnostic"}]
    kept_aside = [line for line in page.lines if line.status not in {"goal", "diagnostic"}]
    return environment.get_template("health_check.html").render(
        page=page,
        groups=list(_grouped(watched)),
        aside=list(_grouped(kept_aside)),
        months=max((len(line.months) for line in page.lines), default=0),
    )


def _grouped(lines: list[IndicatorLine]) -> Iterator[tuple[str, list[IndicatorLine]]]:
    for group, members in groupby(lines, key=lambda line: line.group):
        yield group, list(members)
