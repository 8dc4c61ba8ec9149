"""Text to typed values, a column at a time. What cannot be read is null; the caller sees where.

Every reader takes a String series whose blanks are null already, and gives a series of the same
length. Common spellings go the fast way; the rest is read once per distinct text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import polars as pl

from tuobo.core.vocabulary import Vocabulary
from tuobo.engines.intake.mapping.model import DateOrder, Unit
from tuobo.engines.intake.readers.header import plain
from tuobo.engines.intake.readers.words import Reading

_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_ONES = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
_NUMERALS = {"〇": "0", "零": "0", "○": "0", "两": "2"} | {
    (_ONES[tens] if tens > 1 else "") + ("十" if tens else "") + _ONES[ones]: str(tens * 10 + ones)
    for tens in range(10)
    for ones in range(10)
    if tens or ones
}
_YMD = r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$"
_ORDERED = {
    DateOrder.YMD: (_YMD, (1, 2, 3)),
    DateOrder.MDY: (r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T].*)?$", (3, 1, 2)),
    DateOrder.DMY: (r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T].*)?$", (3, 2, 1)),
}
_SPOKEN = sorted(_NUMERALS, key=len, reverse=True)
_WRITTEN = [_NUMERALS[numeral] for numeral in _SPOKEN]
_FEN = {Unit.YUAN: 100, Unit.WAN: 1_000_000, Unit.FEN: 1}


def dates(
    texts: pl.Series, reading: Reading, order: DateOrder, *, date1904: bool = False
) -> pl.Series:
    """Days from ISO, 年月日, dots, slashes, eight digits, serial numbers or Chinese numerals."""
    fast = texts.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    plain_iso = texts.str.contains(r"^\d{4}-\d\d-\d\d(?:[ T]|$)")
    fast = fast.set(~plain_iso.fill_null(value=False), None)
    rest = fast.is_null() & texts.is_not_null()
    if not rest.any():
        return fast
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    slow = _by_distinct(
        texts.set(~rest, None), lambda some: _slow_dates(some, reading, order, epoch)
    )
    return slow.zip_with(rest, fast)


def _slow_dates(texts: pl.Series, reading: Reading, order: DateOrder, epoch: date) -> pl.Series:
    folded = _folded(texts).str.replace_many(_SPOKEN, _WRITTEN, leftmost=True)
    pattern, places = _ORDERED[order]
    column = pl.col("text")
    serial = column.str.extract(r"^(\d{5})(?:\.\d+)?$").cast(pl.Int32, strict=False)
    in_range = serial.is_between(reading.serial_days.first, reading.serial_days.last)
    found = folded.to_frame("text").select(
        pl.coalesce(
            _day(column, pattern, places),
            _day(column, _YMD, (1, 2, 3)),
            _day(column, r"^(\d{4})(\d\d)(\d\d)(?:\.0|\d{6})?$", (1, 2, 3)),
            pl.when(in_range).then(pl.lit(epoch) + pl.duration(days=serial)),
        )
    )
    return found.to_series()


def _day(column: pl.Expr, pattern: str, places: tuple[int, int, int]) -> pl.Expr:
    year, month, day = (column.str.extract(pattern, place) for place in places)
    joined = pl.concat_str([year, month.str.zfill(2), day.str.zfill(2)], separator="-")
    return joined.str.to_date("%Y-%m-%d", strict=False)


def integers(texts: pl.Series, unit: Unit | None = None) -> tuple[pl.Series, pl.Series]:
    """Whole numbers, and which cells hold none; with a unit only spans of that unit count."""
    whole = texts.cast(pl.Int32, strict=False)
    if unit is None and whole.null_count() == texts.null_count():
        return whole, texts.is_null() & texts.is_not_null()
    folded = _folded(texts).str.replace_all(",", "", literal=True)
    number = r"^([+-]?\d+)(?:\.0*)?"
    if unit is None:
        read = folded.str.extract(number + r"[天日件个次人名]?$").cast(pl.Int32, strict=False)
        return read, read.is_null() & texts.is_not_null()
    spoken = folded.str.replace_many(_SPOKEN, _WRITTEN, leftmost=True)
    months = spoken.str.extract(number + r"个?月$").cast(pl.Int32, strict=False)
    days = spoken.str.extract(number + r"[天日]?$").cast(pl.Int32, strict=False)
    bad = months.is_null() & days.is_null() & texts.is_not_null()
    return (months if unit is Unit.MONTHS else days), bad


def money(texts: pl.Series, unit: Unit) -> pl.Series:
    """Whole fen; an amount that is not a whole number of fen is not read."""
    folded = _folded(texts).str.replace_all(r"[,，¥￥$\s]|人民币", "")
    parts = folded.str.extract_groups(r"^([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(亿|万)?元?整?$")
    number, scale = parts.struct.field("1"), parts.struct.field("2")
    hundred_millions = pl.when(pl.col("scale") == "亿").then(10_000_000_000)
    fen = hundred_millions.when(pl.col("scale") == "万").then(_FEN[Unit.WAN]).otherwise(_FEN[unit])
    exact = (
        number.to_frame("number")
        .with_columns(scale=scale)
        .select(
            pl.col("number").cast(pl.Decimal(28, 10), strict=False).alias("amount"),
            fen.alias("fen"),
        )
    )
    # A workbook keeps 1234567890.12 as the nearest binary number, which prints as …119999886.
    product = pl.col("amount") * pl.col("fen").cast(pl.Decimal(16, 0))
    nearest = product.round(0)
    off = (product - nearest).abs() <= product.abs() * 1e-9 + 1e-6
    return exact.select(pl.when(off).then(nearest.cast(pl.Int64, strict=False))).to_series()


def flags(texts: pl.Series, reading: Reading) -> pl.Series:
    """Yes and no in the words of the content."""
    known = {plain(word): True for word in reading.yes_words}
    known |= {plain(word): False for word in reading.no_words}
    return _looked_up(texts, known, pl.Boolean)


def codes(texts: pl.Series, vocabulary: Vocabulary) -> pl.Series:
    """Codes by label, synonym or code, whatever the width; unlisted texts stay as they are.

    Whether an unlisted text may stand is for the check of code lists to say, which knows dates.
    """
    known = {plain(text): code for text, code in vocabulary.code_of.items()}
    if not known:
        return texts
    read = _looked_up(texts, known, pl.String)
    return read.zip_with(read.is_not_null(), texts)


def _looked_up(texts: pl.Series, known: Mapping[str, object], kind: type[pl.DataType]) -> pl.Series:
    def read(some: pl.Series) -> pl.Series:
        values = [None if text is None else known.get(plain(text)) for text in some.to_list()]
        return pl.Series(values, dtype=kind)

    return _by_distinct(texts, read)


def _by_distinct(texts: pl.Series, read: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """`read` applied to the distinct texts only, and spread over the column again."""
    distinct = texts.unique().drop_nulls()
    if distinct.is_empty():
        return read(texts)
    return texts.replace_strict(distinct, read(distinct), default=None)


def _folded(texts: pl.Series) -> pl.Series:
    return texts.str.normalize("NFKC").str.replace_all(r"[\s\x{200b}]+", " ").str.strip_chars()
