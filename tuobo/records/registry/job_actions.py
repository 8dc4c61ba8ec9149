"""Writes of jobs, each one statement that only fits the state before: two workers, one job.

Rights and the audit log are the business of operations/jobs. A job that was interrupted by the end
of its worker is failed with that reason, so that its owner can run it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from tuobo.core.errors import StateError
from tuobo.records.registry.models import Job, Worker

INTERRUPTED = "job.interrupted"
_OPEN = (Job.State.WAITING, Job.State.RUNNING)


@dataclass(frozen=True, kw_only=True)
class Starter:
    """Who starts a job, for which court, from which address, and where its outcome is shown.

    {job} in `page` stands for the job's own number.
    """

    account: int
    court: str = ""
    address: str = ""
    page: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a job: a reference that its kind understands, a file, how many rows."""

    reference: str = ""
    file: str = ""
    rows: int | None = None


def make_job(kind: str, parameters: Mapping[str, object], *, starter: Starter, at: datetime) -> Job:
    """A job that waits."""
    job = Job.objects.create(
        kind=kind,
        parameters=dict(parameters),
        account_id=starter.account,
        court=starter.court,
        address=starter.address,
        page=starter.page,
        created_at=at,
    )
    if "{job}" in job.page:
        job.page = job.page.replace("{job}", str(job.pk))
        job.save(update_fields=["page"])
    return job


def queue_job(job: int, task: UUID) -> None:
    """Remember the entry of the task queue that will run a job."""
    Job.objects.filter(pk=job).update(task=task)


def begin_job(job: int, *, worker: str, at: datetime) -> Job | None:
    """Take a waiting job; None if it was cancelled or taken meanwhile."""
    taken = Job.objects.filter(pk=job, state=Job.State.WAITING).update(
        state=Job.State.RUNNING,
        worker=worker,
        started_at=at,
        finished_at=None,
        attempts=F("attempts") + 1,
        step="",
        step_fields={},
        done=0,
        total=0,
        error="",
        error_fields={},
    )
    return Job.objects.select_related("account__person__court").get(pk=job) if taken else None


def tell_progress(
    job: int, step: str, fields: Mapping[str, str | int], *, done: int, total: int
) -> bool:
    """Say how far a running job is; whether it may go on (nobody asked to cancel it)."""
    running = Job.objects.filter(pk=job, state=Job.State.RUNNING)
    told = running.filter(is_cancel_asked=False).update(
        step=step, step_fields=dict(fields), done=done, total=total
    )
    return bool(told)


def finish_job(job: int, outcome: Outcome, *, at: datetime) -> None:
    _end(job, at, state=Job.State.DONE, reference=outcome.reference, file=outcome.file,
         rows=outcome.rows)  # fmt: skip


def fail_job(job: int, code: str, fields: Mapping[str, str], *, at: datetime) -> None:
    _end(job, at, state=Job.State.FAILED, error=code, error_fields=dict(fields))


def end_cancelled(job: int, *, at: datetime) -> None:
    """A running job noticed that somebody asked to cancel it."""
    _end(job, at, state=Job.State.CANCELLED)


def cancel_job(job: int, *, at: datetime) -> Job.State:
    """A waiting job is cancelled at once, a running one is asked to stop; its state after.

    StateError "job.over" for a job that has ended.
    """
    waiting = Job.objects.filter(pk=job, state=Job.State.WAITING)
    if waiting.update(state=Job.State.CANCELLED, finished_at=at):
        return Job.State.CANCELLED
    running = Job.objects.filter(pk=job, state=Job.State.RUNNING)
    if running.update(is_cancel_asked=True):
        return Job.State.RUNNING
    raise StateError("job.over", job=job)


def wait_again(job: int) -> None:
    """A job that failed or was cancelled waits once more; StateError "job.not_over" otherwise."""
    over = Job.objects.filter(pk=job, state__in=(Job.State.FAILED, Job.State.CANCELLED))
    if not over.update(state=Job.State.WAITING, is_cancel_asked=False, finished_at=None):
        raise StateError("job.not_over", job=job)


def interrupt_jobs(workers: Iterable[str], *, at: datetime) -> tuple[Job, ...]:
    """Fail the running jobs of all workers but these; the jobs that it concerned."""
    orphans = Job.objects.filter(state=Job.State.RUNNING).exclude(worker__in=list(workers))
    found = tuple(orphans)
    for one in found:
        fail_job(one.pk, INTERRUPTED, {}, at=at)
    return found


def drop_file(job: int) -> None:
    """The result file of a job was removed."""
    Job.objects.filter(pk=job).update(file="")


def meet_worker(name: str, *, host: str, process: int, at: datetime) -> None:
    """A worker begins."""
    Worker.objects.create(name=name, host=host, process=process, started_at=at, seen_at=at)


def see_worker(name: str, *, at: datetime) -> None:
    """A worker is alive."""
    Worker.objects.filter(name=name).update(seen_at=at)


def forget_worker(name: str) -> None:
    """A worker has ended."""
    Worker.objects.filter(name=name).delete()


def _end(job: int, at: datetime, **changes: object) -> None:
    Job.objects.filter(pk=job, state__in=_OPEN).update(
        finished_at=at, is_cancel_asked=False, **changes
    )
