"""Which courts an import would touch: nobody imports for a court that is not theirs."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from tuobo.core.case_number import CaseNumbers
from tuobo.core.errors import RequestError
from tuobo.core.reach import Reach
from tuobo.engines.intake import Rehearsal
from tuobo.operations.workspace import Workspace

_COURT, _NUMBER, _CASE = "court", "case_number", "case"


def courts_touched(
    workspace: Workspace, rehearsal: Rehearsal, stored: Mapping[str, pl.LazyFrame]
) -> tuple[str, ...]:
    """The courts of all rows that would change, in the order of their codes."""
    found: set[str] = set()
    numbers = [pl.Series(_NUMBER, [], dtype=pl.String)]
    for rows in rehearsal.changes.rows.values():
        if _COURT in rows.columns:
            found |= set(rows[_COURT].drop_nulls().unique().to_list())
        elif _NUMBER in rows.columns:
            numbers.append(rows[_NUMBER].drop_nulls().unique())
    return tuple(sorted(found | _courts_of(workspace, pl.concat(numbers).unique(), stored)))


def refuse_foreign(courts: tuple[str, ...], reach: Reach) -> None:
    """RequestError "import.foreign_court" if one may not import for one of the courts."""
    foreign = [court for court in courts if not reach.covers(court=court)]
    if foreign:
        raise RequestError("import.foreign_court", courts="、".join(foreign[:5]))


def _courts_of(
    workspace: Workspace, numbers: pl.Series, stored: Mapping[str, pl.LazyFrame]
) -> set[str]:
    """The courts of case numbers: what the number says, else what is stored of the case."""
    if numbers.is_empty():
        return set()
    read = CaseNumbers.of(workspace.vocabularies).parse_column(numbers)
    found = set(read[_COURT].drop_nulls().unique().to_list())
    silent = numbers.filter(read[_COURT].is_null())
    if silent.is_empty() or _CASE not in stored:
        return found
    known = stored[_CASE].filter(pl.col(_NUMBER).is_in(silent.implode()))
    return found | set(known.select(pl.col(_COURT).unique()).collect()[_COURT].to_list())
