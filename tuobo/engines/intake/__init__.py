"""Intake: readers → mapping → checks → rehearsal → snapshot. A bad row is an issue."""

from tuobo.engines.intake.batch import ISSUE_SCHEMA, ROW, SHEET, Batch, issue_frame, no_issues
from tuobo.engines.intake.mapping import (
    Difference,
    Mapping,
    Mappings,
    difference,
    propose,
    read_batch,
)
from tuobo.engines.intake.readers import Limits, Progress, Reading, Source, open_source

__all__ = [
    "ISSUE_SCHEMA",
    "ROW",
    "SHEET",
    "Batch",
    "Difference",
    "Limits",
    "Mapping",
    "Mappings",
    "Progress",
    "Reading",
    "Source",
    "difference",
    "issue_frame",
    "no_issues",
    "open_source",
    "propose",
    "read_batch",
]
