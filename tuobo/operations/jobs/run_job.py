"""Runs one job: the task that stands in the queue, and what becomes of its record.

An error of ours ends in its sentence; anything else is our fault and ends in "job.our_fault", while
the traceback stays with the task for whoever operates the desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django_tasks import task

from tuobo.core.clock import now
from tuobo.core.errors import RequestError, TuoboError
from tuobo.operations.jobs.job_run import JobCancelled, JobRun
from tuobo.operations.jobs.kinds import JobKind, kind_of
from tuobo.operations.jobs.telling import DONE, FAILED, tell_owner
from tuobo.operations.jobs.this_worker import worker_name
from tuobo.records.registry.job_actions import (
    Outcome,
    Starter,
    begin_job,
    end_cancelled,
    fail_job,
    finish_job,
    make_job,
    queue_job,
)
from tuobo.records.registry.models import Job


@task()
def run_job(job: int) -> None:
    """Run a waiting job to its end; nothing happens if it no longer waits."""
    begun = begin_job(job, worker=worker_name(), at=now())
    if begun is None:
        return
    is_over = False
    try:
        kind, run = kind_of(begun.kind), JobRun.of(begun)
        _finished(run, kind, _ran(kind, run))
        is_over = True
    except JobCancelled:
        end_cancelled(job, at=now())
        is_over = True
    except TuoboError as error:
        fields = {name: str(value) for name, value in error.fields.items()}
        _failed(begun, error.code, fields)
        is_over = True
    finally:
        if not is_over:
            _failed(begun, "job.our_fault", {})


def queue(job: int) -> None:
    """Put a waiting job into the queue, in the transaction in which it was made."""
    entry = run_job.enqueue(job)
    queue_job(job, UUID(str(entry.id)))


def _ran(kind: JobKind, run: JobRun) -> Outcome:
    court = run.job.court
    # Rights of the administration reach no court; what they are asked for names none.
    if not run.may(kind.right) or (court and not run.reach(kind.right).touches(court)):
        raise RequestError("job.right_lost", right=kind.right)
    return kind.run(run)


def _finished(run: JobRun, kind: JobKind, outcome: Outcome) -> None:
    job = run.job
    with transaction.atomic():
        finish_job(job.pk, outcome, at=now())
        if kind.tells:
            tell_owner(job, DONE)
        for one in run.follow_ups:
            starter = Starter(
                account=job.account_id, court=job.court, address=job.address, page=one.page
            )
            made = make_job(one.kind, asdict(one.asked), starter=starter, at=now())
            queue(made.pk)


def _failed(job: Job, code: str, fields: Mapping[str, str]) -> None:
    with transaction.atomic():
        fail_job(job.pk, code, fields, at=now())
        tell_owner(job, FAILED)
