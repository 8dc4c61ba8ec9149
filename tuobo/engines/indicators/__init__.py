"""Indicators: definitions become monthly flows, and flows become figures with their evidence.

A `Pack` holds the checked definitions. `build_served` turns the facts of a data version into one
file, `update_served` follows an import, `Served` opens it. `answer` and `series` give cubes,
`why` and `rows` give the cases behind a figure, `evidence_sql` the SQL that says the same.
"""

from tuobo.engines.indicators.answer import Question, answer, series, value_of
from tuobo.engines.indicators.backend.build import DataVersion, build_served
from tuobo.engines.indicators.backend.served import Served
from tuobo.engines.indicators.backend.switch import Build
from tuobo.engines.indicators.backend.update import Changes, update_served
from tuobo.engines.indicators.definition import Break, Indicator, SmallNumbers
from tuobo.engines.indicators.folder import compute_folder, counts_of
from tuobo.engines.indicators.membership import (
    Clause,
    Listing,
    Membership,
    Reason,
    failed_clauses,
    keys_behind,
    rows,
    rows_digest,
    rows_of_side,
    why,
    why_all,
)
from tuobo.engines.indicators.notes import sentences
from tuobo.engines.indicators.pack import Pack, ReadyIndicator
from tuobo.engines.indicators.printed import evidence_sql
from tuobo.engines.indicators.sides import ReadySide

__all__ = [
    "Break",
    "Build",
    "Changes",
    "Clause",
    "DataVersion",
    "Indicator",
    "Listing",
    "Membership",
    "Pack",
    "Question",
    "ReadyIndicator",
    "ReadySide",
    "Reason",
    "Served",
    "SmallNumbers",
    "answer",
    "build_served",
    "compute_folder",
    "counts_of",
    "evidence_sql",
    "failed_clauses",
    "keys_behind",
    "rows",
    "rows_digest",
    "rows_of_side",
    "sentences",
    "series",
    "update_served",
    "value_of",
    "why",
    "why_all",
]
