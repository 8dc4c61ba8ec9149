"""From a visit to the ledgers: whose desk, which ledger, what a form sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import Http404, QueryDict
from django.urls import reverse

from tuobo.core.clock import now
from tuobo.core.errors import RequestError
from tuobo.engines.ledgers import Cell, FieldType, FormField, Ledger, Raw
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.ledgers.defining import overlay_tried
from tuobo.operations.ledgers.desk import LedgerDesk, Visitor, open_ledgers
from tuobo.operations.ledgers.entry_page import read_entry
from tuobo.operations.ledgers.form_page import Control, control_of
from tuobo.operations.ledgers.given import Given
from tuobo.operations.ledgers.opening import Opened
from tuobo.operations.programme.effect import EFFECT, effect_ruling
from tuobo.records.ledgers.files import Brought
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, Visit, address_with

REHEARSAL = "ledger_rehearsal"
"""Where the session keeps the overlay that somebody tries."""
PREFIX = "f."
_NOT_THERE = frozenset(
    {"ledger.none", "ledger.not_in_force", "ledger_store.no_entry", "ledger_store.no_definition"}
)


def desk_of(request: PageRequest) -> LedgerDesk:
    """The desk of whoever looks; in a rehearsal, that of the overlay being tried."""
    visit = request.visit
    visitor = Visitor(
        viewer=visit.viewer,
        actor=visit.actor,
        person=visit.who.person_id,
        court=visit.who.court,
    )
    facts = the_desk(settings.TUOBO_STORE, settings.TUOBO_CONTENT)
    verdicts = {EFFECT: effect_ruling(facts, visit.texts)}
    desk = open_ledgers(
        settings.TUOBO_CONTENT, settings.TUOBO_STORE, visitor, at=now(), verdicts=verdicts
    )
    tried = request.session.get(REHEARSAL)
    overlay = overlay_tried(desk, tried) if tried else None
    return desk.trying(overlay) if overlay else desk


def ledger_of(desk: LedgerDesk, name: str) -> Ledger:
    """The ledger; Http404 for one that is not there or not to be seen."""
    try:
        return desk.ledger(name)
    except RequestError as error:
        raise not_there(error) from error


def entry_of(desk: LedgerDesk, ledger: str, entry: int) -> Opened:
    """The entry; Http404 for one that is not there or not to be seen."""
    try:
        return read_entry(desk, ledger, entry)
    except RequestError as error:
        raise not_there(error) from error


def not_there(error: RequestError) -> Exception:
    return Http404() if error.code in _NOT_THERE else error


def given_by(request: PageRequest, fields: Sequence[FormField]) -> Given:
    """What a form sent, of the fields that it showed."""
    sent = request.POST
    files = {
        one.field.id: tuple(
            Brought(name=each.name or "", content=each.read())
            for each in request.FILES.getlist(f"{PREFIX}{one.field.id}.new")
        )
        for one in fields
        if one.field.type is FieldType.FILE
    }
    revision = sent.get("revision", "0")
    return Given(
        raw={one.field.id: _raw(sent, one) for one in fields},
        files={name: brought for name, brought in files.items() if brought},
        revision=int(revision) if revision.isdecimal() else 0,
        reason=sent.get("reason", "").strip(),
    )


def given_in_address(request: PageRequest, ledger: Ledger) -> dict[str, Raw]:
    """Fields that the address of a new entry fills in: f.NAME=value, several times for several."""
    found: dict[str, Raw] = {}
    for name in request.GET:
        one = ledger.field_by_id.get(name.removeprefix(PREFIX))
        if name.startswith(PREFIX) and one is not None:
            values: list[Cell] = list(request.GET.getlist(name))
            found[one.id] = values if one.many else values[0]
    return found


def _raw(sent: QueryDict, one: FormField) -> Raw:
    values: list[Cell] = [value for value in sent.getlist(PREFIX + one.field.id) if value.strip()]
    if control_of(one) in {Control.SEVERAL, Control.FILES}:
        return values
    return values[0] if values else None


def ledger_crumbs(
    visit: Visit, ledger: Ledger | None = None, *more: tuple[str, str]
) -> tuple[Crumb, ...]:
    """Ledgers, the ledger, and what stands below it; the last one is here and has no address."""
    steps = [(visit.texts("ledgers.title"), reverse("ledgers:index"))]
    if ledger:
        steps.append((visit.texts.pick(ledger.names), reverse("ledgers:list", args=[ledger.id])))
    steps += more
    last = len(steps) - 1
    return tuple(
        Crumb(name=name, address="" if at == last else address_with(address, visit.carried))
        for at, (name, address) in enumerate(steps)
    )


def carried(visit: Visit, name: str, *args: object, more: Mapping[str, str] | None = None) -> str:
    """The address of a page of ledgers, with what this visit carries on."""
    return address_with(reverse(f"ledgers:{name}", args=args), {**visit.carried, **(more or {})})
