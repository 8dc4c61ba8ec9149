"""Small drawings as SVG within the page: readings, clock strip, states. No script draws them.

Each is a pure function from plain values; shapes differ where colours do, and each drawing says
in words what it shows.
"""

from tuobo.web.ui.drawings.clock_strip import ClockStrip, Mark, Stretch, StretchKind, clock_strip
from tuobo.web.ui.drawings.readings import assurance_picture, tone_of, variation_picture
from tuobo.web.ui.drawings.state_diagram import Diagram, Edge, Node, state_diagram

__all__ = [
    "ClockStrip",
    "Diagram",
    "Edge",
    "Mark",
    "Node",
    "Stretch",
    "StretchKind",
    "assurance_picture",
    "clock_strip",
    "state_diagram",
    "tone_of",
    "variation_picture",
]
