"""Whose hand writes in the records, and whom of those concerned that leaves to be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tuobo.records.audit.actions import Actor

AddressOf = Callable[[int], str]
"""The page of a reminder by its number; pages are the web's business."""


@dataclass(frozen=True, kw_only=True)
class Hand:
    """The account's number, its name for the log, and the instant."""

    account: int
    actor: Actor
    at: datetime


def others(accounts: Sequence[int], hand: Hand) -> list[int]:
    """The accounts, each once, without the one that acts: it knows already."""
    return [one for one in dict.fromkeys(accounts) if one != hand.account]
