"""Reads of uploads: those of the courts that one may import for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tuobo.core.reach import Reach
from tuobo.records.registry.job_queries import JobLine, line_of
from tuobo.records.registry.models import Upload, UploadFile

_STATE = Upload.State
OPEN = (_STATE.BROUGHT, _STATE.MATCHED, _STATE.CHECKED)


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """A file of an upload."""

    name: str
    sha256: str
    size: int
    mapping: str
    is_remembered: bool


@dataclass(frozen=True, kw_only=True)
class UploadLine:
    """An upload with its files and the work that was started on it last."""

    id: int
    account: int
    person: str
    login: str
    court: str
    day: date
    note: str
    state: str
    is_documents: bool
    files: tuple[FileLine, ...]
    job: JobLine | None
    decisions: Mapping[str, str]
    checked_against: int | None
    courts: tuple[str, ...]
    committing_at: datetime | None
    version: int | None
    mends: int | None
    revision: int
    created_at: datetime
    changed_at: datetime

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_busy(self) -> bool:
        return self.job is not None and self.job.is_open

    @property
    def title(self) -> str:
        return "、".join(one.name for one in self.files)


@dataclass(frozen=True, kw_only=True)
class BroughtBy:
    """Who brought the files of a data version through the desk."""

    upload: int
    person: str
    files: tuple[FileLine, ...]
    courts: tuple[str, ...]
    mends: int | None


def upload_of(reach: Reach, upload: int) -> UploadLine | None:
    """The upload, or None for one of a court that one may not import for."""
    found = _whole().filter(pk=upload).first()
    if found is None or not reach.covers(court=found.court):
        return None
    return _line(found)


def upload_for_work(upload: int) -> UploadLine:
    """The upload that a job works on; the job's own right was checked."""
    return _line(_whole().get(pk=upload))


def open_uploads(reach: Reach) -> tuple[UploadLine, ...]:
    """What is on its way, the newest first."""
    found = _whole().filter(state__in=OPEN)
    return tuple(_line(one) for one in found if reach.covers(court=one.court))


def brought_by(versions: Iterable[int]) -> dict[int, BroughtBy]:
    """Data version → who brought its files; versions from elsewhere are left out."""
    found = _whole().filter(version__in=list(versions))
    return {
        one.version: BroughtBy(
            upload=one.pk,
            person=one.account.person.name,
            files=tuple(_file(file) for file in one.files.all()),
            courts=tuple(one.courts),
            mends=one.mends,
        )
        for one in found
        if one.version is not None
    }


def committed_before(sha256: Iterable[str]) -> dict[str, int]:
    """Hash of a file → the last data version that was made with the same content."""
    found = UploadFile.objects.filter(sha256__in=list(sha256), upload__version__isnull=False)
    pairs = found.order_by("upload__version").values_list("sha256", "upload__version")
    return {digest: version for digest, version in pairs if version is not None}


def ended_before(at: datetime) -> tuple[int, ...]:
    """Uploads that were committed or discarded before an instant."""
    ended = Upload.objects.filter(changed_at__lt=at).exclude(state__in=OPEN)
    return tuple(ended.values_list("pk", flat=True))


def files_in_use(since: datetime) -> frozenset[str]:
    """Hashes of the files of uploads that are open, or ended only since."""
    used = UploadFile.objects.filter(upload__changed_at__gte=since) | UploadFile.objects.filter(
        upload__state__in=OPEN
    )
    return frozenset(used.values_list("sha256", flat=True))


def _whole() -> QuerySet[Upload]:
    return Upload.objects.select_related("account__person", "job").prefetch_related("files")


def _line(one: Upload) -> UploadLine:
    return UploadLine(
        id=one.pk,
        account=one.account_id,
        person=one.account.person.name,
        login=one.account.login,
        court=one.court,
        day=one.day,
        note=one.note,
        state=one.state,
        is_documents=one.is_documents,
        files=tuple(_file(file) for file in one.files.all()),
        job=line_of(one.job) if one.job else None,
        decisions=one.decisions,
        checked_against=one.checked_against,
        courts=tuple(one.courts),
        committing_at=one.committing_at,
        version=one.version,
        mends=one.mends,
        revision=one.revision,
        created_at=one.created_at,
        changed_at=one.changed_at,
    )


def _file(one: UploadFile) -> FileLine:
    return FileLine(
        name=one.name,
        sha256=one.sha256,
        size=one.size,
        mapping=one.mapping,
        is_remembered=one.is_remembered,
    )
