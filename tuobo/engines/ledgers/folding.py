"""One width, no spaces, no marks: how words are compared, and how amounts are read."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_AMOUNT = re.compile(r"^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?(万|亿|万亿)?$")
_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_SPACES = re.compile(r"[\s\u200b\ufeff]+")


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A word as it is compared. Kept, as the cells of a column repeat few words.

    >>> folded(" ＡＢ　庭 ")
    'ab庭'
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _SPACES.sub("", plain).lower()


def amount(text: str) -> Decimal | None:
    """A number with thousands marks and 万 or 亿, exact; None if it is none.

    >>> amount("３.5万")
    Decimal('35000.0')
    """
    found = _AMOUNT.match(folded(text))
    if found is None:
        return None
    sign, whole, rest, scale = found.groups()
    return Decimal(f"{sign}{whole.replace(',', '')}{rest or ''}") * _SCALES[scale or ""]


def exact(number: int | float | Decimal) -> Decimal:  # noqa: PYI041 - a workbook's cells are floats
    """A workbook keeps 0.1 + 0.2 as …0004; what it shows has at most 15 digits."""
    if isinstance(number, float):
        return Decimal(f"{number:.15g}")
    return Decimal(number)
