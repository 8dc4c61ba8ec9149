"""The job that takes the latest batch back: a new data version with the content before it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tuobo.core.clock import now, today
from tuobo.engines.intake import DataVersion, Entry
from tuobo.operations.commit_import import undo_latest
from tuobo.operations.imports_desk.batch_names import batch_names
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.report_studio.following import compare_drafts_after
from tuobo.operations.serve_version import build
from tuobo.records.audit.actions import record
from tuobo.records.registry.job_actions import Outcome


@dataclass(frozen=True, kw_only=True)
class UndoBatch:
    """`version` is what is taken back, `seen` the latest one as it was when somebody asked."""

    version: int
    seen: int
    note: str = ""


def undo_batch(run: JobRun) -> Outcome:
    """Take it back and serve; an interrupted undo that was made is only served."""
    asked = run.asked(UndoBatch)
    run.say("import.step.undoing")
    version = _undone(run, asked)
    _told(run, asked, version)
    compare_drafts_after(run)
    return Outcome(reference=str(version.number))


def _undone(run: JobRun, asked: UndoBatch) -> DataVersion:
    workspace = run.workspace
    latest = workspace.snapshots.latest()
    is_ours = (
        latest.number == asked.seen + 1
        and latest.target == asked.version - 1
        and latest.who == run.actor.account
        and run.job.attempts > 1
    )
    if is_ours:
        build(workspace, latest)
        return latest
    entry = Entry(as_of=today(), at=now(), who=run.actor.account, note=asked.note)
    return undo_latest(workspace, asked.version, entry, seen=asked.seen)


@transaction.atomic
def _told(run: JobRun, asked: UndoBatch, version: DataVersion) -> None:
    names = batch_names(run.workspace.snapshots.history())
    record(
        "import.undone",
        actor=run.actor,
        at=now(),
        subject=names[asked.version],
        version=version.id,
        note=asked.note[:150],
    )
