"""Tables and charts of a report: rows of figures, places in official order, months with limits.

The cells are figures with passports like those in the text; places and rows stand in the order of
the outline or of their code list, never in the order of a figure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from tuobo.core.days_in_words import day_in_words, period_in_words
from tuobo.core.period import Period
from tuobo.engines.reports.charts import Axis, ControlPoint, control_chart
from tuobo.engines.reports.compose.figures import Ask, Missing, MonthSeries
from tuobo.engines.reports.compose.outline import ChartPart, Column, TablePart
from tuobo.engines.reports.compose.telling import Teller
from tuobo.engines.reports.compose.tokens import FORMS, FigureToken, When, figure_token
from tuobo.engines.reports.document import (
    FigureRun,
    Form,
    Paragraph,
    Passport,
    Picture,
    Run,
    Table,
    TextRun,
)
from tuobo.engines.reports.layout import ChartStyle
from tuobo.engines.reports.numbers import NOTHING

_Look: TypeAlias = tuple[Form, When]
_NONE = TextRun(text=NOTHING)


def table_of(part: TablePart, teller: Teller) -> Table:
    """A table; its notes on breaks stand beneath it."""
    heard: dict[str, None] = {}
    looks = [_look(column) for column in part.columns]
    rows = []
    asked = _table_rows(part, teller)
    # Findings speak of the day of the data, whatever the period.
    is_of_day = all("." in token.definition for _, token in asked)
    for name, token in asked:
        cells = [_cell(teller, token, look, heard) for look in looks]
        rows.append((TextRun(text=name), *cells))
    teller.notes |= heard
    notes = [part.note, *heard]
    return Table(
        caption=teller.plain(part.caption),
        head=(
            teller.texts("compose.table.place" if part.by else "compose.table.figure"),
            *(_head(column, teller, is_of_day=is_of_day) for column in part.columns),
        ),
        rows=tuple(rows),
        note="；".join(filter(None, notes)),
    )


def picture_of(part: ChartPart, teller: Teller, style: ChartStyle) -> Picture | Paragraph:
    """A control chart of months with its sentence and its table; without a period the sentence."""
    token = figure_token(part.of)
    ask = teller.ask(token)
    caption = teller.plain(part.caption)
    sentence = teller.runs(part.say)
    if isinstance(ask, Missing):
        return Paragraph(runs=sentence)
    found = teller.source.months(ask, part.months)
    axis = Axis(title=found.name, is_share=found.unit == "share")
    if found.note:
        teller.notes[found.note] = None
    return Picture(
        caption=caption,
        specification=control_chart(_points(found), axis, style),
        sentence=sentence,
        table=_month_table(teller, ask, found, caption),
    )


def _table_rows(part: TablePart, teller: Teller) -> list[tuple[str, FigureToken]]:
    if not part.by:
        found = [(row.name, figure_token(row.of)) for row in part.rows]
        return [(name or teller.source.name_of(token.definition), token) for name, token in found]
    token = figure_token(part.of)
    ask = teller.ask(token)
    if isinstance(ask, Missing):
        return []
    return [
        (label, replace(token, scope=(*token.scope, (part.by, (code,)))))
        for code, label in teller.source.places(ask, part.by)
    ]


def _look(column: Column) -> _Look:
    """A column is a form, or the value of another period."""
    if column in FORMS:
        return FORMS[column], When.THIS
    return Form.VALUE, When(column)


def _head(column: Column, teller: Teller, *, is_of_day: bool) -> str:
    if column == "值" and is_of_day:
        return teller.texts(
            "compose.table.as_of", day=day_in_words(teller.setting.as_of, teller.texts)
        )
    if column == "值":
        return period_in_words(teller.setting.period, teller.texts)
    form, when = _look(column)
    if form is not Form.VALUE:
        return column
    token = FigureToken(written="", definition="", when=when)
    ask = teller.ask(token) if when is not When.BASELINE or teller.setting.baseline else None
    return period_in_words(ask.period, teller.texts) if isinstance(ask, Ask) else column


def _cell(teller: Teller, token: FigureToken, look: _Look, heard: dict[str, None]) -> Run:
    """A figure, or a dash where a table has none: gaps are for the text."""
    form, when = look
    ask = teller.ask(
        replace(token, form=form, when=when if token.when is When.THIS else token.when)
    )
    found = ask if isinstance(ask, Missing) else teller.source.figure(ask)
    if isinstance(found, Missing):
        return _NONE
    heard |= dict.fromkeys(teller.source.notes(found))
    return FigureRun(passport=found)


def _points(found: MonthSeries) -> list[ControlPoint]:
    return [
        ControlPoint(
            label=_month(point.period),
            value=point.value,
            mean=point.mean,
            lower=point.lower,
            upper=point.upper,
            signal=point.signal,
            starts_segment=point.starts_segment and at > 0,
        )
        for at, point in enumerate(found.points)
    ]


def _month_table(teller: Teller, ask: Ask, found: MonthSeries, caption: str) -> Table:
    """Each month with its value, its counts where it is a rate, and the rule that it breaks."""
    rows: list[tuple[Run, ...]] = []
    for point in found.points:
        value, counts = (
            teller.source.figure(replace(ask, form=form, period=point.period, base=None))
            for form in (Form.VALUE, Form.FRACTION)
        )
        label = TextRun(text=_month(point.period))
        rows.append((label, _run(value), _run(counts), TextRun(text=point.signal or NOTHING)))
    texts = teller.texts
    head = [
        texts("compose.table.month"),
        found.name,
        texts("compose.table.counts"),
        texts("compose.table.signal"),
    ]
    if all(row[2] == _NONE for row in rows):  # counts and days have no fraction
        head.pop(2)
        rows = [(*row[:2], *row[3:]) for row in rows]
    return Table(
        caption=texts("compose.table.months", caption=caption),
        head=tuple(head),
        rows=tuple(rows),
        note="；".join(filter(None, (found.reading, found.note))),
    )


def _run(found: Passport | Missing) -> Run:
    return _NONE if isinstance(found, Missing) else FigureRun(passport=found)


def _month(period: Period) -> str:
    return f"{period.start.year}-{period.start.month:02d}"
