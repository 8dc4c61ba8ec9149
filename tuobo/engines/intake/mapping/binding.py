"""A binding at work: the cells of a chunk become one typed fact column, with what went wrong."""

from __future__ import annotations

import calendar
from dataclasses import dataclass

import polars as pl

from tuobo.core.case_number import CaseNumbers
from tuobo.core.facts import Column, ColumnType, Table
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.intake.mapping import values
from tuobo.engines.intake.mapping.model import Binding, Condition, Unit, Window
from tuobo.engines.intake.readers.header import plain
from tuobo.engines.intake.readers.words import Reading

_STRIPPED = " \u3000\u00a0\u200b\ufeff\t\r\n"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What reading a value needs beside the cell: code lists, case numbers, words of the files."""

    vocabularies: Vocabularies
    numbers: CaseNumbers
    reading: Reading
    date1904: bool = False

    @classmethod
    def of(cls, vocabularies: Vocabularies, reading: Reading, *, date1904: bool) -> Words:
        numbers = CaseNumbers.of(vocabularies)
        return cls(vocabularies=vocabularies, numbers=numbers, reading=reading, date1904=date1904)


class Cells:
    """The cells of a chunk by title, tidied once: no space around, words for nothing are null."""

    def __init__(self, frame: pl.DataFrame, reading: Reading) -> None:
        self._frame = frame
        self._nulls = pl.Series(reading.null_words)
        self._tidy: dict[str, pl.Series] = {}

    def __getitem__(self, title: str) -> pl.Series:
        if title not in self._tidy:
            raw = self._frame[title]
            if raw.null_count() < len(raw):
                raw = raw.str.strip_chars(_STRIPPED)
                raw = raw.set(raw.is_in(self._nulls.implode()), None)
            self._tidy[title] = raw
        return self._tidy[title]

    def holds(self, condition: Condition, title: str) -> pl.Series:
        """Where a condition on the cells under a title holds."""
        cells = self[title]
        if condition.blank is not None:
            return cells.is_null() == condition.blank
        wanted = pl.Series(condition.is_in)
        return cells.is_in(wanted.implode()).fill_null(value=False)


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A binding whose titles were found in a sheet."""

    binding: Binding
    column: Column
    titles: tuple[str, ...]
    condition_title: str = ""
    month_title: str = ""
    is_number: bool = False

    @property
    def shown_title(self) -> str:
        return self.titles[0]

    def expected(self, words: Words) -> str:
        """What its cells should hold, for people."""
        kind = "period" if self.binding.window else self.column.kind.value
        return words.reading.expected.get(kind, kind)

    def read(self, cells: Cells, words: Words) -> tuple[pl.Series, pl.Series, pl.Series]:
        """The typed column, the texts that it was read from, and where they were unreadable."""
        texts = self._texts(cells)
        if texts.null_count() == len(texts):
            empty = pl.Series([None], dtype=self.column.polars_type).new_from_index(0, len(texts))
            return empty, texts, texts.is_not_null()
        if self.binding.window is not None:
            month = cells[self.month_title] if self.month_title else None
            typed = _edge_of(self.binding.window, texts, month)
            return typed, texts, typed.is_null() & texts.is_not_null()
        return self._typed(texts, words)

    def _texts(self, cells: Cells) -> pl.Series:
        one = self.binding
        texts = cells[self.titles[0]]
        if one.join is not None and len(self.titles) > 1:
            frame = pl.DataFrame({str(at): cells[title] for at, title in enumerate(self.titles)})
            joined = pl.concat_str(pl.all(), separator=one.join, ignore_nulls=True)
            texts = frame.select(joined.replace("", None)).to_series()
        if one.split:
            parts = texts.str.split(one.split)
            texts = (
                parts.list.first() if one.take == "first" else parts.list.last()
            ).str.strip_chars()
        if one.nulls:
            texts = texts.set(texts.is_in(pl.Series(one.nulls).implode()), None)
        texts = _replaced(texts, one)
        if one.only_if is not None:
            held = cells.holds(one.only_if, self.condition_title)
            texts = texts.set(~held, None)
        return texts

    def _typed(self, texts: pl.Series, words: Words) -> tuple[pl.Series, pl.Series, pl.Series]:
        one, reading = self.binding, words.reading
        match self.column.kind:
            case ColumnType.DATE:
                typed = values.dates(texts, reading, one.dates, date1904=words.date1904)
            case ColumnType.INTEGER:
                unit = one.unit if one.unit in {Unit.MONTHS, Unit.DAYS} else None
                typed, bad = values.integers(texts, unit)
                return typed, texts, bad
            case ColumnType.MONEY:
                typed = values.money(texts, one.unit or Unit.YUAN)
            case ColumnType.FLAG:
                typed = values.flags(texts, reading)
            case ColumnType.CODE:
                typed = _without_errors(texts, reading)
                typed = values.codes(typed, words.vocabularies[self.column.vocabulary])
            case ColumnType.TEXT:
                typed = _without_errors(texts, reading)
                if self.is_number:
                    official = words.numbers.parse_column(typed)["case_number"]
                    typed = official.zip_with(official.is_not_null(), typed)
        return typed, texts, typed.is_null() & texts.is_not_null()


