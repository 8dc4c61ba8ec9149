"""Composes reports from outlines and figures: outlines are content, figures are handed in.

`Outlines` checks every outline at load; `compose` fills one from a `FigureSource`; `checked` and
`differences` compare printed figures with recomputed ones; `document_json` freezes a report.
"""

from tuobo.engines.reports.compose.annex import refreshed_annex
from tuobo.engines.reports.compose.composing import Composition, Making, compose
from tuobo.engines.reports.compose.erratum import erratum
from tuobo.engines.reports.compose.figures import (
    CLAIMS,
    Ask,
    Fields,
    FigureSource,
    Missing,
    MonthPoint,
    MonthSeries,
    Record,
    RecordsAsk,
    Scope,
    Test,
    Verdict,
    ask_of,
)
from tuobo.engines.reports.compose.frozen import document_json, document_of
from tuobo.engines.reports.compose.outline import Outline
from tuobo.engines.reports.compose.outlines import Claims, Known, Outlines
from tuobo.engines.reports.compose.periods import (
    default_period,
    period_before,
    year_before,
)
from tuobo.engines.reports.compose.saying import counts_below, is_growth, said_change, said_value
from tuobo.engines.reports.compose.telling import Gap, Setting
from tuobo.engines.reports.compose.tokens import COMPARISONS, FigureToken, figure_token, pieces_of
from tuobo.engines.reports.compose.verification import (
    Change,
    Checked,
    Outcome,
    Printed,
    checked,
    differences,
)

__all__ = [
    "CLAIMS",
    "COMPARISONS",
    "Ask",
    "Change",
    "Checked",
    "Claims",
    "Composition",
    "Fields",
    "FigureSource",
    "FigureToken",
    "Gap",
    "Known",
    "Making",
    "Missing",
    "MonthPoint",
    "MonthSeries",
    "Outcome",
    "Outline",
    "Outlines",
    "Printed",
    "Record",
    "RecordsAsk",
    "Scope",
    "Setting",
    "Test",
    "Verdict",
    "ask_of",
    "checked",
    "compose",
    "counts_below",
    "default_period",
    "differences",
    "document_json",
    "document_of",
    "erratum",
    "figure_token",
    "is_growth",
    "period_before",
    "pieces_of",
    "refreshed_annex",
    "said_change",
    "said_value",
    "year_before",
]
