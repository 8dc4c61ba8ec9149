"""What a job's function works with: what was asked, as whom it acts, how it tells its progress.

Rights are those that the owner holds when the job runs, not when it was started.
"""

from __future__ import annotations

import time
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

from django.conf import settings

from tuobo.core.clock import today
from tuobo.core.errors import InternalError
from tuobo.core.reach import Reach
from tuobo.core.texts import Texts
from tuobo.engines.rights import Policy, Viewer
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.jobs.result_files import job_folder
from tuobo.operations.workspace import Workspace
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.audit.actions import Actor
from tuobo.records.registry.job_actions import tell_progress
from tuobo.records.registry.models import Job

_BETWEEN = 0.4
"""Seconds between two writes of progress: each one is a commit."""


class Asked(Protocol):
    """A frozen dataclass of plain values: what a kind of job asks for."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


_A = TypeVar("_A", bound=Asked)


class JobCancelled(Exception):  # noqa: N818 - no error: its owner asked for it
    """Raised inside a job whose owner asked to cancel it; nothing was changed."""


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """Work that begins once a job is done, by the same owner."""

    kind: str
    asked: Asked
    page: str


@dataclass
class JobRun:
    """One run of one job."""

    job: Job
    workspace: Workspace
    viewer: Viewer
    actor: Actor
    follow_ups: list[FollowUp] = field(default_factory=list)
    _told_at: float = field(default=0.0, repr=False)
    _step: str = field(default="", repr=False)

    @classmethod
    def of(cls, job: Job) -> JobRun:
        return cls(
            job=job,
            workspace=the_desk(settings.TUOBO_STORE, settings.TUOBO_CONTENT).workspace,
            viewer=viewer_of(job.account, today()),
            actor=Actor.of(job.account, job.address),
        )

    @property
    def texts(self) -> Texts:
        """In the language of the owner's pages."""
        return self.workspace.texts(self.job.account.locale)

    def asked(self, kind: type[_A]) -> _A:
        """What the job was started with, as the frozen class that it was started from."""
        stored = self.job.parameters
        known = {one.name for one in fields(kind)}
        if set(stored) - known:
            raise InternalError("job.other_parameters", kind=self.job.kind)
        read = {key: tuple(one) if isinstance(one, list) else one for key, one in stored.items()}
        return kind(**read)

    def may(self, right: str) -> bool:
        return Policy.of(settings.TUOBO_CONTENT).may(self.viewer, right)

    def reach(self, right: str) -> Reach:
        return Policy.of(settings.TUOBO_CONTENT).reach(self.viewer, right)

    def say(self, step: str, done: int = 0, total: int = 0, **words: str | int) -> None:
        """Tell how far the work is; raises JobCancelled if its owner asked for that."""
        moment = time.monotonic()
        if step == self._step and done < total and moment - self._told_at < _BETWEEN:
            return
        self._step, self._told_at = step, moment
        if not tell_progress(self.job.pk, step, words, done=done, total=total):
            raise JobCancelled

    def then(self, kind: str, asked: Asked, *, page: str = "") -> None:
        """Let other work follow; it begins if this one ends well."""
        self.follow_ups.append(FollowUp(kind=kind, asked=asked, page=page))

    def note(self, step: str) -> None:
        """Tell a step that can no longer be cancelled."""
        tell_progress(self.job.pk, step, {}, done=0, total=0)

    def file(self, name: str) -> Path:
        """Where a result file goes; its name is returned in the outcome."""
        folder = job_folder(self.workspace.store, self.job.pk)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name