def constant(text: str, column: Column, height: int, words: Words) -> pl.Series:
    """The same value for all rows, read as the cells of the column would be."""
    binding = Binding.model_validate({"to": column.name, "from": ["·"]})
    bound = Bound(binding=binding, column=column, titles=("·",))
    cells = Cells(pl.DataFrame({"·": [text]}), words.reading)
    typed, _, _ = bound.read(cells, words)
    return typed.new_from_index(0, height)


def told_by_number(numbers: pl.Series, table: Table, words: Words) -> dict[str, pl.Series]:
    """What case numbers tell of the columns of a table: court, word, year, serial, domain …"""
    read = words.numbers.parse_column(numbers)
    told = {name: read[name] for name in ("court", "case_word", "case_year", "case_serial")}
    entries = words.vocabularies["case_word"].entries
    for attribute in ("domain", "instance"):
        known = {one.code: str(one.attributes[attribute]) for one in entries
                 if attribute in one.attributes}  # fmt: skip
        told[attribute] = read["case_word"].replace_strict(
            known, default=None, return_dtype=pl.String
        )
    return {name: column for name, column in told.items() if name in table.by_name}


def _replaced(texts: pl.Series, one: Binding) -> pl.Series:
    """Texts through the value map and the fragments of a binding."""
    if not one.values and not one.fragments:
        return texts
    known = {plain(text): code for text, code in one.values.items()}

    def replacement(text: str) -> str | None:
        if plain(text) in known:
            return known[plain(text)] or None
        for fragment, code in one.fragments.items():
            if fragment in text:
                return code
        return text if one.otherwise == "keep" else (one.otherwise or None)

    distinct = texts.unique().drop_nulls()
    if distinct.is_empty():
        return texts
    new = pl.Series([replacement(text) for text in distinct.to_list()], dtype=pl.String)
    return texts.replace_strict(distinct, new, default=None)


def _without_errors(texts: pl.Series, reading: Reading) -> pl.Series:
    wrong = texts.is_in(pl.Series(reading.error_words).implode()).fill_null(value=False)
    return texts.set(wrong, None) if wrong.any() else texts


def _edge_of(window: Window, years: pl.Series, months: pl.Series | None) -> pl.Series:
    """First or last day of the span of months that ends in the given year and month."""
    year, _ = values.integers(years)
    if months is None:
        month = year * 0 + 12
    elif window.month_names:
        month = months.str.to_lowercase().replace_strict(
            window.month_names, default=None, return_dtype=pl.Int32
        )
    else:
        month, _ = values.integers(months)
    found = pl.DataFrame({"year": year, "month": month}).unique().drop_nulls()
    found = found.filter(pl.col("year").is_between(1000, 9999) & pl.col("month").is_between(1, 12))
    days = [_edge_day(window, y, m) for y, m in found.iter_rows()]
    table = found.with_columns(pl.Series("day", days, dtype=pl.String).str.to_date())
    rows = pl.DataFrame({"year": year, "month": month})
    return rows.join(table, on=["year", "month"], how="left", maintain_order="left")["day"]


def _edge_day(window: Window, year: int, month: int) -> str:
    if window.edge == "last":
        return f"{year:04d}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"
    first = year * 12 + month - 1 - (window.months - 1)
    return f"{first // 12:04d}-{first % 12 + 1:02d}-01"
