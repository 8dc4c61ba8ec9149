"""The files that jobs leave: fetched by their owner only, audited, removed after some days."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from tuobo.core.errors import RequestError
from tuobo.operations.jobs.rules import background_rules
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import Actor, record_alone
from tuobo.records.registry.job_actions import drop_file
from tuobo.records.registry.job_queries import JobLine, files_before


def job_folder(store: Path, job: int) -> Path:
    return store / "jobs" / str(job)


def fetch_file(workspace: Workspace, job: JobLine, *, actor: Actor, at: datetime) -> Path:
    """The result file of one's own job; RequestError "job.file_gone" if it is no longer there."""
    path = job_folder(workspace.store, job.id) / job.file
    if not job.file or not path.is_file():
        days = background_rules(workspace.content).result_days
        raise RequestError("job.file_gone", days=days)
    record_alone(
        "job.file_fetched",
        actor=actor,
        at=at,
        subject=f"{job.kind} {job.id}",
        file=job.file,
        rows=job.rows or 0,
    )
    return path


def remove_old_files(workspace: Workspace, *, at: datetime) -> int:
    """Remove result files that are older than the rules say; how many went."""
    days = timedelta(days=background_rules(workspace.content).result_days)
    old = files_before(at - days)
    for job, _ in old:
        shutil.rmtree(job_folder(workspace.store, job), ignore_errors=True)
        drop_file(job)
    return len(old)
