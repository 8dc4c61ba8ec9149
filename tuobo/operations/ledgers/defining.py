"""Definitions that a court writes itself: drafted, tried with rehearsal entries, made live by a
second person, withdrawn. Every step is in the log; what is wrong is told with line and reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tuobo.core.errors import RequestError, StateError
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import (
    Act,
    DefinitionFlaw,
    Draft,
    ExampleCell,
    Ledger,
    example_of,
)
from tuobo.operations.ledgers.acting import rights_named
from tuobo.operations.ledgers.books import draft_in_use, national_book, versions_released
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.form_page import FormAsk, FormPage, form_page
from tuobo.operations.ledgers.left_behind import refuse_to_lose
from tuobo.operations.ledgers.lookup import RecordsLookup, reader_for
from tuobo.operations.ledgers.telling import holders
from tuobo.records.audit.actions import record
from tuobo.records.audit.chain import sm3
from tuobo.records.ledgers.models import TriedOverlay
from tuobo.records.notices.actions import notify

DEFINE, RELEASE = "ledgers.define", "ledgers.release"
_NAMED = re.compile(r"^(?:-\s+)?(id|extends):\s*['\"]?([a-z][a-z0-9_]*)", re.MULTILINE)
_State = TriedOverlay.State


@dataclass(frozen=True, kw_only=True)
class DefinitionLine:
    """One definition of the court as lists show it."""

    id: int
    ledger: str
    state: str
    revision: int
    text: str
    written_by: str
    changed_at: datetime
    released_by: str
    released_at: datetime | None
    tried_entries: int


@dataclass(frozen=True, kw_only=True)
class Examined:
    """What a text would be: the ledger as far as it can be read, and all that is wrong."""

    ledger: Ledger | None
    flaws: tuple[DefinitionFlaw, ...]
    form: FormPage | None
    example: tuple[ExampleCell, ...]


def definitions(desk: LedgerDesk) -> tuple[DefinitionLine, ...]:
    """All definitions of the court, the last changed first."""
    found = TriedOverlay.objects.filter(court=desk.court)
    return tuple(_line(one) for one in found.select_related("written_by", "released_by"))


def definition(desk: LedgerDesk, number: int) -> DefinitionLine:
    """One definition; RequestError "ledger_store.no_definition" if the court has none such."""
    return _line(_overlay(desk, number))


def overlay_tried(desk: LedgerDesk, number: int) -> TriedOverlay | None:
    """The overlay of a rehearsal that goes on; None if it has ended or is not there."""
    found = TriedOverlay.objects.filter(pk=number, court=desk.court, state=_State.REHEARSED)
    return found.first()


def examine(desk: LedgerDesk, text: str, texts: Texts, number: int | None = None) -> Examined:
    """A text while it is typed, or as it was kept under a number; nothing is kept."""
    draft, flaws = _drafted(desk, text, number)
    if draft.ledger is None:
        return Examined(ledger=None, flaws=flaws, form=None, example=())
    act = _everything(desk, draft.ledger)
    lookup = RecordsLookup(desk=desk, court=desk.court)
    reader = reader_for(desk, lookup, draft.book)
    ask = FormAsk(ledger=draft.ledger, act=act, reader=reader, lookup=lookup)
    # A form can only be drawn of what is whole; a flaw may be a list that does not exist.
    form = None if flaws else form_page(ask, texts)
    example = () if flaws else example_of(draft.ledger, reader, texts)
    return Examined(ledger=draft.ledger, flaws=flaws, form=form, example=example)


@transaction.atomic
def save_definition(
    desk: LedgerDesk, *, text: str, number: int | None = None, revision: int = 0
) -> int:
    """Keep a draft, also one with flaws; what was tried or made live is a draft again.

    StateError "ledger_store.definition_changed" if somebody else has saved it since.
    """
    _require(desk, DEFINE)
    named = _NAMED.search(text)
    ledger = named.group(2) if named else ""
    if number is None:
        kept = TriedOverlay(court=desk.court, revision=0)
    else:
        kept = _overlay(desk, number)
        if kept.state in {_State.LIVE, _State.WITHDRAWN}:
            raise _wrong_state(desk, kept)
        if kept.revision != revision:
            raise StateError("ledger_store.definition_changed")
    kept.ledger, kept.text, kept.state = ledger, text, _State.DRAFT
    kept.written_by_id = _person(desk)
    kept.changed_at, kept.revision = desk.hand.at, kept.revision + 1
    kept.save()
    _told(desk, kept, "ledger.definition_saved")
    return kept.pk


@transaction.atomic
def try_definition(desk: LedgerDesk, number: int) -> None:
    """Open a definition for rehearsal entries; whoever may make it live is told."""
    _require(desk, DEFINE)
    kept = _overlay(desk, number)
    if kept.state != _State.DRAFT:
        raise _wrong_state(desk, kept)
    ledger = _flawless(desk, kept)
    kept.state = _State.REHEARSED
    kept.save()
    _told(desk, kept, "ledger.definition_tried")
    accounts = holders(desk, RELEASE, desk.places_of_home())
    notify(
        accounts,
        "ledger.definition",
        at=desk.hand.at,
        url=f"/ledgers/definitions/{kept.pk}/",
        person=desk.hand.actor.person,
        ledger=ledger.names.zh,
    )


@transaction.atomic
def release_definition(desk: LedgerDesk, number: int) -> None:
    """Make a tried definition live, by a second person; an earlier one of the ledger ends."""
    _require(desk, RELEASE)
    kept = _overlay(desk, number)
    if kept.state != _State.REHEARSED:
        raise _wrong_state(desk, kept)
    if kept.written_by_id == _person(desk):
        raise StateError("ledger_store.definition_second_person")
    refuse_to_lose(desk.book, _flawless(desk, kept))
    for earlier in TriedOverlay.objects.filter(ledger=kept.ledger, state=_State.LIVE):
        earlier.state, earlier.changed_at = _State.WITHDRAWN, desk.hand.at
        earlier.save()
        _told(desk, earlier, "ledger.definition_withdrawn")
    kept.state = _State.LIVE
    kept.released_by_id, kept.released_at = _person(desk), desk.hand.at
    kept.save()
    _told(desk, kept, "ledger.definition_released")


@transaction.atomic
def withdraw_definition(desk: LedgerDesk, number: int) -> None:
    """Take a definition out of use. Entries made by it stay, with their version; those of a ledger
    of the court's own can be read and nothing more.
    """
    kept = _overlay(desk, number)
    is_live = kept.state == _State.LIVE
    _require(desk, RELEASE if is_live else DEFINE)
    if kept.state == _State.WITHDRAWN:
        raise _wrong_state(desk, kept)
    national = national_book(desk.content)
    if is_live and kept.ledger in national.versions:
        refuse_to_lose(desk.book, national[kept.ledger], fields=False)
    kept.state, kept.changed_at = _State.WITHDRAWN, desk.hand.at
    kept.save()
    _told(desk, kept, "ledger.definition_withdrawn")


def _drafted(
    desk: LedgerDesk, text: str, number: int | None = None
) -> tuple[Draft, tuple[DefinitionFlaw, ...]]:
    """The draft. A text that would take the place of a national ledger, or of a version by which
    entries were made, is a flaw.
    """
    named = _NAMED.search(text)
    kind, name = named.groups() if named else ("", "")
    draft = draft_in_use(desk.content, text, name)
    taken: list[tuple[str, dict[str, object]]] = []
    if named and kind == "id" and draft.ledger is not None:
        version = draft.ledger.version
        if name in national_book(desk.content).versions:
            taken.append(("ledger_store.national", {"ledger": name}))
        elif version in versions_released(name, but=number or 0):
            fields = {"ledger": name, "version": version, "next": version + 1}
            taken.append(("ledger_store.version_used", fields))
    line = text[: named.start()].count("\n") + 1 if named else 1
    flaws = (
        DefinitionFlaw(file=f"{name}.yaml", line=line, ledger=name, code=code, fields=fields)
        for code, fields in taken
    )
    return draft, (*flaws, *draft.flaws)


def _flawless(desk: LedgerDesk, kept: TriedOverlay) -> Ledger:
    draft, flaws = _drafted(desk, kept.text, kept.pk)
    if flaws:
        raise StateError("ledger_store.definition_flawed", count=len(flaws))
    if draft.ledger is None:
        raise RequestError("ledger_store.definition_none")
    return draft.ledger


def _everything(desk: LedgerDesk, ledger: Ledger) -> Act:
    """Whoever tries a form sees all its fields."""
    person = str(desk.hand.person or "")
    return Act(person=person, on=desk.on, rights=rights_named(ledger), court=desk.home)


def _overlay(desk: LedgerDesk, number: int) -> TriedOverlay:
    found = TriedOverlay.objects.select_related("written_by", "released_by")
    kept = found.filter(pk=number, court=desk.court).first()
    if kept is None:
        raise RequestError("ledger_store.no_definition")
    return kept


def _line(one: TriedOverlay) -> DefinitionLine:
    return DefinitionLine(
        id=one.pk,
        ledger=one.ledger,
        state=one.state,
        revision=one.revision,
        text=one.text,
        written_by=one.written_by.name,
        changed_at=one.changed_at,
        released_by=one.released_by.name if one.released_by else "",
        released_at=one.released_at,
        tried_entries=one.entries.count(),
    )


def _require(desk: LedgerDesk, right: str) -> None:
    if not desk.policy.may(desk.viewer, right):
        raise RequestError("ledger_store.no_definition")


def _person(desk: LedgerDesk) -> int:
    person = desk.hand.person
    if person is None:
        raise RequestError("ledger_store.no_definition")
    return person


def _wrong_state(desk: LedgerDesk, kept: TriedOverlay) -> StateError:
    zh, en = (
        Texts(desk.content, lang)(f"ledger_store.state.{kept.state}") for lang in ("zh", "en")
    )
    return StateError("ledger_store.definition_state", state=zh, state_en=en)


def _told(desk: LedgerDesk, kept: TriedOverlay, kind: str) -> None:
    """The event in the log, with what the text was."""
    record(
        kind,
        actor=desk.hand.actor,
        at=desk.hand.at,
        subject=f"{kept.ledger}#{kept.pk}",
        revision=kept.revision,
        digest=sm3(kept.text)[:16],
    )
