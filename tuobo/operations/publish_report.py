"""Publishes a draft: from then on it is frozen, and only an erratum can correct it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tuobo.core.clock import COURT_TIME
from tuobo.core.errors import DataError, StateError
from tuobo.engines.reports.compose import Change, Outcome, differences, erratum
from tuobo.engines.reports.document import Document
from tuobo.engines.reports.draft import read_draft
from tuobo.operations.report_shelf import ReportEntry, ReportShelf, ReportState
from tuobo.operations.verify_report import Verification, verify_document, verify_file
from tuobo.operations.workspace import Workspace

_GAP = "【待填"
_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What was frozen, and for a correction which figures it corrects."""

    entry: ReportEntry
    changes: tuple[Change, ...] = ()
    erratum: Path | None = None


def publish_report(
    workspace: Workspace,
    report: str,
    *,
    at: datetime,
    who: str = "",
    file: Path | None = None,
    corrects: str = "",
) -> Publication:
    """Freeze a draft, or the Word file that was made of it and filled in.

    Refuses a report with gaps, with figures altered by hand, or published before; a correction
    must correct a published report and change at least one figure.
    """
    shelf = ReportShelf(workspace.store)
    entry = shelf.entry(report)
    if entry.state is ReportState.PUBLISHED:
        raise StateError("compose.published_already", report=report)
    _refuse_gaps(entry, file)
    document = shelf.document(report)
    found = verify_file(workspace, file, at) if file else verify_document(workspace, document, at)
    _refuse_altered(document, found)
    changes: tuple[Change, ...] = ()
    if corrects:
        changes = _corrected(shelf, corrects, report)
    day = at.astimezone(COURT_TIME).date()
    entry = replace(
        entry,
        published_at=at.isoformat(),
        number=shelf.next_number(day.year),
        who=who,
        corrects=corrects,
        struck=found.count(Outcome.LOST),
    )
    frozen = shelf.freeze(entry, file)
    path = None
    if corrects:
        wrong = shelf.document(corrects)
        texts = workspace.texts("zh")
        told = erratum(wrong, changes, report=f"{report}-erratum", on=day, texts=texts)
        path = shelf.keep_erratum(told, wrong=corrects, right=report)
    return Publication(entry=frozen, changes=changes, erratum=path)


def _refuse_gaps(entry: ReportEntry, file: Path | None) -> None:
    if file is not None and not file.is_file():
        raise DataError("compose.no_file", path=file)
    if file is None:
        if entry.gaps:
            raise StateError("compose.gaps_left", report=entry.id, count=entry.gaps)
        return
    left = sum(one.text.count(_GAP) for one in read_draft(file).paragraphs)
    if left:
        raise StateError("compose.gaps_in_file", file=file.name, count=left)


def _refuse_altered(document: Document, found: Verification) -> None:
    codes = {one.printed.code for one in found.checked}
    if codes != {one.code for one in document.passports}:
        raise StateError("compose.other_file", report=document.id)
    if found.wrong:
        shown = "；".join(
            f"{one.printed.code} {one.printed.text or '—'} ≠ {one.expected}"
            for one in found.wrong[:_SHOWN]
        )
        count = len(found.wrong)
        raise StateError("compose.altered", report=document.id, count=count, shown=shown)


def _corrected(shelf: ReportShelf, wrong: str, right: str) -> tuple[Change, ...]:
    entry = shelf.entry(wrong)
    if entry.state is not ReportState.PUBLISHED:
        raise StateError("compose.corrects_draft", report=wrong)
    if entry.corrected_by:
        raise StateError("compose.corrected_already", report=wrong, by=entry.corrected_by)
    changes = differences(shelf.document(wrong).passports, shelf.document(right).passports)
    if not changes:
        raise StateError("compose.nothing_to_correct", report=wrong)
    return changes
