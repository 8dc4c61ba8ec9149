"""Reminders as pages of several areas show them: kind and state in words and tone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from tuobo.core.texts import Texts
from tuobo.records.supervision.queries import ReminderLine
from tuobo.records.supervision.rules import ReminderRules

_TONES = {"sent": "info", "seen": "info", "answered": "good", "closed": "neutral"}


@dataclass(frozen=True, kw_only=True)
class ReminderView:
    """A reminder with its codes in words; `is_late`: no answer, though the day has passed."""

    line: ReminderLine
    kind_name: str
    asks: str
    state_name: str
    tone: str
    icon: str
    closing_name: str
    is_late: bool


def reminder_view(line: ReminderLine, texts: Texts, today: date) -> ReminderView:
    rules = ReminderRules.of(settings.TUOBO_CONTENT)
    kind = rules.kind(line.kind)
    is_late = line.is_late(today)
    closing = rules.closing_names.get(line.closing)
    return ReminderView(
        line=line,
        kind_name=texts.pick(kind.names),
        asks=texts.pick(kind.asks),
        state_name=texts("reminder.late") if is_late else texts.pick(rules.state_names[line.state]),
        tone="bad" if is_late else _TONES.get(line.state, "neutral"),
        icon="clock" if is_late else "",
        closing_name=texts.pick(closing) if closing else "",
        is_late=is_late,
    )
