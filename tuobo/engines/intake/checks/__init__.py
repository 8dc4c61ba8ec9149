"""Checks: one rule a file, each a pure function from a batch to a frame of issues.

Order matters in three steps only. Rows are judged first, all against the same batch; then rows
whose case was rejected or never came; then what only the whole can show. `unreadable_value` comes
from the readers. Texts stand in content/…/texts under the id, thresholds in content/…/checks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import polars as pl

from tuobo.engines.intake.batch import Batch
from tuobo.engines.intake.checks.accounting_identity import accounting_identity
from tuobo.engines.intake.checks.case_number_form import case_number_form
from tuobo.engines.intake.checks.chronology import chronology
from tuobo.engines.intake.checks.closing_way_mismatch import closing_way_mismatch
from tuobo.engines.intake.checks.context import CheckContext
from tuobo.engines.intake.checks.duplicate_case_number import duplicate_case_number, once
from tuobo.engines.intake.checks.findings import together
from tuobo.engines.intake.checks.future_date import future_date
from tuobo.engines.intake.checks.holding import held_back
from tuobo.engines.intake.checks.impossible_date import impossible_date
from tuobo.engines.intake.checks.interval_overlap import interval_overlap
from tuobo.engines.intake.checks.missing_required import missing_required
from tuobo.engines.intake.checks.numbering_gap import numbering_gap
from tuobo.engines.intake.checks.orphan_row import orphan_row
from tuobo.engines.intake.checks.rules import CheckRule, CheckRules
from tuobo.engines.intake.checks.unknown_code import unknown_code

Check: TypeAlias = Callable[[Batch, CheckContext], pl.DataFrame]

OF_ROWS: tuple[Check, ...] = (
    missing_required,
    case_number_form,
    duplicate_case_number,
    impossible_date,
    future_date,
    chronology,
    unknown_code,
    closing_way_mismatch,
    numbering_gap,
)
OF_CHILDREN: tuple[Check, ...] = (orphan_row,)
OF_THE_WHOLE: tuple[Check, ...] = (interval_overlap, accounting_identity)
CHECKS: tuple[Check, ...] = (*OF_ROWS, *OF_CHILDREN, *OF_THE_WHOLE)


def check(batch: Batch, context: CheckContext) -> Batch:
    """The batch with the issues of all checks; rejected and repeated rows are taken out."""
    batch = batch.with_issues(_found(OF_ROWS, batch, context))
    if duplicate_case_number.__name__ not in context.without:
        batch = once(batch, context)
    batch = held_back(batch, context.held)
    batch = batch.with_issues(_found(OF_CHILDREN, batch, context))
    return held_back(batch.with_issues(_found(OF_THE_WHOLE, batch, context)), context.held)


def _found(checks: tuple[Check, ...], batch: Batch, context: CheckContext) -> pl.DataFrame:
    wanted = [one for one in checks if one.__name__ not in context.without]
    return together([one(batch, context) for one in wanted])


__all__ = ["CHECKS", "Check", "CheckContext", "CheckRule", "CheckRules", "check"]
