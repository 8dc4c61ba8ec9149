"""Forms of entries as pages: shown first, shown again with what was typed and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import Http404
from django.urls import reverse

from tuobo.core.errors import StateError
from tuobo.engines.ledgers import FormField, Ledger, Raw, Values
from tuobo.operations.ledgers.acting import act_for_new
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.entry_page import entry_page
from tuobo.operations.ledgers.form_page import FormAsk, form_page, shown_fields
from tuobo.operations.ledgers.given import Given, Meanwhile, Written
from tuobo.operations.ledgers.keepers import keepers_for, unit_of
from tuobo.operations.ledgers.lookup import RecordsLookup, reader_for
from tuobo.operations.ledgers.opening import Opened, court_of
from tuobo.operations.ledgers.showing import Words, hidden_fields
from tuobo.web.areas.ledgers.pages import FillPage, MeanwhileLine
from tuobo.web.ui.visit import Visit


@dataclass(frozen=True, kw_only=True)
class Filling:
    """One form that somebody fills in."""

    desk: LedgerDesk
    visit: Visit
    ask: FormAsk
    title: str
    button: str
    cancel: str
    opened: Opened | None = None
    unit: int = 0
    units: tuple[tuple[str, str, bool], ...] = ()
    lead: str = ""
    obstacles: tuple[str, ...] = ()

    @classmethod
    def of_new(cls, desk: LedgerDesk, ledger: Ledger, visit: Visit, unit: str) -> Filling:
        """The form of a new entry; Http404 for whoever may make one nowhere."""
        keepers = keepers_for(desk, ledger)
        if not keepers:
            raise Http404
        chosen = next((one for one in keepers if str(one[0]) == unit), keepers[0])[0]
        keeper = unit_of(chosen)
        lookup = RecordsLookup(desk=desk, court=court_of(keeper))
        ask = FormAsk(
            ledger=ledger,
            act=act_for_new(desk, ledger, keeper),
            reader=reader_for(desk, lookup),
            lookup=lookup,
        )
        name = visit.texts.pick(ledger.names)
        return cls(
            desk=desk,
            visit=visit,
            ask=ask,
            title=visit.texts("ledgers.new.title", ledger=name),
            button=visit.texts("ledgers.new.button"),
            cancel=reverse("ledgers:list", args=[ledger.id]),
            unit=chosen,
            units=tuple((str(pk), name, pk == chosen) for pk, name in keepers),
        )

    @classmethod
    def of_entry(cls, desk: LedgerDesk, opened: Opened, visit: Visit) -> Filling:
        """The form of an entry; Http404 for whoever may not edit it."""
        state = opened.ledger.state_by_id[opened.entry.state]
        if opened.ledger.rights.edit not in opened.act.rights or not state.is_editable:
            raise Http404
        return cls(
            desk=desk,
            visit=visit,
            ask=_ask(desk, opened),
            title=visit.texts("ledgers.edit.title", number=opened.row.number),
            button=visit.texts("ledgers.edit.button"),
            cancel=reverse("ledgers:entry", args=[opened.ledger.id, opened.row.pk]),
            opened=opened,
        )

    @classmethod
    def of_event(cls, desk: LedgerDesk, opened: Opened, visit: Visit, event: str) -> Filling:
        """The form of a transition; Http404 for one that does not leave the present state."""
        page = entry_page(desk, opened, visit.texts)
        step = next((one for one in page.moves if one.event == event), None)
        if step is None:
            raise Http404
        told = {"number": page.number, "title": page.title, "state": page.state_name, "to": step.to}
        return cls(
            desk=desk,
            visit=visit,
            ask=replace(_ask(desk, opened), event=event),
            title=step.name,
            button=step.name,
            cancel=reverse("ledgers:entry", args=[opened.ledger.id, opened.row.pk]),
            opened=opened,
            lead=visit.texts("ledgers.move.lead", **told),
            obstacles=step.obstacles,
        )

    @property
    def ledger(self) -> Ledger:
        return self.ask.ledger

    @property
    def shown(self) -> tuple[FormField, ...]:
        return shown_fields(self.ask)

    def prefilled(self, given: Mapping[str, Raw]) -> Filling:
        """The same form with some fields filled in, as the page that leads here asks for."""
        return replace(self, ask=replace(self.ask, typed=given)) if given else self

    def page(self) -> FillPage:
        """The form as it is first shown."""
        return FillPage(
            ledger=self.ledger,
            title=self.title,
            button=self.button,
            form=form_page(self.ask, self.visit.texts),
            cancel=self.cancel,
            revision=self.opened.row.revision if self.opened else 0,
            units=self.units,
            asks_reason=self.opened is not None,
            lead=self.lead,
            obstacles=self.obstacles,
            rehearsal=self.desk.rehearsal.ledger if self.desk.rehearsal else "",
        )

    def again(self, given: Given, written: Written) -> FillPage:
        """The form with what was typed and what is wrong; with the revision that is now kept, so
        that sending it again is done knowing what somebody else did.
        """
        ask = replace(self.ask, typed=given.raw, problems=written.problems)
        page = replace(self.page(), form=form_page(ask, self.visit.texts), reason=given.reason)
        others = tuple(self._meanwhile(one) for one in written.meanwhile)
        return replace(page, meanwhile=others)

    def refused(self, given: Given, error: StateError) -> FillPage:
        """The form with what was typed, and why the step is not open."""
        ask = replace(self.ask, typed=given.raw)
        page = replace(self.page(), form=form_page(ask, self.visit.texts), reason=given.reason)
        return replace(page, obstacles=(self.visit.texts.error(error),))

    def _meanwhile(self, one: Meanwhile) -> MeanwhileLine:
        assert self.opened is not None
        ledger, texts = self.ledger, self.visit.texts
        words = Words.for_rows(self.desk, ledger, [self.opened.row], texts)
        hidden = hidden_fields(self.desk, ledger, self.opened.row)
        changes = []
        for name, both in one.changes.items():
            field = ledger.field_by_id.get(name)
            if field is None or name in hidden:
                continue
            before, after = (
                words.text(
                    field, Values.of_document(ledger, {name: each} if each is not None else {})
                )
                for each in both
            )
            changes.append((texts.pick(field.names), before, after))
        return MeanwhileLine(who=one.by, changes=tuple(changes))


def _ask(desk: LedgerDesk, opened: Opened) -> FormAsk:
    lookup = RecordsLookup(desk=desk, court=opened.row.court, entry=opened.row.pk)
    return FormAsk(
        ledger=opened.ledger,
        act=opened.act,
        reader=reader_for(desk, lookup),
        lookup=lookup,
        entry=opened.entry,
    )
