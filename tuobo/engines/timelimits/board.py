"""The board of running cases: the lane of each case and the days that it has left.

Lanes and thresholds are content. Alerts go by the plain day or by the rolled one, as reading C-7
says; only the legal deadline makes a case overdue. Closed cases and cases without a limit are not
on the board.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from tuobo.core.content import Content
from tuobo.core.errors import DefinitionError
from tuobo.engines.timelimits.book import ALERT_ON_ROLLED
from tuobo.engines.timelimits.columns import Frame
from tuobo.engines.timelimits.definitions import Board, Lane
from tuobo.engines.timelimits.outcome import Deadlines

_SHOWN = ("case_number", "court", "division", "judge", "domain", "procedure", "filed_on")
OTHER_DOMAINS = "other"


def board_of(content: Content) -> Board:
    """The content's board; there must be exactly one."""
    boards = content.load("timelimits/board", Board)
    if len(boards) != 1:
        raise DefinitionError("board.not_one", found=len(boards))
    return boards[0]


def board_rows(facts: Mapping[str, Frame], deadlines: Deadlines, *, board: Board) -> pl.DataFrame:
    """Running cases with lane, alert day and days left, those with the fewest days first.

    `days_left` counts to the alert day and is negative when it has passed.
    """
    schema = deadlines.book.schema["case"]
    cases = schema.conform(facts["case"].lazy().collect())
    on = pl.lit(deadlines.on, pl.Date)
    rolled = deadlines.book.reads(ALERT_ON_ROLLED)
    alert = pl.coalesce("due_on", "due_plain_on") if rolled else pl.col("due_plain_on")
    started, not_counted = pl.col("clock_starts_on"), pl.col("excluded_days")
    running = (
        cases.filter(pl.col("closed_on").is_null() | (pl.col("closed_on") > on))
        .select(_SHOWN)
        .join(deadlines.frame.drop("case_key", strict=False), on="case_number")
        .with_columns(alert.alias("alert_on"))
        .filter(pl.col("alert_on").is_not_null())
        .with_columns(
            (pl.col("alert_on") - on).dt.total_days().alias("days_left"),
            (pl.coalesce("due_on", "due_plain_on") < on).alias("_expired"),
            # Days that do not count are taken out of both, so that a pause does not look like use.
            ((pl.col("alert_on") - started).dt.total_days() - not_counted).alias("_length"),
            ((on - started).dt.total_days() - not_counted).alias("_elapsed"),
        )
    )
    lane = pl.lit(None, pl.String)
    for one in reversed(board.lanes):
        lane = pl.when(_takes(one)).then(pl.lit(one.id)).otherwise(lane)
    placed = running.with_columns(lane.alias("lane")).drop("_expired", "_length", "_elapsed")
    return placed.sort("days_left", "case_number")


def _takes(lane: Lane) -> pl.Expr:
    tests = []
    if lane.paused:
        tests.append(pl.col("open_since").is_not_null())
    if lane.overdue:
        tests.append(pl.col("_expired"))
    if lane.days_left:
        default = lane.days_left.get(OTHER_DOMAINS)
        most = pl.col("domain").replace_strict(
            lane.days_left, default=default, return_dtype=pl.Int64
        )
        tests.append(pl.col("days_left") <= most)
    if lane.elapsed is not None:
        part, whole = lane.elapsed
        tests.append(pl.col("_elapsed") * whole >= pl.col("_length") * part)
    return pl.all_horizontal(tests) if tests else pl.lit(value=False)
