"""The state diagram of a ledger, and clocks in words, as the pages draw them."""

from __future__ import annotations

from tuobo.core.texts import Texts
from tuobo.engines.ledgers import ClockReading, ClockStatus, Ledger, diagram_of
from tuobo.web.areas.ledgers.pages import ClockLine
from tuobo.web.ui.drawings import Diagram, Edge, Node

_TONES = {
    ClockStatus.OVERDUE: "bad",
    ClockStatus.LATE: "warn",
    ClockStatus.PAUSED: "neutral",
    ClockStatus.MET: "good",
    ClockStatus.RUNNING: "info",
}


def states_drawn(ledger: Ledger, texts: Texts, here: str = "") -> Diagram:
    """The states with their steps; `here` is the state of an entry."""
    found = diagram_of(ledger)
    kinds = ledger.state_by_id
    nodes = tuple(
        Node(
            code=one.id,
            name=texts.pick(one.names),
            is_here=one.id == here,
            is_end=kinds[one.id].kind.is_closed,
        )
        for one in found.nodes
    )
    edges = tuple(
        Edge(source=one.source, target=one.target, name=texts.pick(one.names))
        for one in found.edges
    )
    told = texts(
        "ledgers.states.told",
        states=texts("ledger_show.and").join(one.name for one in nodes),
    )
    return Diagram(nodes=nodes, edges=edges, told=told)


def clock_line(reading: ClockReading, texts: Texts) -> ClockLine:
    """A clock on its day: when it is due, how it stands, why."""
    left = reading.days_left
    told = ""
    if left is not None and reading.is_live:
        code = "ledgers.clock.left" if left >= 0 else "ledgers.clock.over"
        told = texts(code, days=abs(left))
    return ClockLine(
        name=texts.pick(reading.clock.names),
        day=reading.due_on.isoformat() if reading.due_on else "—",
        standing=texts(f"ledger.clock_status.{reading.status}"),
        tone=_TONES.get(reading.status, "neutral"),
        left=told,
        why=tuple(one.text(texts) for one in reading.why),
    )
