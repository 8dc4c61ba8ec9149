"""Time limits: rules, intervals and a day in; deadlines, their reasons and findings out."""

from __future__ import annotations

from tuobo.engines.timelimits.board import board_of, board_rows
from tuobo.engines.timelimits.book import LimitBook
from tuobo.engines.timelimits.calendar import Calendar
from tuobo.engines.timelimits.checkpoints import (
    NodeStatus,
    checkpoint_rows,
    nodes_of_case,
    recorded_places,
)
from tuobo.engines.timelimits.compute import compute_deadlines
from tuobo.engines.timelimits.conformance import Checker, compute_lines, json_schema
from tuobo.engines.timelimits.definitions import (
    Checkpoint,
    Extension,
    FindingRule,
    Ground,
    Limit,
    Reading,
    Span,
)
from tuobo.engines.timelimits.explanation import Explanation, Fate, Step, explain, explain_all
from tuobo.engines.timelimits.findings import FINDING_COLUMNS, FINDINGS, find_all, finding_rules
from tuobo.engines.timelimits.kernel import Status
from tuobo.engines.timelimits.outcome import Deadlines
from tuobo.engines.timelimits.sequence import ItemStatus
from tuobo.engines.timelimits.sheet import SheetLine, computation_sheet, result_line, sheet_lines

__all__ = [
    "FINDINGS",
    "FINDING_COLUMNS",
    "Calendar",
    "Checker",
    "Checkpoint",
    "Deadlines",
    "Explanation",
    "Extension",
    "Fate",
    "FindingRule",
    "Ground",
    "ItemStatus",
    "Limit",
    "LimitBook",
    "NodeStatus",
    "Reading",
    "SheetLine",
    "Span",
    "Status",
    "Step",
    "board_of",
    "board_rows",
    "checkpoint_rows",
    "computation_sheet",
    "compute_deadlines",
    "compute_lines",
    "explain",
    "explain_all",
    "find_all",
    "finding_rules",
    "json_schema",
    "nodes_of_case",
    "recorded_places",
    "result_line",
    "sheet_lines",
]
