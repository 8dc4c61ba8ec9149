"""A ledger explained from its definition, for whoever fills it in."""

from __future__ import annotations

from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Cadence, Clock, Field, Ledger, clock_told, visible_fields
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.web.areas.ledgers.drawing import states_drawn
from tuobo.web.areas.ledgers.pages import AboutPage, PartLine, StepRow


def about_page(desk: LedgerDesk, ledger: Ledger, texts: Texts) -> AboutPage:
    """Everything that the definition says, in words."""
    rights = desk.policy.rights_of(desk.viewer)
    return AboutPage(
        ledger=ledger,
        name=texts.pick(ledger.names),
        meaning=texts.pick(ledger.meaning) if ledger.meaning else "",
        reasons=tuple(
            PartLine(
                name=texts(f"ledgers.reason.{one.kind}"), told=texts.pick(one.names), mark=one.mark
            )
            for one in ledger.why
        ),
        fields=tuple(_field(one, texts) for one in visible_fields(ledger, rights)),
        steps=tuple(_steps(desk, ledger, texts)),
        clocks=tuple(_clock(one, ledger, texts) for one in ledger.clocks),
        cadences=tuple(_cadence(one, texts) for one in ledger.cadences),
        figures=tuple(
            PartLine(name=texts.pick(one.names), told=one.note) for one in ledger.figures
        ),
        diagram=states_drawn(ledger, texts),
    )


def _field(one: Field, texts: Texts) -> PartLine:
    kind = texts(f"ledgers.type.{one.type}")
    if one.many:
        kind = texts("ledgers.type.many", kind=kind)
    when = "always" if one.required else "sometimes" if one.required_when else ""
    mark = texts(f"ledgers.required.{when}") if when else ""
    told = texts.pick(one.help) if one.help else ""
    return PartLine(name=texts.pick(one.names), kind=kind, told=told, mark=mark)


def _steps(desk: LedgerDesk, ledger: Ledger, texts: Texts) -> list[StepRow]:
    rights = desk.policy.rights
    names = {one.id: texts.pick(one.names) for one in ledger.states}
    joint = texts("ledger_show.and")
    return [
        StepRow(
            name=texts.pick(row.names),
            sources=joint.join(names[one] for one in row.from_states),
            target=names[row.to_state],
            right=texts.pick(rights[row.right].names),
            requires=joint.join(
                texts.pick(ledger.field_by_id[one].names)
                for one in dict.fromkeys((*row.requires, *row.requires_anew))
            ),
        )
        for row in ledger.transitions
    ]


def _clock(one: Clock, ledger: Ledger, texts: Texts) -> PartLine:
    told = clock_told(one, ledger, texts)
    if one.remind:
        told += texts(
            "ledgers.clock.remind", days=texts("ledger_show.and").join(map(str, one.remind))
        )
    return PartLine(name=texts.pick(one.names), told=told)


def _cadence(one: Cadence, texts: Texts) -> PartLine:
    told = texts(
        "ledgers.cadence.told",
        per=texts(f"ledgers.per.{one.per}"),
        every=texts(f"ledgers.every.{one.every}"),
        count=one.at_least,
    )
    mark = texts(f"ledgers.severity.{one.severity}")
    return PartLine(name=texts.pick(one.names), told=told, mark=mark)
