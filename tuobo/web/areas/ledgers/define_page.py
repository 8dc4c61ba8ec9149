"""The editor of definitions as a page: text on one side, what it would be on the other."""

from __future__ import annotations

from tuobo.engines.ledgers import DefinitionFlaw
from tuobo.operations.ledgers.books import flaws_in_use
from tuobo.operations.ledgers.defining import DefinitionLine, Examined, definitions, examine
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.web.areas.ledgers.definition_pages import (
    DefinePage,
    DefinitionRow,
    DefinitionsPage,
    FlawLine,
    Preview,
)
from tuobo.web.areas.ledgers.drawing import states_drawn
from tuobo.web.areas.ledgers.pages import PartLine
from tuobo.web.ui.visit import Visit

_TONES = {"draft": "neutral", "rehearsed": "warn", "live": "good", "withdrawn": "neutral"}


def definitions_page(desk: LedgerDesk, visit: Visit) -> DefinitionsPage:
    """All definitions of the court, and live ones that are left out."""
    return DefinitionsPage(
        rows=tuple(_row(one, visit) for one in definitions(desk)),
        left_out=tuple(_flaw(one, visit) for one in flaws_in_use(desk.content)),
        may_define=visit.may("ledgers.define"),
    )


def define_page(
    kept: DefinitionLine | None, text: str, found: Examined, visit: Visit, problem: str
) -> DefinePage:
    """One definition with its preview and the steps that are open to it."""
    texts = visit.texts
    name = kept.ledger if kept else ""
    title = (
        texts("ledgers.define.title", ledger=name) if kept else texts("ledgers.define.new.title")
    )
    state = kept.state if kept else "draft"
    return DefinePage(
        title=title,
        number=kept.id if kept else 0,
        revision=kept.revision if kept else 0,
        state=state,
        state_name=texts(f"ledger_store.state.{state}"),
        tone=_TONES[state],
        text=text,
        problem=problem,
        preview=_preview(found, visit),
        may_save=visit.may("ledgers.define") and state in {"draft", "rehearsed"},
        may_try=visit.may("ledgers.define") and kept is not None and state == "draft",
        may_enter=state == "rehearsed",
        may_release=visit.may("ledgers.release") and state == "rehearsed",
        may_withdraw=kept is not None and state != "withdrawn",
    )


def preview_of(desk: LedgerDesk, text: str, visit: Visit) -> Preview:
    """What a text would be."""
    return _preview(examine(desk, text, visit.texts), visit)


def _preview(found: Examined, visit: Visit) -> Preview:
    texts = visit.texts
    ledger = found.ledger
    return Preview(
        name=texts.pick(ledger.names) if ledger else "",
        reasons=tuple(texts.pick(one.names) for one in ledger.why) if ledger else (),
        flaws=tuple(_flaw(one, visit) for one in found.flaws),
        form=found.form,
        ledger=ledger,
        diagram=states_drawn(ledger, texts) if ledger and not found.flaws else None,
        example=tuple(
            PartLine(name=texts.pick(one.field.names), told=one.text) for one in found.example
        ),
    )


def _row(one: DefinitionLine, visit: Visit) -> DefinitionRow:
    return DefinitionRow(
        line=one,
        state_name=visit.texts(f"ledger_store.state.{one.state}"),
        tone=_TONES[one.state],
    )


def _flaw(one: DefinitionFlaw, visit: Visit) -> FlawLine:
    return FlawLine(line=one.line, told=one.text(visit.texts))
