"""Reads of jobs: one's own with all they say; of others only that they wait, run or failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from tuobo.records.registry.models import Job, Worker

ALIVE_WITHIN = timedelta(seconds=60)


@dataclass(frozen=True, kw_only=True)
class JobLine:
    """A job as its owner sees it; `share` is how far it is, None where that cannot be said."""

    id: int
    kind: str
    account: int
    court: str
    page: str
    state: str
    step: str
    step_fields: Mapping[str, str | int]
    done: int
    total: int
    reference: str
    file: str
    rows: int | None
    error: str
    error_fields: Mapping[str, str]
    is_cancel_asked: bool
    attempts: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.state in {Job.State.WAITING, Job.State.RUNNING}

    @property
    def can_run_again(self) -> bool:
        return self.state in {Job.State.FAILED, Job.State.CANCELLED}

    @property
    def percent(self) -> int | None:
        return min(self.done * 100 // self.total, 100) if self.total else None


@dataclass(frozen=True, kw_only=True)
class JobPage:
    """Some of an account's jobs, the newest first."""

    lines: tuple[JobLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class FailedJob:
    """What an administrator sees of a failed job: no parameters, no result."""

    id: int
    kind: str
    login: str
    error: str
    finished_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class WorkerLine:
    name: str
    host: str
    process: int
    started_at: datetime
    seen_at: datetime
    is_alive: bool


@dataclass(frozen=True, kw_only=True)
class JobCounts:
    waiting: int
    running: int
    failed: int
    oldest_waiting_at: datetime | None


def job_line(job: int, account: int) -> JobLine | None:
    """One of an account's own jobs; None for those of others."""
    found = Job.objects.filter(pk=job, account_id=account).first()
    return line_of(found) if found else None


def jobs_of(account: int, *, page: int = 1, size: int = 20) -> JobPage:
    """A page of an account's jobs; a page beyond the last is answered with the last one."""
    every = Job.objects.filter(account_id=account)
    total = every.count()
    pages = max(-(-total // size), 1)
    shown = min(max(page, 1), pages)
    lines = tuple(line_of(one) for one in every[(shown - 1) * size : shown * size])
    return JobPage(lines=lines, total=total, page=shown, pages=pages)


def job_counts(*, since: datetime) -> JobCounts:
    """How many jobs wait and run now, and how many failed since."""
    waiting, running = Q(state=Job.State.WAITING), Q(state=Job.State.RUNNING)
    failed = Q(state=Job.State.FAILED, finished_at__gte=since)
    found = Job.objects.aggregate(
        waiting=Count("id", filter=waiting),
        running=Count("id", filter=running),
        failed=Count("id", filter=failed),
        oldest=Min("created_at", filter=waiting),
    )
    return JobCounts(
        waiting=found["waiting"],
        running=found["running"],
        failed=found["failed"],
        oldest_waiting_at=found["oldest"],
    )


def failed_jobs(*, most: int = 20) -> tuple[FailedJob, ...]:
    """The jobs that failed last."""
    failed = Job.objects.filter(state=Job.State.FAILED).select_related("account")
    return tuple(
        FailedJob(
            id=one.pk,
            kind=one.kind,
            login=one.account.login,
            error=one.error,
            finished_at=one.finished_at,
        )
        for one in failed.order_by("-finished_at")[:most]
    )


def files_before(day: datetime) -> tuple[tuple[int, str], ...]:
    """Jobs that ended before an instant and still have a file: id and file."""
    old = Job.objects.filter(finished_at__lt=day).exclude(file="")
    return tuple(old.values_list("id", "file"))


def workers(at: datetime) -> tuple[WorkerLine, ...]:
    """All workers that are known, the one that was seen last first."""
    return tuple(
        WorkerLine(
            name=one.name,
            host=one.host,
            process=one.process,
            started_at=one.started_at,
            seen_at=one.seen_at,
            is_alive=at - one.seen_at <= ALIVE_WITHIN,
        )
        for one in Worker.objects.order_by("-seen_at")
    )


def line_of(job: Job) -> JobLine:
    return JobLine(
        id=job.pk,
        kind=job.kind,
        account=job.account_id,
        court=job.court,
        page=job.page,
        state=job.state,
        step=job.step,
        step_fields=job.step_fields,
        done=job.done,
        total=job.total,
        reference=job.reference,
        file=job.file,
        rows=job.rows,
        error=job.error,
        error_fields=job.error_fields,
        is_cancel_asked=job.is_cancel_asked,
        attempts=job.attempts,
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )
