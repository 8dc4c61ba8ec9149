"""Who does something to an entry, when, with which rights, and what was asked beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What a verdict says about this entry; `said` is printed and kept with the step."""

    verdict: str
    holds: bool
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class LinkedEntry:
    """An entry that leads here through one of its fields, or that a field here leads to."""

    ledger: str
    through: str
    number: str
    is_closed: bool
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Act:
    """Who does something, on which day, with which rights at the entry's unit.

    unit     the unit that the actor belongs to, for `own`
    rulings  the verdicts that were asked for; linked: entries that lead to this one; named: those
             that this one leads to
    """

    person: str
    on: date
    rights: frozenset[str]
    unit: str = ""
    court: str = ""
    rulings: tuple[Ruling, ...] = ()
    linked: tuple[LinkedEntry, ...] = ()
    named: tuple[LinkedEntry, ...] = ()
