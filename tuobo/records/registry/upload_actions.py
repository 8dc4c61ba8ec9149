"""Writes of uploads: brought, matched, checked, decided, committed, discarded.

Each step is allowed from some states only, and none while work on the upload is still going on.
Rights and the audit log are the business of operations/imports_desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from tuobo.core.errors import StateError
from tuobo.records.registry.models import Job, Upload, UploadFile

_STATE = Upload.State
_BUSY = (Job.State.WAITING, Job.State.RUNNING)
_OPEN = (_STATE.BROUGHT, _STATE.MATCHED, _STATE.CHECKED)
KEEP, HOLD = "keep", "hold"


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """A file that was stored: its name, the hash under which it lies, its bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Bringing:
    """Who brought files for which court, of which day, and whose waiting rows they mend."""

    account: int
    court: str
    day: date
    mends: int | None = None
    is_documents: bool = False


@transaction.atomic
def bring(bringing: Bringing, files: Iterable[KeptFile], *, at: datetime) -> Upload:
    """A new upload with its files in the order in which they were given."""
    upload = Upload.objects.create(
        account_id=bringing.account,
        court=bringing.court,
        day=bringing.day,
        mends=bringing.mends,
        is_documents=bringing.is_documents,
        created_at=at,
        changed_at=at,
    )
    UploadFile.objects.bulk_create(
        UploadFile(upload=upload, position=number, name=one.name, sha256=one.sha256, size=one.size)
        for number, one in enumerate(files)
    )
    return upload


def work_on(upload: int, job: int, *, at: datetime) -> None:
    """The job that now works on an upload.

    StateError "import.busy" while another one does, "import.other_state" when all is over.
    """
    if not Upload.objects.filter(pk=upload, state__in=_OPEN).exists():
        raise StateError("import.other_state", upload=upload)
    free = Upload.objects.filter(pk=upload).exclude(job__state__in=_BUSY)
    if not free.update(job=job, changed_at=at):
        raise StateError("import.busy", upload=upload)


def match(upload: int, mappings: Mapping[str, tuple[str, bool]], *, at: datetime) -> None:
    """What was proposed for each file: name → mapping as YAML, and whether it is remembered."""
    with transaction.atomic():
        for name, (mapping, is_remembered) in mappings.items():
            UploadFile.objects.filter(upload=upload, name=name).update(
                mapping=mapping, is_remembered=is_remembered
            )
        _step(upload, (_STATE.BROUGHT, _STATE.MATCHED), at, state=_STATE.MATCHED)


def confirm_mappings(
    upload: int, mappings: Mapping[str, str], *, revision: int, at: datetime
) -> None:
    """The mappings that somebody confirmed; a check made before no longer holds.

    StateError "import.edited" if somebody else changed the upload since `revision`.
    """
    with transaction.atomic():
        _at_revision(upload, revision)
        for name, mapping in mappings.items():
            UploadFile.objects.filter(upload=upload, name=name).update(mapping=mapping)
        states = (_STATE.MATCHED, _STATE.CHECKED)
        _step(upload, states, at, state=_STATE.MATCHED, checked_against=None, decisions={})


def set_day(upload: int, day: date, *, at: datetime) -> None:
    """Another day that the data speak of; a check made before no longer holds."""
    _step(
        upload, (_STATE.MATCHED, _STATE.CHECKED), at,
        state=_STATE.MATCHED, day=day, checked_against=None,
    )  # fmt: skip


def note_check(upload: int, *, against: int, courts: Iterable[str], at: datetime) -> None:
    """A check has been made against a data version."""
    _step(
        upload, _OPEN, at,
        state=_STATE.CHECKED, checked_against=against, courts=sorted(courts),
    )  # fmt: skip


def decide(upload: int, decisions: Mapping[str, str], *, revision: int, at: datetime) -> bool:
    """What becomes of the doubtful rows, by check; whether the check must be made again."""
    with transaction.atomic():
        found = _at_revision(upload, revision)
        held = {check for check, choice in found.decisions.items() if choice == HOLD}
        holds = {check for check, choice in decisions.items() if choice == HOLD}
        _step(upload, (_STATE.CHECKED,), at, decisions={**found.decisions, **decisions})
        return held != holds


def begin_commit(upload: int, note: str, *, at: datetime) -> None:
    """Fix the instant of the commit, unless an interrupted one has fixed it before."""
    _step(upload, (_STATE.CHECKED,), at, note=note)
    Upload.objects.filter(pk=upload, committing_at=None).update(committing_at=at)


def give_up_commit(upload: int) -> None:
    """The commit was refused and nothing was written: the next one has its own instant."""
    Upload.objects.filter(pk=upload, state=_STATE.CHECKED).update(committing_at=None)


def end_commit(upload: int, version: int, *, at: datetime) -> None:
    """The upload became a data version."""
    _step(upload, (_STATE.CHECKED,), at, state=_STATE.COMMITTED, version=version)


def discard(upload: int, *, at: datetime) -> None:
    """The upload is no longer wanted; nothing of it was imported."""
    busy = Upload.objects.filter(pk=upload, job__state__in=_BUSY)
    if busy.exists():
        raise StateError("import.busy", upload=upload)
    _step(upload, _OPEN, at, state=_STATE.DISCARDED)


def _step(upload: int, states: Iterable[str], at: datetime, **changes: object) -> None:
    found = Upload.objects.filter(pk=upload, state__in=list(states))
    if not found.update(changed_at=at, revision=F("revision") + 1, **changes):
        raise StateError("import.other_state", upload=upload)


def _at_revision(upload: int, revision: int) -> Upload:
    found = Upload.objects.select_for_update().get(pk=upload)
    if found.revision != revision:
        raise StateError("import.edited", upload=upload)
    return found
