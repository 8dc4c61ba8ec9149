"""The state diagram of a ledger as nodes and edges with places, for whoever draws it."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.core.content import Names
from tuobo.engines.ledgers.definition import Ledger, StateKind


@dataclass(frozen=True, kw_only=True)
class Node:
    """A state: `layer` steps from the first state, `row` in its layer."""

    id: str
    names: Names
    kind: StateKind
    layer: int
    row: int


@dataclass(frozen=True, kw_only=True)
class Edge:
    """A transition from one state to another; `is_back` leads to an earlier layer or the same."""

    event: str
    names: Names
    source: str
    target: str
    right: str
    is_back: bool


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """Nodes in the order of the states, edges in that of the table."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def diagram_of(ledger: Ledger) -> Diagram:
    """The diagram; a state that is not reached stands in a layer of its own at the end."""
    layers = _layers(ledger)
    end = max(layers.values(), default=0) + 1
    rows: dict[int, int] = {}
    nodes = []
    for state in ledger.states:
        layer = layers.get(state.id, end)
        row = rows.get(layer, 0)
        rows[layer] = row + 1
        nodes.append(Node(id=state.id, names=state.names, kind=state.kind, layer=layer, row=row))
    edges = tuple(
        Edge(
            event=row.event,
            names=row.names,
            source=source,
            target=row.to_state,
            right=row.right,
            is_back=layers.get(row.to_state, end) <= layers.get(source, end),
        )
        for row in ledger.transitions
        for source in row.from_states
    )
    return Diagram(nodes=tuple(nodes), edges=edges)


def _layers(ledger: Ledger) -> dict[str, int]:
    """The fewest steps from the first state."""
    layers = {ledger.first_state.id: 0}
    front = [ledger.first_state.id]
    while front:
        following = []
        for row in ledger.transitions:
            for source in row.from_states:
                if source in front and row.to_state not in layers:
                    layers[row.to_state] = layers[source] + 1
                    following.append(row.to_state)
        front = following
    return layers
