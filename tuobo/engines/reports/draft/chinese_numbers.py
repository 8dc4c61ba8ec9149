"""Whole numbers written in Chinese numerals, as headings and counts of a report have them."""

from __future__ import annotations

_DIGITS = {one: value for value, one in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERALS = "零〇一二两三四五六七八九十百千"


def number_of(text: str) -> int | None:
    """The value below 10,000 of Arabic or Chinese numerals; None if it is neither.

    >>> number_of("八"), number_of("十二"), number_of("一百零五"), number_of("18")
    (8, 12, 105, 18)
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(one not in _DIGITS and one not in _UNITS for one in text):
        return None
    total, digit = 0, 0
    for at, one in enumerate(text):
        if one in _DIGITS:
            digit = _DIGITS[one]
        else:
            bare_ten = one == "十" and at == 0
            total += (1 if bare_ten else digit) * _UNITS[one]
            digit = 0
    return total + digit
