"""Tells the log who read which case: once an hour, as a page has several tabs."""

from __future__ import annotations

from datetime import timedelta

from tuobo.operations.supervision.hand import Hand
from tuobo.records.audit.actions import record_alone
from tuobo.records.audit.queries import count_about

_KIND = "case.read"
_WITHIN = timedelta(hours=1)


def case_read(case_number: str, *, hand: Hand) -> bool:
    """Whether the log was told; False where it was told less than an hour ago."""
    since, by = hand.at - _WITHIN, hand.actor.account
    if count_about(case_number, _KIND, since=since, by=by):
        return False
    record_alone(_KIND, actor=hand.actor, at=hand.at, subject=case_number)
    return True
