"""Lists the figures that differ between two reports, whether files or reports of the store."""

from __future__ import annotations

from pathlib import Path

from tuobo.engines.reports.compose import Change, differences
from tuobo.engines.reports.document import Passport
from tuobo.operations.report_shelf import ReportShelf, names_file
from tuobo.operations.verify_report import places_of, places_of_file
from tuobo.operations.workspace import Workspace


def diff_reports(workspace: Workspace, before: str, after: str) -> tuple[Change, ...]:
    """What changed from one report to the other; each is a file or the id of a stored report."""
    return differences(_passports(workspace, before), _passports(workspace, after))


def _passports(workspace: Workspace, named: str) -> tuple[Passport, ...]:
    """The figures of a report as they were printed, each once."""
    path = Path(named)
    places = (
        places_of_file(path)
        if names_file(path)
        else places_of(ReportShelf(workspace.store).document(named))
    )
    found: dict[str, Passport] = {}
    for one in places:
        if one.passport is not None:
            found.setdefault(one.code, one.passport)
    return tuple(found.values())
