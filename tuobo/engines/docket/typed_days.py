"""Days as people type them: 20260715, 2026.7.15, 2026-7-15, 2026/7/15, 2026年7月15日, any width."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_TYPED = (
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
    re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?"),
)


def typed_day(text: str) -> date | None:
    """The day that was typed; None if it cannot be read or there is no such day.

    >>> typed_day("２０２６．７．１５")
    datetime.date(2026, 7, 15)
    """
    tidy = "".join(unicodedata.normalize("NFKC", text).split()).replace("。", ".")
    for pattern in _TYPED:
        if found := pattern.fullmatch(tidy):
            try:
                return date(*map(int, found.groups()))
            except ValueError:
                return None
    return None
