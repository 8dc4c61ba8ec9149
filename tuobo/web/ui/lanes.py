"""How the lanes of the time-limit board look: tone and icon follow from what a lane is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.timelimits import board_of


@dataclass(frozen=True, kw_only=True)
class LaneLook:
    """Tone and icon of a lane; the word always stands beside them.

    is_alert  whether it asks somebody to do something
    """

    code: str
    tone: str
    icon: str
    is_alert: bool


NO_LANE = LaneLook(code="", tone="neutral", icon="", is_alert=False)


@cache
def lane_looks(content: Content) -> dict[str, LaneLook]:
    """The looks of all lanes by code, in the order of the content."""
    looks = {}
    for lane in board_of(content).lanes:
        if lane.overdue:
            tone, icon = "bad", "stop"
        elif lane.paused:
            tone, icon = "info", "pause"
        elif lane.days_left:
            tone, icon = "warn", "warn"
        elif lane.elapsed and lane.elapsed[0]:
            tone, icon = "info", "clock"
        else:
            tone, icon = "neutral", ""
        looks[lane.id] = LaneLook(code=lane.id, tone=tone, icon=icon, is_alert=bool(icon))
    return looks


def days_left_told(days: int | None, texts: Texts) -> str:
    """The days to the deadline in words: so many left, today, or so many over."""
    if days is None:
        return ""
    if days == 0:
        return texts("lane.today")
    code = "lane.days_over" if days < 0 else "lane.days_left"
    return texts(code, days=abs(days))
