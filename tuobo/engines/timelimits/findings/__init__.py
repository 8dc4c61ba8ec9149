"""Findings of time limits, one a file. Names, gravity, thresholds and sources are content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import polars as pl

from tuobo.core.content import Content, near, unique
from tuobo.core.errors import DefinitionError, RequestError
from tuobo.engines.timelimits.calendar import Calendar
from tuobo.engines.timelimits.columns import Frame
from tuobo.engines.timelimits.definitions import FindingRule
from tuobo.engines.timelimits.findings.appraisal_too_long import appraisal_too_long
from tuobo.engines.timelimits.findings.closed_before_served import closed_before_served
from tuobo.engines.timelimits.findings.court import FINDING_COLUMNS, Court
from tuobo.engines.timelimits.findings.exclusion_after_expiry import exclusion_after_expiry
from tuobo.engines.timelimits.findings.exclusion_ground_not_in_law import (
    exclusion_ground_not_in_law,
)
from tuobo.engines.timelimits.findings.exclusion_over_cap import exclusion_over_cap
from tuobo.engines.timelimits.findings.exclusion_without_paper import exclusion_without_paper
from tuobo.engines.timelimits.findings.extension_over_cap import extension_over_cap
from tuobo.engines.timelimits.findings.extension_without_basis import extension_without_basis
from tuobo.engines.timelimits.findings.late_conversion import late_conversion
from tuobo.engines.timelimits.findings.late_extension import late_extension
from tuobo.engines.timelimits.findings.mediation_too_long import mediation_too_long
from tuobo.engines.timelimits.findings.notice_in_simplified import notice_in_simplified
from tuobo.engines.timelimits.findings.overdue import overdue
from tuobo.engines.timelimits.findings.overlapping_exclusions import overlapping_exclusions
from tuobo.engines.timelimits.findings.pre_filing_number_after_2025 import (
    pre_filing_number_after_2025,
)
from tuobo.engines.timelimits.findings.stay_linked_case_closed import stay_linked_case_closed
from tuobo.engines.timelimits.findings.too_many_adjournments import too_many_adjournments
from tuobo.engines.timelimits.findings.withdrawal_and_twin import withdrawal_and_twin
from tuobo.engines.timelimits.outcome import Deadlines

FINDINGS: Mapping[str, Callable[[Court], pl.DataFrame]] = {
    look.__name__: look
    for look in (
        overdue,
        late_extension,
        extension_without_basis,
        extension_over_cap,
        exclusion_without_paper,
        exclusion_ground_not_in_law,
        exclusion_after_expiry,
        overlapping_exclusions,
        exclusion_over_cap,
        notice_in_simplified,
        stay_linked_case_closed,
        appraisal_too_long,
        too_many_adjournments,
        closed_before_served,
        late_conversion,
        mediation_too_long,
        pre_filing_number_after_2025,
        withdrawal_and_twin,
    )
}


def finding_rules(content: Content) -> dict[str, FindingRule]:
    """The content's finding rules by id; each must have its code and each code its rule."""
    rules = {one.id: one for one in unique(content.load("timelimits/findings", FindingRule), "id")}
    if odd := set(rules) ^ set(FINDINGS):
        raise DefinitionError("findings.unmatched", finding=min(odd))
    return rules


def find_all(
    facts: Mapping[str, Frame],
    deadlines: Deadlines,
    *,
    rules: Mapping[str, FindingRule],
    calendar: Calendar,
    only: Iterable[str] | None = None,
) -> pl.DataFrame:
    """All findings, or only the named ones, in the order of the list above."""
    asked = list(FINDINGS if only is None else only)
    for name in asked:
        if name not in FINDINGS:
            raise RequestError(
                "findings.unknown", finding=name, suggestion=near(name, list(FINDINGS)) or "—"
            )
    court = Court(facts, deadlines, rules, calendar)
    frames = [FINDINGS[name](court) for name in asked]
    return pl.concat([pl.DataFrame(schema=FINDING_COLUMNS), *frames])


__all__ = ["FINDINGS", "FINDING_COLUMNS", "find_all", "finding_rules"]
