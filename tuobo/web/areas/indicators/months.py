"""The indicator's own past: one row a month, with what one can go on to from it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tuobo.core.period import Period, month_index
from tuobo.core.texts import Texts
from tuobo.engines.reports.compose import Ask
from tuobo.engines.reports.document import Form
from tuobo.engines.reports.health_check.page import Month
from tuobo.engines.reports.numbers import number_text
from tuobo.operations.desk.exporting import Export, Value
from tuobo.operations.desk.indicator_page import IndicatorPage
from tuobo.operations.desk.places import scope_of
from tuobo.web.areas.indicators.framing import at
from tuobo.web.areas.indicators.history import history_of
from tuobo.web.areas.indicators.pages import Frame, Link, MonthRow, MonthsPage, VerdictLink
from tuobo.web.ui.charts import tone_of
from tuobo.web.ui.tasks import TaskLink
from tuobo.web.ui.visit import Visit

_MARK = "mark"
_TITLES = (
    "month", "value", "numerator", "denominator", "signal", "mean", "lower", "upper", "band_low",
    "band_high",
)  # fmt: skip
_YEAR = 12


def months_page(
    frame: Frame,
    found: IndicatorPage,
    visit: Visit,
    tasks: tuple[TaskLink, ...],
    verdicts: tuple[VerdictLink, ...],
) -> MonthsPage:
    """The months, the latest first; one that was marked in the chart stands out."""
    name, marked = found.definition.id, visit.query.get(_MARK, "")
    rows = [_row(one, found, visit, name, marked) for one in reversed(found.line.months)]
    may_export = visit.may("exports.make")
    workbook = at(visit, "export", name) if may_export else ""
    return MonthsPage(
        frame=frame,
        chart=history_of(found, visit, name, tasks, verdicts),
        tasks=tasks,
        verdicts=verdicts,
        rows=tuple(rows),
        workbook=workbook,
    )


def export_months(found: IndicatorPage, texts: Texts) -> Export:
    """The months as rows, with what they are of."""
    line, passport = found.line, found.passport
    return Export(
        title=line.name,
        criteria=(
            (texts("health.export.definition"), line.evidence.definition),
            (texts("health.export.place"), passport.place_name),
            (texts("health.as_of"), passport.data_version.as_of.isoformat()),
            (texts("health.version"), passport.data_version.id),
        ),
        titles=tuple(texts(f"indicator.month.{name}") for name in _TITLES),
        rows=(_exported(month) for month in line.months),
    )


def _row(month: Month, found: IndicatorPage, visit: Visit, name: str, marked: str) -> MonthRow:
    unit, period, words = found.line.figure.unit, Period.of(month.label), visit.numbers
    has_limits, has_band = month.mean is not None, month.band_low is not None
    low, high = (number_text(one, unit, words) for one in (month.lower, month.upper))
    band_low, band_high = (
        number_text(one, unit, words) for one in (month.band_low, month.band_high)
    )
    ask = Ask(
        definition=found.definition.key,
        form=Form.VALUE,
        period=period,
        scope=tuple(sorted(scope_of(found.place).items())),
    )
    return MonthRow(
        month=month,
        value=number_text(month.value, unit, words),
        fraction=_fraction(month),
        tone=tone_of(month, found.definition.better),
        mean=number_text(month.mean, unit, words) if has_limits else "",
        limits=f"{low} ~ {high}" if has_limits else "",
        band=f"{band_low} ~ {band_high}" if has_band or month.band_high is not None else "",
        menu=tuple(_menu(found, period, visit, name)),
        code=ask.code,
        is_marked=month.label == marked,
    )


def _menu(found: IndicatorPage, period: Period, visit: Visit, name: str) -> Iterator[Link]:
    """See these cases, break out, compare with the month before and with a year before."""
    texts, label = visit.texts, str(period)
    listed = [side for side in found.definition.sides if side.lists_cases]
    if listed:
        address = at(visit, "cases", name, listed[-1].part, period=label)
        yield Link(name=texts("indicator.menu.cases"), address=address)
    for dimension, title in found.definition.dimensions:
        address = at(visit, "by", name, dimension, period=label)
        yield Link(name=texts("indicator.menu.by", dimension=title), address=address)
    index = month_index(period.start)
    for back, code in ((1, "before"), (_YEAR, "year_before")):
        other = str(Period.of_months(index - back, index - back))
        address = at(visit, "explain", name, period=label, other_period=other)
        yield Link(name=texts(f"indicator.menu.{code}", month=other), address=address)


def _fraction(month: Month) -> str:
    if month.numerator is None or month.denominator is None:
        return ""
    return f"{month.numerator:,}/{month.denominator:,}"


def _exported(month: Month) -> tuple[Value, ...]:
    numbers = (
        month.value, month.numerator, month.denominator, month.mean, month.lower, month.upper,
        month.band_low, month.band_high,
    )  # fmt: skip
    value, top, bottom, *rest = ("" if one is None else Decimal(str(one)) for one in numbers)
    return (month.label, value, top, bottom, month.signal, *rest)
