"""Charts as Altair specifications from plain series, and their drawing as SVG, PNG and by scripts.

The same specification stands on screen, on paper and in Word; `for_screen` only lets it fill the
place that the page gives it.
"""

from tuobo.engines.reports.charts.differences import age_histogram, decomposition_chart
from tuobo.engines.reports.charts.drawing import (
    Drawing,
    chinese_font,
    script_bundle,
    script_version,
)
from tuobo.engines.reports.charts.grammar import Specification, for_screen
from tuobo.engines.reports.charts.history import history_chart, small_multiples
from tuobo.engines.reports.charts.series import (
    AgeBin,
    Axis,
    Bar,
    ChartWords,
    ControlPoint,
    Flag,
    HistoryPoint,
    Line,
    Panel,
    Part,
    Window,
)
from tuobo.engines.reports.charts.specifications import bar_chart, control_chart, line_chart

__all__ = [
    "AgeBin",
    "Axis",
    "Bar",
    "ChartWords",
    "ControlPoint",
    "Drawing",
    "Flag",
    "HistoryPoint",
    "Line",
    "Panel",
    "Part",
    "Specification",
    "Window",
    "age_histogram",
    "bar_chart",
    "chinese_font",
    "control_chart",
    "decomposition_chart",
    "for_screen",
    "history_chart",
    "line_chart",
    "script_bundle",
    "script_version",
    "small_multiples",
]
