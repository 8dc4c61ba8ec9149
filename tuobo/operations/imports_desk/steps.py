"""The steps that a person takes in the wizard, each with its audit event in one transaction.

Long work is only started here; who may take a step was asked by the page. What is refused is told
politely and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from tuobo.core.errors import RequestError, StateError
from tuobo.operations.imports_desk.batches import standing
from tuobo.operations.imports_desk.check_result import CheckResult, result_of
from tuobo.operations.imports_desk.check_upload import CheckUpload
from tuobo.operations.imports_desk.commit_upload import CommitUpload
from tuobo.operations.imports_desk.kept_files import BroughtFile, keep_file
from tuobo.operations.imports_desk.open_upload import OpenUpload
from tuobo.operations.imports_desk.undo_batch import UndoBatch
from tuobo.operations.jobs.job_run import Asked
from tuobo.operations.jobs.starting import start_job
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import Actor, record
from tuobo.records.registry.job_actions import Starter
from tuobo.records.registry.upload_actions import (
    HOLD,
    KEEP,
    Bringing,
    KeptFile,
    begin_commit,
    bring,
    confirm_mappings,
    decide,
    discard,
    work_on,
)
from tuobo.records.registry.upload_queries import UploadLine


@dataclass(frozen=True, kw_only=True)
class Doer:
    """Who takes a step: for the job that it starts, and for the log.

    {upload} in the page of the starter stands for the number of the upload.
    """

    starter: Starter
    actor: Actor
    at: datetime


def keep_brought(
    workspace: Workspace, files: Sequence[BroughtFile], *, most: int
) -> tuple[KeptFile, ...]:
    """Store the files of one upload; raises the first thing that is wrong with one of them."""
    kept = [keep_file(workspace, one, most=most) for one in files]
    names = [one.name for one in kept]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise RequestError("import.same_name", file=twice)
    return tuple(kept)


@transaction.atomic
def bring_upload(
    bringing: Bringing, files: Iterable[KeptFile], doer: Doer, *, like: int = 0
) -> int:
    """An upload of stored files; its number. Reading begins at once in the background."""
    upload = bring(bringing, files, at=doer.at)
    kept = list(upload.files.all())
    record(
        "import.brought",
        actor=doer.actor,
        at=doer.at,
        subject="、".join(one.name for one in kept),
        files=len(kept),
        hashes=" ".join(one.sha256[:12] for one in kept),
    )
    _start(doer, "import.open", OpenUpload(upload=upload.pk, like=like), upload.pk)
    return int(upload.pk)


@transaction.atomic
def read_again(upload: UploadLine, doer: Doer) -> None:
    """Read the heads of the files once more, after a failure."""
    _start(doer, "import.open", OpenUpload(upload=upload.id), upload.id)


@transaction.atomic
def confirm_columns(
    upload: UploadLine, mappings: Mapping[str, str], revision: int, doer: Doer
) -> None:
    """The mappings that somebody confirmed; the check begins."""
    confirm_mappings(upload.id, mappings, revision=revision, at=doer.at)
    check_again(upload, doer)


@transaction.atomic
def check_again(upload: UploadLine, doer: Doer) -> None:
    """Rehearse once more: after a decision, after somebody else's commit, after a failure."""
    _start(doer, "import.check", CheckUpload(upload=upload.id), upload.id)


@transaction.atomic
def decide_doubts(
    upload: UploadLine, choices: Mapping[str, str], revision: int, doer: Doer
) -> bool:
    """What becomes of doubtful rows, by check; True if the check is made again because of it."""
    known = {name: one for name, one in choices.items() if one in {KEEP, HOLD}}
    if decide(upload.id, known, revision=revision, at=doer.at):
        check_again(upload, doer)
        return True
    return False


@transaction.atomic
def ask_commit(workspace: Workspace, upload: UploadLine, note: str, doer: Doer) -> None:
    """Commit what was checked. StateError says why not: undecided, nothing new, moved on."""
    result = result_of(workspace, upload.id)
    if result is None or upload.checked_against is None:
        raise StateError("import.not_checked")
    left = undecided(result, upload.decisions)
    if left:
        raise StateError("import.undecided", count=len(left))
    if not result.has_changes:
        raise StateError("import.nothing_new")
    refuse_moved_on(workspace, upload.checked_against)
    begin_commit(upload.id, note, at=doer.at)
    _start(doer, "import.commit", CommitUpload(upload=upload.id), upload.id)


@transaction.atomic
def ask_undo(workspace: Workspace, version: int, note: str, doer: Doer) -> int:
    """Take back the latest data version, or the latest in force; the number of the job.

    StateError "import.moved_on" if it is neither any more: somebody else's commit would go with it.
    """
    history = workspace.snapshots.history()
    if version != standing(history):
        refuse_moved_on(workspace, version)
    asked = UndoBatch(version=version, seen=history[-1].number, note=note)
    return start_job("import.undo", asked, starter=doer.starter, at=doer.at)


@transaction.atomic
def discard_upload(upload: UploadLine, doer: Doer) -> None:
    """The upload is no longer wanted."""
    discard(upload.id, at=doer.at)
    record("import.discarded", actor=doer.actor, at=doer.at, subject=upload.title)


def undecided(result: CheckResult, decisions: Mapping[str, str]) -> tuple[str, ...]:
    """The checks whose doubtful rows nobody has decided about."""
    return tuple(one.check for one in result.counts.doubts if one.check not in decisions)


def refuse_moved_on(workspace: Workspace, seen: int) -> None:
    """StateError "import.moved_on" naming who committed since a version was seen."""
    latest = workspace.snapshots.latest()
    if latest.number != seen:
        raise StateError("import.moved_on", latest=latest.id, who=latest.who or "—")


def _start(doer: Doer, kind: str, asked: Asked, upload: int) -> None:
    page = doer.starter.page.replace("{upload}", str(upload))
    job = start_job(kind, asked, starter=replace(doer.starter, page=page), at=doer.at)
    work_on(upload, job, at=doer.at)
