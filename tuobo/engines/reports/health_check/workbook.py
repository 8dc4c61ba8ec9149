"""The health check as a workbook: every figure with its counts, and all the cases behind them.

Sheets: 体检表, 逐月, 案件 (one row a case, one column an indicator: 1 in the numerator, 0 only in
the denominator, empty not counted), 审限, 提示, 数据质量. Nothing is cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tuobo.core.texts import Texts
from tuobo.engines.reports.health_check.page import HealthCheck, IndicatorLine
from tuobo.engines.reports.numbers import fraction_of, text_of


@dataclass(frozen=True, kw_only=True)
class CaseMarks:
    """All cases of a period: a text row each, and per indicator 1, 0 or None in the same order."""

    titles: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    marks: Mapping[str, Sequence[int | None]]


def write_health_check_workbook(
    page: HealthCheck, marks: CaseMarks, texts: Texts, path: Path
) -> None:
    """Write the workbook; an older file of that name is replaced."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheets = _Sheets(book, page, texts)
        sheets.indicators()
        sheets.months()
        sheets.cases(marks)
        sheets.limits()
        sheets.findings()
        sheets.quality()


class _Sheets:
    """One method a sheet; each begins with the lines that say what the figures speak of."""

    def __init__(self, book: xlsxwriter.Workbook, page: HealthCheck, texts: Texts) -> None:
        self._book = book
        self._page = page
        self._texts = texts
        self._head = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._names = {line.id: line.name for line in page.lines}

    def indicators(self) -> None:
        sheet = self._sheet("体检表", "health.title", (26, 12, 12, 12, 16, 12, 12, 12, 16, 16, 40))
        self._header(
            sheet,
            "health.col.indicator", "health.col.value", "health.numerator", "health.denominator",
            "health.col.interval", "health.col.variation", "health.col.assurance", "health.mark",
            "health.definition", "health.period", "health.source",
        )  # fmt: skip
        self._write(sheet, (self._indicator_row(line) for line in self._page.lines))

    def _indicator_row(self, line: IndicatorLine) -> tuple[object, ...]:
        top, bottom = fraction_of(line.figure.measure)
        return (
            line.name,
            text_of(line.figure).value,
            top,
            bottom,
            line.interval,
            f"{line.variation.symbol} {line.variation.word}",
            f"{line.assurance.symbol} {line.assurance.word}",
            line.mark,
            line.evidence.definition,
            str(line.evidence.period),
            line.source,
        )

    def months(self) -> None:
        sheet = self._sheet("逐月", "health.months", (26, 10, 12, 12, 12, 24))
        self._header(
            sheet,
            "health.col.indicator", "health.month", "health.col.value", "health.numerator",
            "health.denominator", "health.signal",
        )  # fmt: skip
        self._write(
            sheet,
            (
                (line.name, m.label, m.value, m.numerator, m.denominator, m.signal)
                for line in self._page.lines
                for m in line.months
            ),
        )

    def cases(self, marks: CaseMarks) -> None:
        sheet = self._sheet("案件", "health.cases", (28, *([12] * (len(marks.titles) - 1))))
        names = [self._names.get(id_, id_) for id_ in marks.marks]
        sheet.write_row(3, 0, [*marks.titles, *names], self._head)
        columns = list(marks.marks.values())
        self._write(
            sheet,
            (
                (*row, *(column[number] for column in columns))
                for number, row in enumerate(marks.rows)
            ),
        )

    def limits(self) -> None:
        sheet = self._sheet("审限", "health.tab.limits", (14, 28, 14, 12, 12, 12, 12, 12, 10, 60))
        self._header(
            sheet,
            "health.lane", "health.case_number", "health.division", "health.judge",
            "health.procedure", "health.filed_on", "health.due_plain_on", "health.due_on",
            "health.days_left", "health.account",
        )  # fmt: skip
        lanes = {lane.code: lane.name for lane in self._page.lanes}
        self._write(
            sheet,
            (
                (
                    lanes[one.lane], one.case_number, one.division, one.judge, one.procedure,
                    one.filed_on, one.due_plain_on, one.due_on, one.days_left, one.account,
                )
                for one in self._page.limits
            ),
        )  # fmt: skip

    def findings(self) -> None:
        sheet = self._sheet("提示", "health.tab.findings", (20, 28, 40, 40, 40))
        self._header(
            sheet,
            "health.quality.rule", "health.case_number", "health.finding.table",
            "health.finding.found", "health.finding.expected",
        )  # fmt: skip
        self._write(
            sheet, ((group.name, *row) for group in self._page.findings for row in group.rows)
        )

    def quality(self) -> None:
        sheet = self._sheet("数据质量", "health.tab.quality", (24, 16, 10, 80))
        self._header(
            sheet,
            "health.quality.rule", "health.quality.severity", "health.quality.count",
            "health.quality.example",
        )  # fmt: skip
        self._write(
            sheet,
            (
                (one.name, self._texts(f"health.severity.{one.severity}"), one.count, one.example)
                for one in self._page.quality
            ),
        )

    def _sheet(self, name: str, title: str, widths: Sequence[float]) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(3)
        page, t = self._page, self._texts
        sheet.write(0, 0, f"{page.court_name} {t(title)}", self._title)
        sheet.write(1, 0, f"{t('health.period')} {page.period}　{t('health.as_of')} {page.as_of}")
        sheet.write(
            2, 0,
            f"{t('health.version')} {page.data_version}　"
            f"{t('health.computed_at')} {page.computed_at:%Y-%m-%d %H:%M}",
        )  # fmt: skip
        return sheet

    def _header(self, sheet: Worksheet, *codes: str) -> None:
        sheet.write_row(3, 0, [self._texts(code, months="") for code in codes], self._head)

    def _write(self, sheet: Worksheet, rows: Iterable[Sequence[object]]) -> None:
        for number, row in enumerate(rows, start=4):
            for column, cell in enumerate(row):
                if cell is None or cell == "":
                    continue
                if hasattr(cell, "isoformat"):
                    sheet.write_datetime(number, column, cell, self._day)
                elif isinstance(cell, int | float):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, str(cell))
