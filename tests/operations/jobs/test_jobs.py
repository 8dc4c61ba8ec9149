"""Long work: it waits, runs, tells its progress, ends; and what a restart, a cancel, a failure do.

The kinds of work here are functions of this file, put into the table for the time of a test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from tests.desk_cast import COURT, Desk
from tuobo.core.clock import now
from tuobo.core.errors import RequestError, StateError
from tuobo.operations.jobs import kinds
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.jobs.kinds import JobKind
from tuobo.operations.jobs.result_files import fetch_file, job_folder, remove_old_files
from tuobo.operations.jobs.starting import cancel, run_again, start_job
from tuobo.operations.jobs.this_worker import host_name
from tuobo.operations.jobs.working import begin_working, tell_interrupted, work_off
from tuobo.operations.workspace import Workspace
from tuobo.records.accounts.models import Grant
from tuobo.records.audit.actions import Actor
from tuobo.records.audit.models import AuditEvent
from tuobo.records.notices.models import Notice
from tuobo.records.registry.job_actions import Outcome, Starter, begin_job, meet_worker
from tuobo.records.registry.job_queries import JobLine, job_counts, job_line, jobs_of
from tuobo.records.registry.models import Job

RIGHT = "imports.rehearse"


@dataclass(frozen=True, kw_only=True)
class Count:
    upto: int
    names: tuple[str, ...] = ()


def counting(run: JobRun) -> Outcome:
    asked = run.asked(Count)
    for number in range(asked.upto + 1):
        run.say("job.state.running", number, asked.upto)
    run.file("counted.txt").write_text("".join(asked.names), encoding="utf-8")
    return Outcome(reference=str(asked.upto), file="counted.txt", rows=asked.upto)


@pytest.fixture(autouse=True)
def counting_is_a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, counting)


def put(monkeypatch: pytest.MonkeyPatch, work: Callable[[JobRun], Outcome]) -> None:
    """The work as the kind import.check, whose name the texts have."""
    monkeypatch.setattr(kinds, "JOB_KINDS", {"import.check": JobKind(run=work, right=RIGHT)})


def started(desk: Desk, who: str = "trial_management") -> int:
    starter = Starter(account=desk.accounts[who].pk, court=COURT, page="/jobs/{job}/")
    return start_job("import.check", Count(upto=3, names=("甲", "乙")), starter=starter, at=now())


def line(desk: Desk, job: int, who: str = "trial_management") -> JobLine:
    found = job_line(job, desk.accounts[who].pk)
    assert found is not None
    return found


def test_a_job_waits_runs_and_leaves_its_result_and_a_notice(desk: Desk) -> None:
    job = started(desk)
    assert line(desk, job).state == "waiting"
    assert line(desk, job).page == f"/jobs/{job}/"
    work_off()
    done = line(desk, job)
    assert (done.state, done.reference, done.rows, done.percent) == ("done", "3", 3, 100)
    assert done.attempts == 1
    notice = Notice.objects.get()
    assert (notice.account, notice.kind) == (desk.accounts["trial_management"], "job.done")
    assert notice.fields["work"] == "检查导入文件"


def test_nobody_sees_the_job_of_somebody_else(desk: Desk) -> None:
    job = started(desk)
    assert job_line(job, desk.accounts["president"].pk) is None
    assert jobs_of(desk.accounts["president"].pk).total == 0
    assert jobs_of(desk.accounts["trial_management"].pk).total == 1


def test_an_error_ends_in_its_sentence_and_the_job_can_run_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(run: JobRun) -> Outcome:
        raise StateError("store.moved_on", based_on=1, latest="2-abc")

    put(monkeypatch, failing)
    job = started(desk)
    work_off()
    failed = line(desk, job)
    assert (failed.state, failed.error) == ("failed", "store.moved_on")
    assert failed.error_fields == {"based_on": "1", "latest": "2-abc"}
    assert Notice.objects.get().kind == "job.failed"
    put(monkeypatch, counting)
    run_again(failed)
    work_off()
    assert line(desk, job).state == "done"
    assert line(desk, job).attempts == 2


def test_what_nobody_foresaw_is_our_fault_and_keeps_its_traceback(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(run: JobRun) -> Outcome:
        raise ZeroDivisionError

    put(monkeypatch, broken)
    job = started(desk)
    work_off()
    assert line(desk, job).error == "job.our_fault"
    assert "ZeroDivisionError" in DBTaskResult.objects.get().traceback


def test_a_waiting_job_is_cancelled_at_once_and_never_runs(desk: Desk) -> None:
    job = started(desk)
    assert cancel(line(desk, job), at=now())
    work_off()
    assert line(desk, job).state == "cancelled"
    assert line(desk, job).attempts == 0
    with pytest.raises(StateError, match=r"job\.over"):
        cancel(line(desk, job), at=now())


def test_a_running_job_stops_at_its_next_step(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked_to_stop(run: JobRun) -> Outcome:
        run.say("job.state.running", 1, 2)
        assert not cancel(line(desk, run.job.pk), at=now())
        run.say("job.state.running", 2, 2)
        raise AssertionError

    put(monkeypatch, asked_to_stop)
    job = started(desk)
    work_off()
    assert line(desk, job).state == "cancelled"
    assert not Notice.objects.exists()


def test_a_job_does_nothing_once_its_owner_lost_the_right(desk: Desk) -> None:
    """The right is asked for again when the job runs, with the roles of that moment."""
    job = started(desk)
    Grant.objects.filter(account=desk.accounts["trial_management"]).update(
        ends_on=now().date() - timedelta(days=1)
    )
    work_off()
    assert line(desk, job).error == "job.right_lost"
    assert line(desk, job).attempts == 1


def test_a_job_of_a_worker_that_is_gone_is_told_and_can_run_again(desk: Desk) -> None:
    """Process 4,000,000 is beyond what the kernel gives: that worker cannot be there."""
    job = started(desk)
    meet_worker("before-the-restart", host=host_name(), process=4_000_000, at=now())
    begin_job(job, worker="before-the-restart", at=now())
    begin_working()
    told = line(desk, job)
    assert (told.state, told.error) == ("failed", "job.interrupted")
    assert Notice.objects.get().kind == "job.failed"
    run_again(told)
    work_off()
    assert line(desk, job).state == "done"


def test_a_worker_elsewhere_counts_as_gone_when_it_was_not_seen_for_a_minute(desk: Desk) -> None:
    job = started(desk)
    meet_worker("elsewhere", host="another", process=1, at=now() - timedelta(seconds=50))
    begin_job(job, worker="elsewhere", at=now())
    assert tell_interrupted() == 0
    Job.objects.filter(pk=job).update(worker="unknown")
    assert tell_interrupted() == 1


def test_fetching_a_file_is_audited_and_old_files_go(desk: Desk) -> None:
    job = started(desk)
    work_off()
    workspace = Workspace(desk.store.folder / "store", desk.store.workspace.content)
    actor = Actor.of(desk.accounts["trial_management"])
    path = fetch_file(workspace, line(desk, job), actor=actor, at=now())
    assert path.read_text(encoding="utf-8") == "甲乙"
    event = AuditEvent.objects.get(kind="job.file_fetched")
    assert (event.family, event.fields["rows"]) == ("export", 3)
    assert remove_old_files(workspace, at=now() + timedelta(days=13)) == 0
    assert remove_old_files(workspace, at=now() + timedelta(days=15)) == 1
    assert not job_folder(workspace.store, job).exists()
    with pytest.raises(RequestError, match=r"job\.file_gone"):
        fetch_file(workspace, line(desk, job), actor=actor, at=now())


def test_administrators_see_counts_and_no_content(desk: Desk) -> None:
    started(desk)
    counts = job_counts(since=now() - timedelta(days=1))
    assert (counts.waiting, counts.running, counts.failed) == (1, 0, 0)
    assert counts.oldest_waiting_at is not None
