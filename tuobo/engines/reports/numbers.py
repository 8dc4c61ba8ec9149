"""Turns measures into text, the same way on every page, sheet and document.

A rate prints as per cent with two decimals and always beside its fraction; below the minimum
sample it prints as the fraction alone; a rate without denominator is a dash, never 0 or infinity.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from tuobo.core.measure import Amount, Count, Mean, Measure, Quantile, Rate, half_up
from tuobo.core.texts import Texts

NOTHING = "—"
_FEN_IN_YUAN = 100
_FEN_IN_WAN = 1_000_000


@dataclass(frozen=True, kw_only=True)
class NumberWords:
    """The units beside numbers in one language; `{number}` stands for the number.

    wan  amounts from 10,000 yuan on
    """

    days: str
    yuan: str
    wan: str

    @classmethod
    def of(cls, texts: Texts) -> NumberWords:
        """Those of a language; a report is in Chinese whatever the page is."""
        return cls(**{name: texts.template(f"number.{name}") for name in ("days", "yuan", "wan")})


CHINESE = NumberWords(days="{number}天", yuan="{number}元", wan="{number}万元")
"""What official documents write; a test holds it against the texts."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A measure with how it is to be said.

    unit        share, ratio, days, fen, cases, count
    value       the one number that the measure stands for, where that is not its plain quotient
                (a ratio turned into days)
    counts_fen  numerator and denominator are money
    is_small    below the minimum sample: the fraction is printed and no percentage
    """

    measure: Measure
    unit: str
    value: Decimal | None = None
    counts_fen: bool = False
    is_small: bool = False


@dataclass(frozen=True, kw_only=True)
class Formatted:
    """A figure as text: `value` is shown large, `fraction` (may be empty) beneath it."""

    value: str
    fraction: str


def text_of(figure: Figure, words: NumberWords = CHINESE) -> Formatted:
    """A figure as text, with its unit in the words of a language.

    >>> text_of(Figure(measure=Rate(numerator=311, denominator=342), unit="share")).value
    '90.94%'
    >>> text_of(Figure(measure=Rate(numerator=2, denominator=7), unit="share", is_small=True))
    Formatted(value='2/7', fraction='')
    """
    measure = figure.measure
    match measure:
        case Rate():
            return _rate(measure, figure, words)
        case Count():
            return Formatted(value=f"{measure.value:,}", fraction="")
        case Amount():
            return Formatted(value=_money(Decimal(measure.fen), words), fraction="")
        case Mean() | Quantile():
            shown = _in_unit(measure.value, figure.unit, words)
            return Formatted(value=shown, fraction=f"n = {measure.count:,}")
        case _:
            assert_never(measure)


def fraction_of(measure: Measure) -> tuple[int | None, int | None]:
    """Numerator and denominator (or sum and n) for tables of evidence."""
    match measure:
        case Rate():
            return measure.numerator, measure.denominator
        case Mean():
            return measure.total, measure.count
        case Quantile():
            return None, measure.count
        case Count():
            return measure.value, None
        case Amount():
            return measure.fen, None
        case _:
            assert_never(measure)


def number_text(value: float | Decimal | None, unit: str, words: NumberWords = CHINESE) -> str:
    """A bare number of a series (a share is 0–1) in the unit of its indicator."""
    if value is None:
        return NOTHING
    if unit == "share":
        return f"{half_up(Decimal(str(value)) * 100, 2)}%"
    return _in_unit(Decimal(str(value)), unit, words)


def _rate(rate: Rate, figure: Figure, words: NumberWords) -> Formatted:
    top, bottom = (
        _money(Decimal(count), words) if figure.counts_fen else f"{count:,}"
        for count in (rate.numerator, rate.denominator)
    )
    fraction = f"1 − {top}/{bottom}" if rate.complement else f"{top}/{bottom}"
    if rate.share is None:
        return Formatted(value=NOTHING, fraction=fraction)
    if figure.is_small:
        return Formatted(value=fraction, fraction="")
    if figure.unit == "share":
        return Formatted(value=f"{rate.percent()}%", fraction=fraction)
    value = rate.share if figure.value is None else figure.value
    return Formatted(value=_in_unit(value, figure.unit, words), fraction=fraction)


def _in_unit(value: Decimal | None, unit: str, words: NumberWords) -> str:
    if value is None:
        return NOTHING
    match unit:
        case "fen":
            return _money(value, words)
        case "days":
            return words.days.format(number=f"{half_up(value, 1):,}")
        case "ratio":
            return f"{half_up(value, 3):,}"
        case _:
            shown = half_up(value, 1)
            return f"{int(shown):,}" if shown == int(shown) else f"{shown:,}"


def _money(fen: Decimal, words: NumberWords) -> str:
    if abs(fen) >= _FEN_IN_WAN:
        return words.wan.format(number=f"{half_up(fen / _FEN_IN_WAN, 2):,}")
    return words.yuan.format(number=f"{half_up(fen / _FEN_IN_YUAN, 2):,}")
