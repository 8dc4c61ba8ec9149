"""Into which of four tabs each row of a rehearsed batch goes, so that the counts add up.

A row is counted once: rejected; needing a decision, if it would change something and a check
warns of it; ready, if it would change something; unchanged otherwise.
"""

from __future__ import annotations

from enum import StrEnum

import polars as pl

from tuobo.core.issue import Severity
from tuobo.engines.intake.batch import PLACE_SCHEMA, ROW, SHEET, Batch
from tuobo.engines.intake.rehearsal import Rehearsal

TAB = "tab"
_PLACE = [SHEET, ROW]


class Tab(StrEnum):
    """In the order in which they are shown."""

    READY = "ready"
    DECISION = "decision"
    REJECTED = "rejected"
    UNCHANGED = "unchanged"


def tabs_of(batch: Batch, rehearsal: Rehearsal) -> pl.DataFrame:
    """`_sheet`, `_row` and `tab` of every row that stands in a table or was rejected.

    Rows that bring nothing to any table (repetitions) have no place any more: they are the rest of
    the rows read, and unchanged.
    """
    places = [pl.DataFrame(schema=PLACE_SCHEMA)]
    changing = [pl.DataFrame(schema=PLACE_SCHEMA)]
    for name, compared in rehearsal.tables.items():
        rows = batch.tables[name]
        keys = pl.concat([compared.new, compared.changed])
        places.append(rows.select(_PLACE))
        moved = rows.join(keys, on=keys.columns, how="semi", nulls_equal=True)
        changing.append(moved.select(_PLACE))
    placed = pl.concat(places).unique()
    moving = pl.concat(changing).unique()
    doubtful = _doubtful(batch)
    sorted_rows = [
        (Tab.READY, moving.join(doubtful, on=_PLACE, how="anti")),
        (Tab.DECISION, moving.join(doubtful, on=_PLACE, how="semi")),
        (Tab.REJECTED, batch.rejected),
        (Tab.UNCHANGED, placed.join(moving, on=_PLACE, how="anti")),
    ]
    named = [frame.with_columns(pl.lit(tab.value).alias(TAB)) for tab, frame in sorted_rows]
    return pl.concat(named).sort(_PLACE)


def _doubtful(batch: Batch) -> pl.DataFrame:
    """Places of which a check warns."""
    warned = batch.issues.filter(pl.col("severity") == Severity.WARNING.value)
    columns = warned.select(pl.col("sheet").alias(SHEET), pl.col("row").alias(ROW))
    return columns.drop_nulls().unique()
