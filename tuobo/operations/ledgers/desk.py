"""The ledgers as one person works in them: definitions in use, the day, the rights, the hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TypeAlias

from tuobo.core.clock import COURT_TIME
from tuobo.core.content import Content
from tuobo.core.errors import RequestError
from tuobo.core.reach import Place, Reach
from tuobo.engines.ledgers import Entry, Ledger, LedgerBook, Ruling
from tuobo.engines.rights import Policy, Viewer
from tuobo.engines.timelimits import Calendar
from tuobo.operations.ledgers.books import book_in_use, book_tried
from tuobo.records.audit.actions import Actor
from tuobo.records.ledgers.models import TriedOverlay
from tuobo.records.ledgers.queries import Scope
from tuobo.records.ledgers.rows import Hand
from tuobo.records.organisation.models import Unit

RulingOf: TypeAlias = "Callable[[LedgerDesk, Ledger, Entry], Ruling | None]"
"""What a verdict of content/…/ledgers/verdicts.yaml says of an entry; None if it cannot say."""


_NOT_THERE = frozenset({"ledger.none", "ledger.not_in_force"})


@dataclass(frozen=True, kw_only=True)
class LedgerDesk:
    """One person's desk. `home` is the code of their court; `rehearsal` an overlay being tried.

    verdicts   by id, who gives the rulings that transitions ask for; an entry of a verdict that
               nobody gives is closed to all but those who may override it
    """

    content: Content
    store: Path
    viewer: Viewer
    hand: Hand
    home: str
    rehearsal: TriedOverlay | None = None
    verdicts: Mapping[str, RulingOf] = field(default_factory=dict)

    @cached_property
    def policy(self) -> Policy:
        return Policy.of(self.content)

    @cached_property
    def book(self) -> LedgerBook:
        if self.rehearsal is not None:
            return book_tried(self.content, self.rehearsal)
        return book_in_use(self.content)

    @property
    def calendar(self) -> Calendar:
        return _calendar(self.content)

    @property
    def on(self) -> date:
        return self.hand.on

    @property
    def rehearsal_id(self) -> int | None:
        return self.rehearsal.pk if self.rehearsal else None

    @cached_property
    def court(self) -> Unit:
        """The person's court."""
        return Unit.objects.get(kind=Unit.Kind.COURT, code=self.home)

    def places_of_home(self) -> tuple[Place, ...]:
        return (Place(court=self.home),)

    def reach(self, right: str) -> Reach:
        return self.policy.reach(self.viewer, right)

    def may_see(self, ledger: Ledger) -> bool:
        return self.policy.may(self.viewer, ledger.rights.see)

    def ledger(self, name: str) -> Ledger:
        """The version in force today of a ledger that the person may see; of one that was taken
        out of use the last, which can be read and nothing more.

        Raises RequestError "ledger.none" also for one that they may not.
        """
        ledger = self.book.begun(name, self.on)
        if not self.may_see(ledger):
            raise RequestError("ledger.none", ledger=name, suggestion="")
        return ledger

    def ledgers(self) -> tuple[Ledger, ...]:
        """The ledgers in force that the person may see, in the order of the files."""
        return tuple(
            one for one in self.book if one.in_force.holds_on(self.on) and self.may_see(one)
        )

    def ledger_if_any(self, name: str) -> Ledger | None:
        """The same; None for one that is not in force or not to be seen."""
        try:
            return self.ledger(name)
        except RequestError as error:
            if error.code in _NOT_THERE:
                return None
            raise

    def ended(self) -> tuple[Ledger, ...]:
        """The ledgers out of use that the person may see: their entries are still there."""
        return tuple(
            one
            for one in self.book
            if one.in_force.end is not None and one.in_force.end <= self.on and self.may_see(one)
        )

    def scope(self, ledger: Ledger) -> Scope:
        """The entries of a ledger that the person may see."""
        return Scope(
            ledger=ledger,
            reach=self.reach(ledger.rights.see),
            on=self.on,
            rehearsal=self.rehearsal_id,
        )

    def trying(self, rehearsal: TriedOverlay) -> LedgerDesk:
        """The same person in a rehearsal, whose entries count nowhere else."""
        return replace(self, rehearsal=rehearsal)


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who works: as the policy knows them, as the log names them, and at which court."""

    viewer: Viewer
    actor: Actor
    person: int | None
    court: str


def open_ledgers(
    content: Content,
    store: Path,
    visitor: Visitor,
    *,
    at: datetime,
    verdicts: Mapping[str, RulingOf] | None = None,
) -> LedgerDesk:
    """The desk of a person, at an instant."""
    on = at.astimezone(COURT_TIME).date()
    hand = Hand(actor=visitor.actor, person=visitor.person, at=at, on=on)
    return LedgerDesk(
        content=content,
        store=store,
        viewer=visitor.viewer,
        hand=hand,
        home=visitor.court,
        verdicts=verdicts or {},
    )


@cache
def _calendar(content: Content) -> Calendar:
    return Calendar.of(content)
