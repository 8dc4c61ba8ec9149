"""Works on the queue inside a process: takes jobs, says that it is alive, tidies up.

The loop is that of django-tasks-db; here is only what makes it safe to stop at any moment. After a
restart no job stays "running" whose worker is gone: its owner is told and can run it again.
"""

from __future__ import annotations

import logging
import os
import time
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from tuobo.core.clock import now
from tuobo.operations.imports_desk.cleaning import remove_old_uploads
from tuobo.operations.jobs.result_files import remove_old_files
from tuobo.operations.jobs.rules import background_rules
from tuobo.operations.jobs.telling import FAILED, tell_owner
from tuobo.operations.jobs.this_worker import host_name, worker_name
from tuobo.operations.workspace import Workspace
from tuobo.records.registry.job_actions import (
    forget_worker,
    interrupt_jobs,
    meet_worker,
    see_worker,
)
from tuobo.records.registry.job_queries import WorkerLine, workers

_LOOK_SECONDS = 0.5
_ALIVE_SECONDS = 15.0
_TIDY_SECONDS = 3600.0
_AFTER_FAILURE = 5.0
_LOG = logging.getLogger(__name__)


def work_for_ever() -> None:
    """Take one job after the other until the process ends."""
    while True:
        try:
            _queue_worker(batch=False).run()
        except DatabaseError:
            _LOG.exception("the queue cannot be read; trying again")
            time.sleep(_AFTER_FAILURE)


def work_off() -> None:
    """Run what waits now, then come back."""
    _queue_worker(batch=True).run()


def begin_working() -> None:
    """Say that this process works, and tell of what earlier ones left unfinished."""
    meet_worker(worker_name(), host=host_name(), process=os.getpid(), at=now())
    tell_interrupted()


def stay_alive_for_ever() -> None:
    """Say now and then that this process is alive, and remove what is old."""
    tidied = 0.0
    while True:
        try:
            see_worker(worker_name(), at=now())
            tell_interrupted()
            if time.monotonic() - tidied > _TIDY_SECONDS or not tidied:
                tidied = time.monotonic()
                tidy_up()
            close_old_connections()
        except (DatabaseError, OSError):
            _LOG.exception("the desk's house-keeping failed; trying again")
        time.sleep(_ALIVE_SECONDS)


def tell_interrupted() -> int:
    """Fail the jobs whose worker is gone, and tell their owners; how many there were."""
    lines = workers(now())
    gone = [one for one in lines if not _lives(one)]
    with transaction.atomic():
        left = interrupt_jobs([one.name for one in lines if one not in gone], at=now())
        entries = [one.task for one in left if one.task]
        DBTaskResult.objects.filter(pk__in=entries, status=TaskResultStatus.RUNNING).update(
            status=TaskResultStatus.FAILED, finished_at=now()
        )
        for one in left:
            tell_owner(one, FAILED)
        for worker in gone:
            forget_worker(worker.name)
    return len(left)


def tidy_up() -> None:
    """Remove files and entries of the queue that are older than the rules say."""
    workspace = Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT)
    remove_old_files(workspace, at=now())
    remove_old_uploads(workspace, at=now())
    days = timedelta(days=background_rules(workspace.content).result_days)
    DBTaskResult.objects.finished().filter(finished_at__lt=now() - days).delete()


def _lives(worker: WorkerLine) -> bool:
    """On this machine the process must be there, and not be ours under an earlier name."""
    if worker.name == worker_name():
        return True
    if worker.host != host_name():
        return worker.is_alive
    return worker.process != os.getpid() and worker.is_alive and _is_running(worker.process)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it runs as somebody else
        return True
    return True


def _queue_worker(*, batch: bool) -> QueueWorker:
    return QueueWorker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=_LOOK_SECONDS,
        batch=batch,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_name(),
        excluded_queue_names=[],
    )
