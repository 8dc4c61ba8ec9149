"""The comparison of a court's baseline with now, as pages and packages ask for it."""

from __future__ import annotations

from tuobo.core.clock import now
from tuobo.core.texts import Texts
from tuobo.operations.compose_report import figures_of
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.programme.comparison import Comparison, compare, period_since
from tuobo.operations.programme.freezing import FrozenCourse


def compared(
    opened: OpenVersion, course: FrozenCourse, court: str, texts: Texts
) -> Comparison | None:
    """None without a baseline, or before a whole month has passed since the designation."""
    held, base = course.designation, course.baseline
    designated = held.entry.values.day("designated_on") if held else None
    as_of = opened.version.as_of
    if base is None or designated is None or as_of is None:
        return None
    period = period_since(designated, as_of)
    if period is None:
        return None
    phases = tuple(one.figures for one in course.phases if one.figures)
    digests = (base.digest, *(one.digest for one in phases))

    def make() -> Comparison:
        source = figures_of(opened.workspace, opened.version, texts, now(), court=court)
        with source as figures:
            return compare(figures, base, phases, period)

    return opened.remembered(("programme.compare", court, digests, texts.lang), make)
