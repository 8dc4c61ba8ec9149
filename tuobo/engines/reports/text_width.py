"""The width of a text in characters of the grid."""

from __future__ import annotations

import unicodedata


def characters(text: str) -> float:
    """Width in full characters: digits and Latin letters are half a character.

    >>> characters("2026年7月15日")
    6.5
    """
    return sum(1 if unicodedata.east_asian_width(one) in "WFA" else 0.5 for one in text)
