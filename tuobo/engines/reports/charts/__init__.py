"""Charts as Altair specifications from plain series, and their drawing as SVG and PNG."""

from tuobo.engines.reports.charts.drawing import Drawing, chinese_font
from tuobo.engines.reports.charts.series import Axis, Bar, ControlPoint, Line
from tuobo.engines.reports.charts.specifications import (
    Specification,
    bar_chart,
    control_chart,
    line_chart,
)

__all__ = [
    "Axis",
    "Bar",
    "ControlPoint",
    "Drawing",
    "Line",
    "Specification",
    "bar_chart",
    "chinese_font",
    "control_chart",
    "line_chart",
]
