"""The criteria of an evaluation beside the figures of its data version, as its page shows them.

Readings are those of the self-check's text: the version that the own check names, and the period
of the criterion, else the one that the text reports of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tuobo.core.clock import now
from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.engines.intake import DataVersion
from tuobo.engines.reports.compose import default_period
from tuobo.operations.compose_report import figures_of
from tuobo.operations.criterion_readings import CriterionReading, Standing, criterion_readings
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.programme.evaluation import Evaluation
from tuobo.operations.programme.holding import Held

_CONTRADICTED = {"met": Standing.OUTSIDE, "not_met": Standing.INSIDE}
"""What the data say against a finding."""


@dataclass(frozen=True, kw_only=True)
class CriteriaRead:
    """Number of a criterion → its readings; `is_other_version`: the named one does not exist."""

    data_version: str = ""
    is_other_version: bool = False
    readings: Mapping[str, tuple[CriterionReading, ...]] = field(default_factory=dict)

    def contradicts(self, criterion: Held) -> bool:
        """Whether a figure lies elsewhere than the finding says."""
        against = _CONTRADICTED.get(str(criterion.entry.values.get("finding", "")))
        found = self.readings.get(criterion.number, ())
        return against is not None and any(one.standing is against for one in found)


def read_criteria(
    opened: OpenVersion, evaluation: Evaluation, court: str, texts: Texts
) -> CriteriaRead:
    """The readings of all criteria that name an indicator."""
    asked = {
        one.number: one.entry.values
        for one in evaluation.criteria
        if one.entry.values.get("indicators")
    }
    if not asked:
        return CriteriaRead()
    version, is_other = _version(opened, evaluation.data_version)
    entered = tuple(asked.items())

    def make() -> CriteriaRead:
        period = default_period("year_to_date", version.as_of)
        scope = (("court", (court,)),)
        with figures_of(opened.workspace, version, texts, now(), court=court) as source:
            readings = {
                number: criterion_readings(values, period, scope, source)
                for number, values in asked.items()
            }
        return CriteriaRead(data_version=version.id, is_other_version=is_other, readings=readings)

    key = ("programme.criteria", court, version.id, is_other, entered, texts.lang)
    return opened.remembered(key, make)


def _version(opened: OpenVersion, named: str) -> tuple[DataVersion, bool]:
    """The version that the own check names; the present one where it names none that exists."""
    if not named:
        return opened.version, False
    try:
        return opened.workspace.snapshots.version(named), False
    except RequestError:
        return opened.version, True
