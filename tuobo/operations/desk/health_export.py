"""The health check as rows: one a line, with everything that the page shows of it.

Numbers stand as numbers, so that they can be checked in the workbook; the criteria stand on top.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tuobo.core.texts import Texts
from tuobo.engines.reports import fraction_of, text_of
from tuobo.engines.reports.numbers import number_text
from tuobo.operations.desk.exporting import Export, Value
from tuobo.operations.desk.health_page import HealthAsked, HealthLine, HealthPage

_TITLES = (
    "group", "status", "name", "value", "numerator", "denominator", "interval", "mean", "lower",
    "upper", "variation", "assurance", "read", "kept", "flagged", "gaps", "notes", "definition",
)  # fmt: skip


def export_health(page: HealthPage, asked: HealthAsked, texts: Texts) -> Export:
    """The lines of the page, in its order, with all that it was limited to."""
    return Export(
        title=texts("health.title"),
        criteria=tuple(criteria_of(page, asked, texts)),
        titles=tuple(texts(f"health.export.{name}") for name in _TITLES),
        rows=(_row(one, texts) for one in page.lines),
    )


def criteria_of(page: HealthPage, asked: HealthAsked, texts: Texts) -> Iterator[tuple[str, str]]:
    """What the page is limited to, in words, and which data it shows."""
    joined = texts("docket.or").join
    yield texts("health.export.place"), page.place_name
    yield texts("health.period"), str(page.period)
    yield texts("health.as_of"), page.as_of.isoformat()
    yield texts("health.version"), page.data_version
    statuses = [texts(f"health.status.{one}") for one in sorted(asked.statuses)]
    yield texts("health.export.status"), joined(statuses)
    if asked.only:
        only = [texts(f"home.only.{one}") for one in sorted(asked.only)]
        yield texts("home.only"), joined(only)
    counted = texts("health.export.lines", shown=len(page.lines), all=page.all_lines)
    yield texts("health.export.shown"), counted


def _row(one: HealthLine, texts: Texts) -> tuple[Value, ...]:
    line, credibility = one.line, one.credibility
    top, bottom = fraction_of(line.figure.measure)
    last = line.months[-1] if line.months else None
    unit = line.figure.unit
    limits = (last.mean, last.lower, last.upper) if last else (None, None, None)
    return (
        texts(f"health.group.{line.group}"),
        texts(f"health.status.{line.status}"),
        line.name,
        text_of(line.figure).value,
        "" if top is None else Decimal(top),
        "" if bottom is None else Decimal(bottom),
        line.interval or texts("health.no_interval"),
        *("" if limit is None else number_text(limit, unit) for limit in limits),
        line.variation.word,
        line.assurance.word,
        Decimal(credibility.read),
        Decimal(credibility.kept),
        Decimal(credibility.flagged),
        "；".join(credibility.gaps),
        "；".join(line.notes),
        line.evidence.definition,
    )
