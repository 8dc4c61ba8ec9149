"""Numbers of entries: a pattern such as 问题〔{year}〕{serial:03}, filled and read back.

Serials begin anew each year where the pattern has the year; the store keeps one counter for each
`scope` and court, so that no number is given twice.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from string import Formatter

_OPENING, _CLOSING = "([【〔{<", ")]】〕}>"
_BRACKETS = str.maketrans(_OPENING + _CLOSING, "(" * len(_OPENING) + ")" * len(_CLOSING))
_WIDTH = re.compile(r"^0?[1-9]$")


@dataclass(frozen=True, kw_only=True)
class Numbering:
    """The numbers of one ledger."""

    pattern: str

    def number(self, serial: int, on: date) -> str:
        """
        >>> Numbering(pattern="问题〔{year}〕{serial:03}").number(7, date(2026, 7, 15))
        '问题〔2026〕007'
        """
        return self.pattern.format(year=on.year, serial=serial)

    def scope(self, on: date) -> str:
        """What the serial counts in: the year, or everything."""
        return str(on.year) if "{year}" in self.pattern else ""

    def read(self, text: str) -> str | None:
        """A number as it is kept, from one typed in any width and bracket; None if it is none."""
        parts = list(Formatter().parse(self.pattern))
        form = "".join(
            re.escape(_plain(literal)) + (f"(?P<{name}>[0-9]+)" if name else "")
            for literal, name, _, _ in parts
        )
        found = re.fullmatch(form, _plain(text))
        if found is None:
            return None
        return self.pattern.format(**{name: int(one) for name, one in found.groupdict().items()})


def pattern_problem(pattern: str) -> str:
    """What is wrong in a pattern, as the part that cannot be; empty if nothing is."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as error:
        return str(error)
    names = [name for _, name, _, _ in parts if name is not None]
    for _, name, width, conversion in parts:
        if name is None:
            continue
        odd = name not in {"year", "serial"} or conversion
        if odd or (width and (name == "year" or not _WIDTH.match(width))):
            return f"{{{name}{':' + width if width else ''}}}"
    if names.count("serial") != 1 or names.count("year") > 1:
        return "{serial}"
    return ""


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).translate(_BRACKETS))
