"""Which anomaly is planted by which recipe, and the order in which they are planted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tuobo.core.errors import DefinitionError
from tuobo.engines.sample.plan import Anomaly
from tuobo.engines.sample.planting import (
    cells,
    findings,
    gaming_after,
    gaming_course,
    gaming_intake,
)
from tuobo.engines.sample.planting.draft import Draft

Recipe = Callable[[Draft, Anomaly], None]

# Those that need rare cases come first, those that take any case last.
RECIPES: Mapping[str, Recipe] = {
    "G13": gaming_after.ended_and_resumed,
    "G12": gaming_after.circling,
    "G5": gaming_intake.withdrawn_and_filed_again,
    "stay-linked": findings.stay_linked_case_closed,
    "G8-stay": gaming_course.endless_stay,
    "G3-after": gaming_intake.endless_mediation_after_filing,
    "mediation-long": findings.mediation_too_long,
    "G3": gaming_intake.endless_mediation,
    "G4": gaming_intake.nominal_mediation,
    "G16": gaming_intake.serial_cases,
    "G1": gaming_intake.year_end_filing,
    "G1-entered": gaming_intake.hung_numbers,
    "G15": gaming_intake.easy_closings,
    "G10": gaming_after.blame_recoded,
    "G11": gaming_after.appeal_held_back,
    "G14": gaming_after.closing_code_shifted,
    "G17": gaming_after.money_without_number,
    "G9": gaming_course.conversion_at_the_end,
    "G8": gaming_course.clock_stopped_at_the_end,
    "hidden-overrun": findings.hidden_overrun,
    "late-extension": findings.late_extension,
    "extension-no-basis": findings.extension_without_basis,
    "extension-cap": findings.extension_over_cap,
    "no-paper": findings.exclusion_without_paper,
    "ground": findings.exclusion_ground_not_in_law,
    "after-expiry": findings.exclusion_after_expiry,
    "overlap": findings.overlapping_exclusions,
    "exclusion-cap": findings.exclusion_over_cap,
    "notice": findings.notice_in_simplified,
    "appraisal": findings.appraisal_too_long,
    "adjournments": findings.too_many_adjournments,
    "not-served": findings.closed_before_served,
    "late-conversion": findings.late_conversion,
    "pre-filing-2025": findings.pre_filing_number_after_2025,
    "case-number-form": cells.case_number_form,
    "numbering-gap": cells.numbering_gap,
    "missing": cells.missing_required,
    "interval-overlap": cells.interval_overlap,
    "repeated": cells.repeated_rows,
    "conflicting": cells.conflicting_rows,
    "chronology": cells.chronology,
    "impossible-date": cells.impossible_date,
    "no-such-day": cells.no_such_day,
    "future-date": cells.future_date,
    "unknown-code": cells.unknown_code,
    "closing-way": cells.closing_way_mismatch,
    "unreadable": cells.unreadable_value,
    "orphan": cells.orphan_row,
    "G7": gaming_course.closed_before_decided,
    "G2": gaming_intake.slow_filing,
    "G6": gaming_course.closing_burst,
    "natural": findings.natural_overruns,
}
RETURNS: Mapping[str, Recipe] = {"balance": cells.broken_balances}


def plant(draft: Draft, recipes: Mapping[str, Recipe], scale: float) -> None:
    """Plant all anomalies of the plan; a smaller court has fewer of each, but at least one."""
    for name, recipe in recipes.items():
        anomaly = draft.plan.anomalies.get(name)
        if anomaly is None:
            raise DefinitionError("sample.no_anomaly", anomaly=name)
        count = max(1, round(anomaly.count * min(scale, 1.0)))
        recipe(draft, anomaly.model_copy(update={"count": count}))
