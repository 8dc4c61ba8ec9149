"""One step for many entries, as a page: which of them may take it, and the fields it asks for."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from tuobo.engines.ledgers import FormField, Ledger
from tuobo.operations.ledgers.bulk import Picked
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.form_page import FormAsk, FormPage, form_page, shown_fields
from tuobo.operations.ledgers.lookup import RecordsLookup, reader_for
from tuobo.web.areas.ledgers.pages import BulkLine, BulkPage
from tuobo.web.ui.visit import Visit


def bulk_page(
    desk: LedgerDesk, ledger: Ledger, event: str, found: tuple[Picked, ...], visit: Visit
) -> BulkPage:
    """The picked entries, those that may take the step ticked, and the form of the step."""
    ask = _ask(desk, ledger, event, found)
    name = visit.texts.pick(ledger.transition_by_event[event].names)
    return BulkPage(
        ledger=ledger,
        event=event,
        name=name,
        title=visit.texts("ledgers.bulk.title", step=name),
        lines=tuple(_line(one) for one in found),
        form=form_page(ask, visit.texts) if ask else FormPage(groups=()),
        cancel=reverse("ledgers:list", args=[ledger.id]),
        rehearsal=desk.rehearsal.ledger if desk.rehearsal else "",
    )


def bulk_fields(
    desk: LedgerDesk, ledger: Ledger, event: str, found: tuple[Picked, ...]
) -> tuple[FormField, ...]:
    """The fields that the form of the step has."""
    ask = _ask(desk, ledger, event, found)
    return shown_fields(ask) if ask else ()


def _ask(desk: LedgerDesk, ledger: Ledger, event: str, found: tuple[Picked, ...]) -> FormAsk | None:
    """The form of the first entry that may take the step, with nothing filled in."""
    first = next((one.opened for one in found if one.is_open), None)
    if first is None:
        return None
    lookup = RecordsLookup(desk=desk, court=first.row.court)
    ask = FormAsk(
        ledger=ledger,
        act=first.act,
        reader=reader_for(desk, lookup),
        lookup=lookup,
        entry=first.entry,
        event=event,
    )
    return replace(ask, typed={one.field.id: None for one in shown_fields(ask)})


def _line(one: Picked) -> BulkLine:
    row = one.opened.row
    return BulkLine(
        pick=f"{row.pk}@{row.revision}",
        number=row.number,
        title=row.title,
        obstacles=one.obstacles,
    )
