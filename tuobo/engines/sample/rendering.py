"""Facts as a case system prints them: labels, dates in five spellings, money in two units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

import polars as pl

from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.sample.layout import SheetColumn, SheetLayout

Cell: TypeAlias = str | int | float | None
_EXCEL_EPOCH = date(1899, 12, 30)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_HALF_BRACKETS = str.maketrans("（）", "()")
_EVERY_HALF, _EVERY_FULL = 5, 7  # rows whose case number has half brackets, or full-width digits
_DATES = {"iso": "%Y-%m-%d", "hanzi": "%Y年%-m月%-d日", "slash": "%Y/%-m/%-d", "compact": "%Y%m%d"}
_WHOLE_COURT = "全院"


class Printer:
    """Prints columns of fact tables with the labels of the vocabularies."""

    def __init__(self, schema: FactSchema, vocabularies: Vocabularies) -> None:
        self._schema = schema
        self._vocabularies = vocabularies
        self._plain: Mapping[str, Callable[[pl.Series], list[Cell]]] = {
            "text": pl.Series.to_list,
            "flag": _flags,
            "serial": _serials,
            "date_cell": _serials,
            "yuan": lambda values: _divided(values, 100),
            "wan": lambda values: _divided(values, 1_000_000),
            "integer": pl.Series.to_list,
            "months": lambda values: [None if v is None else f"{v}个月" for v in values.to_list()],
            "mixed_number": _mixed_numbers,
            "whole_court": lambda values: values.fill_null(_WHOLE_COURT).to_list(),
            "procedure": lambda values: self._labels(values, "procedure"),
        }

    def cells(self, sheet: SheetLayout, one: SheetColumn, frame: pl.DataFrame) -> list[Cell]:
        """The cells of one column, from top to bottom."""
        if one.writing == "order":
            return list(range(1, frame.height + 1))
        values = frame[one.column]
        if one.writing in _DATES:
            found: list[Cell] = values.dt.strftime(_DATES[one.writing]).to_list()
            return found
        if one.writing == "label":
            vocabulary = self._schema[sheet.table].by_name[one.column].vocabulary
            return self._labels(values, vocabulary)
        return self._plain[one.writing](values)

    def _labels(self, values: pl.Series, vocabulary: str) -> list[Cell]:
        names = {code: entry.zh for code, entry in self._vocabularies[vocabulary].by_code.items()}
        found: list[Cell] = values.replace(names).to_list()
        return found


def _flags(values: pl.Series) -> list[Cell]:
    return [None if value is None else "是" if value else "否" for value in values.to_list()]


def _serials(values: pl.Series) -> list[Cell]:
    days = values.to_physical() - _serial_zero()
    found: list[Cell] = days.to_list()
    return found


def _serial_zero() -> int:
    return (_EXCEL_EPOCH - date(1970, 1, 1)).days


def _divided(values: pl.Series, unit: int) -> list[Cell]:
    return [None if value is None else value / unit for value in values.to_list()]


def _mixed_numbers(values: pl.Series) -> list[Cell]:
    """Case numbers as several systems print them: brackets and digits of either width."""
    found: list[Cell] = values.to_list()
    for at, number in enumerate(found):
        if not isinstance(number, str):
            continue
        if at % _EVERY_HALF == 0:
            found[at] = number.translate(_HALF_BRACKETS)
        elif at % _EVERY_FULL == 0:
            found[at] = number.translate(_FULL_WIDTH)
    return found
