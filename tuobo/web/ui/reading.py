"""Reads what people type: full and half width, days in every usual writing. Never guesses."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from tuobo.core.errors import RequestError
from tuobo.core.period import Period

_DAY = re.compile(r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$")
_PACKED_DAY = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_MONTHS = re.compile(r"^(\d{4})年(\d{1,2})月?\s*[-–—~至到]\s*(\d{1,2})月$")
_MONTH = re.compile(r"^(\d{4})[年./](\d{1,2})月?$")
_YEAR = re.compile(r"^(\d{4})年$")


def plain(text: str) -> str:
    """The text in half width without spaces around it.

    >>> plain("　２０２６．７．１５ ")
    '2026.7.15'
    """
    return unicodedata.normalize("NFKC", text).replace("。", ".").strip()


def read_day(text: str) -> date:
    """A day as 2026-07-15, 20260715, 2026.7.15, 2026/7/15 or 2026年7月15日.

    >>> read_day("２０２６年7月15日")
    datetime.date(2026, 7, 15)

    Raises RequestError `form.bad_day` for anything else, also for 30 February.
    """
    found = _DAY.match(plain(text)) or _PACKED_DAY.match(plain(text))
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError as error:
            raise RequestError("form.no_such_day", found=text.strip()) from error
    raise RequestError("form.bad_day", found=text.strip())


def read_period(text: str) -> Period:
    """A period as `Period.of` reads it, and as people write it: 2025年, 2025年3月, 2025年1-6月.

    >>> str(read_period("2025年１－６月"))
    '2025-01..2025-06'
    """
    asked = plain(text)
    if found := _MONTHS.match(asked):
        return Period.of(f"{found[1]}-{found[2]}..{found[1]}-{found[3]}")
    if found := _MONTH.match(asked):
        return Period.of(f"{found[1]}-{found[2]}")
    if found := _YEAR.match(asked):
        return Period.of(found[1])
    return Period.of(asked)
