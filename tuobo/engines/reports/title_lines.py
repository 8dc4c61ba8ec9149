"""Breaks a long title into lines by meaning, in the shape of a trapezium or a lozenge.

A title in the text may fix its lines with line ends. Otherwise the places where a break is
allowed are content; of all ways to break there the one with the fewest lines and the best shape
is taken, and only if there is none are lines cut by width.
"""

from __future__ import annotations

from itertools import combinations

from tuobo.engines.reports.layout import TitleBreaks
from tuobo.engines.reports.text_width import characters

_MOST_LINES = 4
# Figures are not half a character wide in every font: a line that just fits may not.
_SLACK = 0.5
# A line may not begin with these, whatever stands before it.
_NO_START = "的、，。：；）》〕"


def title_lines(title: str, width: float, breaks: TitleBreaks) -> list[str]:
    """The lines of a title, at most `width` characters each."""
    if "\n" in title:
        return [line.strip() for line in title.split("\n") if line.strip()]
    if characters(title) <= width - _SLACK:
        return [title]
    places = _places(title, breaks)
    for count in range(2, _MOST_LINES + 1):
        ways = (_cut(title, chosen) for chosen in combinations(places, count - 1))
        fitting = [way for way in ways if all(characters(line) <= width for line in way)]
        if fitting:
            return min(fitting, key=_ugliness)
    return _by_width(title, width)


def _places(title: str, breaks: TitleBreaks) -> list[int]:
    found = set()
    for at in range(2, len(title) - 1):
        before, after = title[:at], title[at:]
        if after[0] in _NO_START:
            continue
        if after.startswith(breaks.break_before) or before.endswith(breaks.break_after):
            found.add(at)
    return sorted(at for at in found if not _splits(title, at, breaks.keep_whole))


def _splits(title: str, at: int, words: tuple[str, ...]) -> bool:
    """Whether a break there would run through one of the words."""
    for word in words:
        start = title.find(word)
        while start >= 0:
            if start < at < start + len(word):
                return True
            start = title.find(word, start + 1)
    return False


def _cut(title: str, places: tuple[int, ...]) -> list[str]:
    ends = (0, *places, len(title))
    return [title[ends[i] : ends[i + 1]] for i in range(len(ends) - 1)]


def _ugliness(lines: list[str]) -> float:
    """Lower is better: wasp waists and blocks are forbidden, very short lines are avoided."""
    widths = [characters(line) for line in lines]
    waist = any(
        widths[i] < widths[i - 1] and widths[i] < widths[i + 1] for i in range(1, len(widths) - 1)
    )
    block = len(set(widths)) == 1
    spread = max(widths) - min(widths)
    ends_short = max(0.0, 4 - widths[-1]) * 3
    return 100 * waist + 10 * block + spread + ends_short


def _by_width(title: str, width: float) -> list[str]:
    """Nearly even lines, cut where nothing forbids it."""
    count = int(-(-characters(title) // width))
    aim = characters(title) / count
    lines, line = [], ""
    for one in title:
        if line and characters(line + one) > aim + 0.5 and one not in _NO_START:
            lines.append(line)
            line = ""
        line += one
    return [*lines, line]
