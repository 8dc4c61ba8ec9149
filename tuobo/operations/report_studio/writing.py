"""Files of a report: Word and page at once, PDF in the background where LibreOffice is installed.

A draft says on its name that it is one. Each file that leaves the desk is told in the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.engines.reports.document import Document
from tuobo.engines.reports.pdf import find_libreoffice
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.report_shelf import ReportShelf
from tuobo.operations.report_studio.saving import opened
from tuobo.operations.workspace import Workspace
from tuobo.operations.write_report import write_report
from tuobo.records.audit.actions import Actor, record_alone
from tuobo.records.registry.job_actions import Outcome
from tuobo.records.registry.report_queries import ReportLine, WholeReport, report_for_work

QUICK = ("docx", "html")
SLOW = ("pdf",)


@dataclass(frozen=True, kw_only=True)
class WriteReport:
    report: int
    ending: str


def write_slow(run: JobRun) -> Outcome:
    """The job that writes a file which takes long."""
    asked = run.asked(WriteReport)
    whole = report_for_work(asked.report)
    run.say("report.step.writing")
    name = file_name(whole.line, asked.ending, run.texts)
    write_report(run.workspace, document_of(run.workspace, whole), [run.file(name)])
    return Outcome(reference=str(whole.line.id), file=name)


def write_file(workspace: Workspace, whole: WholeReport, ending: str, folder: Path) -> Path:
    """A file that is quick to write; RequestError for another ending."""
    if ending not in QUICK:
        raise RequestError("compose.unknown_ending", path=ending, expected="、".join(QUICK))
    path = folder / f"report.{ending}"
    write_report(workspace, document_of(workspace, whole), [path])
    return path


def write_erratum(workspace: Workspace, line: ReportLine, folder: Path) -> Path:
    """The erratum that a correcting report has left, as Word."""
    path = folder / "erratum.docx"
    write_report(workspace, ReportShelf(workspace.store).erratum(line.shelf), [path])
    return path


def document_of(workspace: Workspace, whole: WholeReport) -> Document:
    """A published report as it was frozen, any other as it stands."""
    if whole.line.is_published:
        return ReportShelf(workspace.store).document(whole.line.shelf)
    return opened(whole)


def file_name(line: ReportLine, ending: str, texts: Texts) -> str:
    """The title without signs that file systems refuse; a draft says what it is."""
    title = "".join(" " if one in '\\/:*?"<>|\n\t' else one for one in line.title).strip()[:80]
    state = line.number if line.is_published else texts(f"studio.state.{line.state}")
    return f"{title}（{state}）.{ending}"


def told_fetched(line: ReportLine, name: str, *, actor: Actor, at: datetime) -> None:
    record_alone("report.fetched", actor=actor, at=at, subject=line.shelf, file=name)


def has_pdf() -> bool:
    """Whether PDF can be written here."""
    return find_libreoffice() is not None
