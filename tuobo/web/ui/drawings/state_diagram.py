"""A state diagram from nodes and edges: columns by distance from the start, arrows with words.

Small on purpose: a ledger has a handful of states. Steps back are drawn as arcs above.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_WIDE, _HIGH = 116, 34
_ACROSS, _DOWN = 210, 68
_LEFT, _TOP = 12, 16
_RISE = 34


@dataclass(frozen=True, kw_only=True)
class Node:
    """A state; `is_here` is the present one, `is_end` one that nothing follows."""

    code: str
    name: str
    is_here: bool = False
    is_end: bool = False


@dataclass(frozen=True, kw_only=True)
class Edge:
    """A step from a state to another."""

    source: str
    target: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """States in their order, the first one is the start; `told` says in words what is drawn."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    told: str


def state_diagram(diagram: Diagram) -> SafeString:
    """The diagram as SVG."""
    places = _places(diagram)
    right = max(x for x, _ in places.values()) + _WIDE + _LEFT
    bottom = max(y for _, y in places.values()) + _HIGH + _TOP
    drawn = [_edge(group, places) for group in _grouped(diagram.edges)]
    rise = _RISE if any(_is_back(places, edge) for edge in diagram.edges) else 0
    return format_html(
        '<svg class="drawing states" viewBox="0 {} {} {}" width="{}" role="img" aria-label="{}">'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path class="tip" d="M0 0.5 8 4 0 7.5z"/></marker></defs>'
        "{}{}</svg>",
        -rise,
        right,
        bottom + rise,
        right,
        diagram.told,
        format_html_join("", "{}", ((one,) for one in drawn)),
        format_html_join("", "{}", ((_node(one, places[one.code]),) for one in diagram.nodes)),
    )


def _places(diagram: Diagram) -> dict[str, tuple[int, int]]:
    """Left upper corners: a column for each distance from the start, rows in the order given."""
    columns: dict[int, int] = {}
    places = {}
    for code, distance in _distances(diagram).items():
        row = columns.get(distance, 0)
        columns[distance] = row + 1
        places[code] = (_LEFT + distance * _ACROSS, _TOP + row * _DOWN)
    return places


def _distances(diagram: Diagram) -> dict[str, int]:
    """Steps from the start to each state, in the order of states; what none leads to is first."""
    found = {diagram.nodes[0].code: 0}
    border = [diagram.nodes[0].code]
    while border:
        following = []
        for edge in diagram.edges:
            if edge.source in border and edge.target not in found:
                found[edge.target] = found[edge.source] + 1
                following.append(edge.target)
        border = following
    return {one.code: found.get(one.code, 0) for one in diagram.nodes}


def _grouped(edges: Sequence[Edge]) -> list[Edge]:
    """Edges between the same states as one, their words joined."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for edge in edges:
        grouped.setdefault((edge.source, edge.target), []).append(edge.name)
    return [
        Edge(source=source, target=target, name=" / ".join(dict.fromkeys(names)))
        for (source, target), names in grouped.items()
    ]


def _is_back(places: Mapping[str, tuple[int, int]], edge: Edge) -> bool:
    return places[edge.target][0] <= places[edge.source][0]


def _edge(edge: Edge, places: Mapping[str, tuple[int, int]]) -> SafeString:
    x, y = places[edge.source]
    to_x, to_y = places[edge.target]
    if _is_back(places, edge):
        start, end = x + _WIDE // 2, to_x + _WIDE // 2 + 14
        high = min(y, to_y) - _RISE
        path = f"M{start} {y}C{start} {high} {end} {high} {end} {to_y - 1}"
        words = ((start + end) / 2, min(y, to_y) - _RISE * 0.75 + 3)
    else:
        start, end = x + _WIDE, to_x - 1
        from_middle, to_middle = y + _HIGH // 2, to_y + _HIGH // 2
        half = (start + end) // 2
        path = f"M{start} {from_middle}C{half} {from_middle} {half} {to_middle} {end} {to_middle}"
        words = (half, (from_middle + to_middle) / 2 - 5)
    return format_html(
        '<path class="edge" d="{}" marker-end="url(#tip)"/>'
        '<text class="quiet halo" x="{}" y="{}" text-anchor="middle">{}</text>',
        path,
        f"{words[0]:.0f}",
        f"{words[1]:.0f}",
        edge.name,
    )


def _node(node: Node, place: tuple[int, int]) -> SafeString:
    x, y = place
    kinds = " is-here" * node.is_here + " is-end" * node.is_end
    return format_html(
        '<g><rect class="node{}" x="{}" y="{}" width="{}" height="{}" rx="6"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text></g>',
        kinds,
        x,
        y,
        _WIDE,
        _HIGH,
        x + _WIDE // 2,
        y + _HIGH // 2 + 4,
        node.name,
    )
