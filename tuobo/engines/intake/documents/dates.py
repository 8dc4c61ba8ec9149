"""Dates as judgments write them: 2018年3月5日, 二〇一八年三月五日, 同年4月2日, 4月2日, 同日, 次日.

A date without a year is read from the date before it in the same text. A date that no calendar has
is kept with `day` None: it was stated, but it cannot be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_ZERO = "〇○零OoОΟ◯ο０"
_DIGITS = {**dict(zip("一二三四五六七八九", range(1, 10), strict=True)), **dict.fromkeys(_ZERO, 0)}
_LOOK_ALIKE = str.maketrans({"l": "1", "I": "1", "O": "0", "o": "0"})
_YEAR = rf"[12lI一二][0-9lOoI{_ZERO}一二三四五六七八九]{{3}}"
_MONTH = rf"(?:[0-9lO]{{1,2}}|元|正|[一二三四五六七八九十{_ZERO}]{{1,2}})"
_DAY = r"(?:[0-9lO]{1,2}|[一二三四五六七八九十廿卅〇○]{1,3})"
_PATTERN = re.compile(
    rf"(?P<year>{_YEAR})年(?P<month>{_MONTH})月(?P<day>{_DAY})(?:[日号]|(?=立案|受理|公开|开庭|向|,))"
    rf"|(?:(?P<same_year>同年|当年|本年|该年)|(?P<next_year>次年|翌年)|(?<![年月0-9]))"
    rf"(?P<month2>{_MONTH})月(?P<day2>{_DAY})[日号]"
    rf"|(?P<same_month>同月|当月|本月)(?P<day3>{_DAY})[日号]"
    r"|(?P<same_day>同日|当日|同天|当天|即日)|(?P<next_day>次日|翌日|第二日)"
)


@dataclass(frozen=True)
class Mention:
    """A date in a text; `day` is None where the words name no day of the calendar."""

    day: date | None
    start: int
    end: int


def mentions(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """The dates of a stretch of text, in order."""
    last: date | None = None
    for found in _PATTERN.finditer(text, start, len(text) if end is None else end):
        day = _day_of(found, last)
        if day is None and last is None and found["year"] is None:
            continue
        last = day or last
        yield Mention(day, found.start(), found.end())


def number_of(words: str) -> int | None:
    """A number below 100, or a year written digit by digit; None if the words are no number."""
    plain = words.translate(_LOOK_ALIKE)
    if plain.isdecimal() and plain.isascii():
        return int(plain)
    if words in {"元", "正"}:
        return 1
    tens, ten, ones = words.replace("廿", "二十").replace("卅", "三十").partition("十")
    if ten:
        return _ten_times(tens, ones)
    digits = [_digit(one) for one in words]
    return None if None in digits else int("".join(str(one) for one in digits))


def _ten_times(tens: str, ones: str) -> int | None:
    high = _DIGITS.get(tens) if tens else 1
    low = _DIGITS.get(ones) if ones else 0
    return None if high is None or low is None else high * 10 + low


def _digit(one: str) -> int | None:
    plain = one.translate(_LOOK_ALIKE)
    return int(plain) if plain in "0123456789" else _DIGITS.get(one)


def _day_of(found: re.Match[str], last: date | None) -> date | None:
    if found["year"]:
        return _calendar_day(number_of(found["year"]), found["month"], found["day"])
    if last is None:
        return None
    if found["same_day"]:
        return last
    if found["next_day"]:
        return last + timedelta(days=1)
    if found["same_month"]:
        return _calendar_day(last.year, str(last.month), found["day3"])
    year = last.year + (1 if found["next_year"] else 0)
    return _calendar_day(year, found["month2"], found["day2"])


def _calendar_day(year: int | None, month: str, day: str) -> date | None:
    numbers = (year, number_of(month), number_of(day))
    if numbers[0] is None or numbers[1] is None or numbers[2] is None:
        return None
    try:
        return date(numbers[0], numbers[1], numbers[2])
    except ValueError:
        return None
