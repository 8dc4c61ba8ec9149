"""The job that makes a checked upload a data version; safe to run again wherever it stopped.

The instant of the commit is fixed before it is made, so that a version with that very instant and
person is the one that an interrupted run has made: it is served and told, not made twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tuobo.core.clock import COURT_TIME, now
from tuobo.core.errors import StateError
from tuobo.engines.intake import DataVersion, Entry
from tuobo.operations.commit_import import finish_import
from tuobo.operations.desk_people.adopt_staff import adopt_staff
from tuobo.operations.imports_desk.batch_names import batch_name
from tuobo.operations.imports_desk.check_result import result_of
from tuobo.operations.imports_desk.check_upload import counts_of, request_of, watch_of
from tuobo.operations.imports_desk.courts import courts_touched, refuse_foreign
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.rehearse_import import ImportRehearsal, rehearsal_of
from tuobo.operations.report_studio.following import compare_drafts_after
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import record
from tuobo.records.organisation.models import Unit
from tuobo.records.registry.job_actions import Outcome
from tuobo.records.registry.upload_actions import end_commit, give_up_commit
from tuobo.records.registry.upload_queries import UploadLine, upload_for_work

RIGHT = "imports.commit"
_STAFF = "staff"


@dataclass(frozen=True, kw_only=True)
class CommitUpload:
    upload: int


def commit_upload(run: JobRun) -> Outcome:
    """Rehearse once more, compare with what was shown, commit, serve, adopt the staff."""
    upload = upload_for_work(run.asked(CommitUpload).upload)
    if upload.version is not None:
        return Outcome(reference=str(upload.version))
    workspace = run.workspace
    rehearsed = rehearsal_of(
        workspace, request_of(workspace, upload, with_effects=False), watch_of(run)
    )
    version = _made_before(workspace, run, upload)
    if version is None:
        _refuse_other(workspace, run, upload, rehearsed)
        version = _committed(workspace, run, upload, rehearsed)
    run.note("import.step.serving")
    finish_import(workspace, version, rehearsed)
    _told(run, upload, version)
    compare_drafts_after(run)
    return Outcome(reference=str(version.number), rows=sum(version.appended.values()))


def _made_before(workspace: Workspace, run: JobRun, upload: UploadLine) -> DataVersion | None:
    """The version that an interrupted run of this commit has made."""
    return next(
        (
            one
            for one in workspace.snapshots.history()
            if one.committed_at == upload.committing_at and one.who == run.actor.account
        ),
        None,
    )


def _refuse_other(
    workspace: Workspace, run: JobRun, upload: UploadLine, rehearsed: ImportRehearsal
) -> None:
    """Only what was shown is committed: same counts, same data version before, own courts."""
    shown = result_of(workspace, upload.id)
    rehearsal = rehearsed.rehearsal
    stored = workspace.snapshots.read(rehearsal.based_on)
    refuse_foreign(courts_touched(workspace, rehearsal, stored), run.reach(RIGHT))
    if rehearsal.based_on != upload.checked_against:
        give_up_commit(upload.id)
        latest = workspace.snapshots.latest()
        raise StateError("import.moved_on", latest=latest.id, who=latest.who or "—")
    if shown is None or shown.counts != counts_of(workspace, rehearsed):
        give_up_commit(upload.id)
        raise StateError("import.checked_otherwise")


def _committed(
    workspace: Workspace, run: JobRun, upload: UploadLine, rehearsed: ImportRehearsal
) -> DataVersion:
    assert upload.committing_at is not None
    run.say("import.step.committing")
    entry = Entry(
        as_of=upload.day,
        at=upload.committing_at,
        source=rehearsed.rehearsal.source,
        file=rehearsed.rehearsal.file,
        who=run.actor.account,
        note=upload.note,
    )
    return workspace.snapshots.commit(rehearsed.rehearsal.changes, entry)


@transaction.atomic
def _told(run: JobRun, upload: UploadLine, version: DataVersion) -> None:
    at: datetime = now()
    end_commit(upload.id, version.number, at=at)
    _adopt(run.workspace, version)
    record(
        "import.committed",
        actor=run.actor,
        at=at,
        subject=batch_name(run.workspace.snapshots.history(), version.number),
        version=version.id,
        files=upload.title[:150],
        rows=sum(version.appended.values()),
        day=version.committed_at.astimezone(COURT_TIME).date().isoformat(),
    )


def _adopt(workspace: Workspace, version: DataVersion) -> None:
    """The staff of the batch become people of the desk, at courts that the desk knows."""
    if not version.appended.get(_STAFF):
        return
    staff = workspace.snapshots.read(version.number)[_STAFF].collect()
    courts = staff["court"].unique().to_list()
    for court in Unit.objects.filter(kind=Unit.Kind.COURT, code__in=courts):
        adopt_staff(court, staff)
