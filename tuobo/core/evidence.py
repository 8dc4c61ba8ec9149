"""What must stand behind a figure before it may be shown: no evidence, no figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tuobo.core.period import Period


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Where a figure comes from.

    definition    id@version of the indicator or limit, such as "closed_within_limit@2"
    data_version  the data version that it was computed from, such as "7-3f9a2c41"
    period        the days it speaks of
    scope         the filters that were applied, column → values; empty means all that is stored
    notes         codes of sentences that must be printed beside it (a break, a small denominator)
    """

    definition: str
    data_version: str
    period: Period
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
