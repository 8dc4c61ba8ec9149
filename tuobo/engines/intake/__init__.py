"""Intake: readers → mapping → checks → rehearsal → snapshot. A bad row is an issue."""

from tuobo.engines.intake.batch import ISSUE_SCHEMA, ROW, SHEET, Batch, issue_frame, no_issues
from tuobo.engines.intake.changes import Changes
from tuobo.engines.intake.checks import CheckContext, CheckRules, check
from tuobo.engines.intake.documents import is_document_file, read_documents
from tuobo.engines.intake.keying import state_after
from tuobo.engines.intake.mapping import (
    Binding,
    Difference,
    Mapping,
    Mappings,
    SheetMap,
    TableMap,
    Unit,
    difference,
    fits,
    propose,
    read_batch,
)
from tuobo.engines.intake.merging import merged
from tuobo.engines.intake.quarantine import (
    Rejected,
    keep_rejected,
    kept_rejected,
    rejected_rows,
    rows_at,
    write_marked_workbook,
)
from tuobo.engines.intake.readers import Limits, Progress, Reading, Source, open_source
from tuobo.engines.intake.readers.sniffing import kind_of
from tuobo.engines.intake.rehearsal import Rehearsal, TableRehearsal, rehearse
from tuobo.engines.intake.snapshots import ChangedKeys, Snapshots
from tuobo.engines.intake.tabs import TAB, Tab, tabs_of
from tuobo.engines.intake.versions import DataVersion, Entry, Reference

__all__ = [
    "ISSUE_SCHEMA",
    "ROW",
    "SHEET",
    "TAB",
    "Batch",
    "Binding",
    "ChangedKeys",
    "Changes",
    "CheckContext",
    "CheckRules",
    "DataVersion",
    "Difference",
    "Entry",
    "Limits",
    "Mapping",
    "Mappings",
    "Progress",
    "Reading",
    "Reference",
    "Rehearsal",
    "Rejected",
    "SheetMap",
    "Snapshots",
    "Source",
    "Tab",
    "TableMap",
    "TableRehearsal",
    "Unit",
    "check",
    "difference",
    "fits",
    "is_document_file",
    "issue_frame",
    "keep_rejected",
    "kept_rejected",
    "kind_of",
    "merged",
    "no_issues",
    "open_source",
    "propose",
    "read_batch",
    "read_documents",
    "rehearse",
    "rejected_rows",
    "rows_at",
    "state_after",
    "tabs_of",
    "write_marked_workbook",
]
