"""Starts, cancels and runs jobs again. The entry of the queue and the job are one transaction."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from tuobo.operations.jobs.job_run import Asked
from tuobo.operations.jobs.kinds import kind_of
from tuobo.operations.jobs.run_job import queue
from tuobo.records.registry.job_actions import (
    Starter,
    cancel_job,
    make_job,
    wait_again,
)
from tuobo.records.registry.job_queries import JobLine


@transaction.atomic
def start_job(kind: str, asked: Asked, *, starter: Starter, at: datetime) -> int:
    """Queue a job of a kind; its number, under which its page is found.

    The right is checked by whoever starts it, and once more when it runs.
    """
    kind_of(kind)
    job = make_job(kind, asdict(asked), starter=starter, at=at)
    queue(job.pk)
    return int(job.pk)


@transaction.atomic
def run_again(job: JobLine) -> None:
    """Queue a job once more that failed or was cancelled."""
    wait_again(job.id)
    queue(job.id)


def cancel(job: JobLine, *, at: datetime) -> bool:
    """Cancel one's own job; True if it is over now, False if it stops at its next step."""
    return cancel_job(job.id, at=at) == "cancelled"
