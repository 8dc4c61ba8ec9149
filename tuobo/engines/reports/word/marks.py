"""Bookmarks: every printed figure lies in one, named after its passport; headings have one too.

A name that begins with an underline is hidden in Word's list of bookmarks. The first place of a
figure is `_Tuobo_F3`, further places `_Tuobo_F3_2`; codes hold no underline, so both can be told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tuobo.core.errors import InternalError
from tuobo.engines.reports.document import FigureRun, Passport, Run, TextRun
from tuobo.engines.reports.word.markup import Node, node
from tuobo.engines.reports.word.paragraphs import run
from tuobo.engines.reports.word.styles import GAP

_NAME = re.compile(r"^_Tuobo_([A-Za-z0-9]+)(?:_\d+)?$")
# Word cuts longer names off, and cut names would meet.
_CODE = re.compile(r"^[A-Za-z0-9]{1,24}$")


def code_of(bookmark: str) -> str:
    """The code of a figure's bookmark; empty for any other bookmark."""
    found = _NAME.match(bookmark)
    return found[1] if found else ""


@dataclass
class Marks:
    """Counts bookmarks while a document is written, and remembers the passports that it met."""

    passports: dict[str, Passport] = field(default_factory=dict)
    _places: Counter[str] = field(default_factory=Counter)
    _last: int = 0

    def runs(self, runs: Iterable[Run], style: str = "") -> list[Node]:
        """The runs, figures in their bookmarks, gaps marked."""
        made: list[Node] = []
        for one in runs:
            match one:
                case FigureRun():
                    made.extend(self._figure(one, style))
                case TextRun():
                    made.append(run(one.text, GAP if one.is_gap else style))
        return made

    def around(self, name: str, content: Sequence[Node]) -> list[Node]:
        """Content between the two ends of a bookmark."""
        self._last += 1
        start = node("bookmarkStart", id=self._last, name=name)
        return [start, *content, node("bookmarkEnd", id=self._last)]

    def _figure(self, figure: FigureRun, style: str) -> list[Node]:
        passport = figure.passport
        if not _CODE.match(passport.code):
            raise InternalError("layout.bad_code", found=passport.code)
        self.passports.setdefault(passport.code, passport)
        self._places[passport.code] += 1
        place = self._places[passport.code]
        name = f"_Tuobo_{passport.code}" + (f"_{place}" if place > 1 else "")
        return self.around(name, [run(passport.text, style)])
