"""Writes what people read: figures as text, the health check as page and as workbook.

Speaks only the words of core; what a figure means and where it comes from is handed in.
"""

from tuobo.engines.reports.health_check.html import health_check_html
from tuobo.engines.reports.health_check.page import (
    CaseLine,
    FindingGroup,
    HealthCheck,
    IndicatorLine,
    Lane,
    LimitLine,
    Month,
    QualityLine,
    Reading,
)
from tuobo.engines.reports.health_check.workbook import CaseMarks, write_health_check_workbook
from tuobo.engines.reports.numbers import Figure, Formatted, fraction_of, text_of

__all__ = [
    "CaseLine",
    "CaseMarks",
    "Figure",
    "FindingGroup",
    "Formatted",
    "HealthCheck",
    "IndicatorLine",
    "Lane",
    "LimitLine",
    "Month",
    "QualityLine",
    "Reading",
    "fraction_of",
    "health_check_html",
    "text_of",
    "write_health_check_workbook",
]
