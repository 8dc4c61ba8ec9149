"""The dossier and the self-check as files: the ledgers are frozen first, and the log is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tuobo.core.clock import COURT_TIME
from tuobo.core.period import Period
from tuobo.engines.reports.compose import Composition
from tuobo.operations.ledgers.keep_version import keep_ledgers
from tuobo.operations.programme.dossier_text import TextAsked, compose_text
from tuobo.operations.workspace import Workspace
from tuobo.operations.write_report import write_report
from tuobo.records.audit.actions import Actor, record_alone

LATEST = "latest"


@dataclass(frozen=True, kw_only=True)
class FileAsked:
    """Which text of which court, as which kind of file, from which data version."""

    outline: str
    court: str
    ending: str
    baseline: Period | None = None
    version: str = LATEST
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class TextFile:
    """A file and the composition that it was written from."""

    name: str
    content: bytes
    made: Composition


def text_file(workspace: Workspace, asked: FileAsked, actor: Actor, at: datetime) -> TextFile:
    """Freeze the ledgers as they are now, compose, write, and tell the log."""
    keep_ledgers(workspace.content, workspace.store, on=at.astimezone(COURT_TIME).date())
    made = composed(workspace, asked, at)
    content = written(workspace, made, asked.ending)
    record_alone(
        "dossier.exported",
        actor=actor,
        at=at,
        subject=made.document.title,
        version=made.document.data_version,
        figures=len(made.document.passports),
    )
    return TextFile(name=f"{made.document.title}{asked.ending}", content=content, made=made)


def composed(workspace: Workspace, asked: FileAsked, at: datetime) -> Composition:
    """The text from the ledger version that was kept last."""
    return compose_text(
        workspace,
        TextAsked(
            outline=asked.outline,
            court=asked.court,
            version=workspace.snapshots.version(asked.version),
            at=at,
            dated_on=at.astimezone(COURT_TIME).date(),
            baseline=asked.baseline,
            without=asked.without,
        ),
    )


def written(workspace: Workspace, made: Composition, ending: str) -> bytes:
    """The file of a composition."""
    with TemporaryDirectory(prefix="tuobo-text-") as folder:
        path = Path(folder) / f"text{ending}"
        write_report(workspace, made.document, [path])
        return path.read_bytes()
