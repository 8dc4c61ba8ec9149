"""The clock strip of a case: a bar from filing to the deadline with what ran and what did not.

Stretches differ in filling and height: run is solid, excluded is hatched, suspended is low and
dashed, extended stands behind the first deadline. Today and the deadline are marks with words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_WIDTH, _LEFT, _RIGHT = 760, 6, 754
_TOP, _HEIGHT = 26, 18
_CHARACTER = 6.6
_LEAST_LABEL = 34


class StretchKind(StrEnum):
    """What the clock does in a stretch of days."""

    RAN = "ran"
    EXCLUDED = "excluded"
    SUSPENDED = "suspended"
    EXTENDED = "extended"
    LEFT = "left"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Days from `start` until `end` (excluded); `name` says what it is, with its number of days."""

    kind: StretchKind
    start: date
    end: date
    name: str


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A day with its words; `kind` is start, due or today."""

    kind: str
    on: date
    name: str


@dataclass(frozen=True, kw_only=True)
class ClockStrip:
    """The strip; `told` says the same in one sentence for whoever cannot see it."""

    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    told: str


def clock_strip(strip: ClockStrip) -> SafeString:
    """The strip as SVG; nothing without a stretch."""
    if not strip.stretches:
        return SafeString("")
    scale = _Scale.over(strip)
    marks, is_below = _marks(strip.marks, scale)
    return format_html(
        '<svg class="drawing" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        _WIDTH,
        _TOP + _HEIGHT + (28 if is_below else 6),
        strip.told,
        format_html_join("", "{}", ((_stretch(one, scale),) for one in strip.stretches)),
        marks,
    )


@dataclass(frozen=True, kw_only=True)
class _Scale:
    first: date
    days: int

    @classmethod
    def over(cls, strip: ClockStrip) -> _Scale:
        first = min(one.start for one in strip.stretches)
        ends = [one.end for one in strip.stretches] + [one.on for one in strip.marks]
        return cls(first=first, days=max((max(ends) - first).days, 1))

    def x(self, day: date) -> float:
        share = (day - self.first).days / self.days
        return _LEFT + (_RIGHT - _LEFT) * min(max(share, 0), 1)


def _stretch(one: Stretch, scale: _Scale) -> SafeString:
    left, right = scale.x(one.start), scale.x(one.end)
    is_low = one.kind is StretchKind.SUSPENDED
    top, height = (_TOP + 5, _HEIGHT - 10) if is_low else (_TOP, _HEIGHT)
    fill = SafeString(' fill="url(#hatch)"') if one.kind is StretchKind.EXCLUDED else SafeString("")
    box = format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"{}/>',
        one.kind.value,
        _at(left),
        top,
        _at(max(right - left, 1)),
        height,
        fill,
    )
    return format_html("<g><title>{}</title>{}</g>", one.name, box)


def _marks(marks: Sequence[Mark], scale: _Scale) -> tuple[SafeString, bool]:
    """Marks with words above, or below where there is no room; and whether any is below."""
    drawn, ends = [], {True: float("-inf"), False: float("-inf")}
    for one in sorted(marks, key=lambda mark: mark.on):
        x = scale.x(one.on)
        width = max(_text_width(one.name), _LEAST_LABEL)
        left = min(max(x - width / 2, _LEFT), _RIGHT - width)
        is_above = ends[True] <= left or ends[False] > left
        ends[is_above] = left + width + 6
        drawn.append(_mark(one, x, left + width / 2, is_above=is_above))
    is_below = ends[False] > float("-inf")
    return format_html_join("", "{}", ((one,) for one in drawn)), is_below


def _mark(one: Mark, x: float, middle: float, *, is_above: bool) -> SafeString:
    ends = (_TOP - 6, _TOP + _HEIGHT) if is_above else (_TOP, _TOP + _HEIGHT + 6)
    return format_html(
        '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        one.kind,
        _at(x),
        _at(x),
        *ends,
        _at(middle),
        _TOP - 10 if is_above else _TOP + _HEIGHT + 20,
        one.name,
    )


def _text_width(text: str) -> float:
    return sum(_CHARACTER if ord(one) < 0x2E80 else 2 * _CHARACTER - 1 for one in text)


def _at(value: float) -> str:
    return f"{value:.1f}"
