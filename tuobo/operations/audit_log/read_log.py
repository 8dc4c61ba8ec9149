"""Looking into the audit log: a page of it with sentences, and the event that it was read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from tuobo.core.clock import COURT_TIME
from tuobo.core.texts import Texts
from tuobo.operations.workspace import Workspace
from tuobo.records.audit.actions import Actor, record_alone
from tuobo.records.audit.queries import AuditFilter, Told, count_events, page_of_events
from tuobo.records.audit.wording import kind_name, sentence_of

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody looks for in the log; days are of the court, the last one included."""

    text: str = ""
    family: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def criteria(self) -> str:
        """As the log tells it: codes, which become words where they are shown."""
        told = {
            "text": self.text, "family": self.family, "kind": self.kind,
            "first": self.first, "last": self.last,
        }  # fmt: skip
        return "；".join(f"{name}:{value}" for name, value in told.items() if value) or "all:"


@dataclass(frozen=True, kw_only=True)
class Line:
    """An event of the page."""

    sequence: int
    at: datetime
    person: str
    account: str
    address: str
    family: str
    kind: str
    sentence: str
    subject: str
    is_refused: bool
    digest: str


@dataclass(frozen=True, kw_only=True)
class LogPage:
    """A page of the log; `older` is where the next page begins, none at the end."""

    lines: tuple[Line, ...]
    total: int
    older: int | None


def read_log(
    workspace: Workspace,
    asked: Asked,
    *,
    before: int | None,
    texts: Texts,
    at: datetime,
    actor: Actor,
) -> LogPage:
    """A page, newest first. That it was read is told before it is, so it tops the first page."""
    record_alone("audit.read", actor=actor, at=at, criteria=asked.criteria)
    wanted = filter_of(workspace, asked)
    found = page_of_events(wanted, before=before, size=PAGE + 1)
    lines = tuple(line_of(one, texts) for one in found[:PAGE])
    older = lines[-1].sequence if len(found) > PAGE else None
    return LogPage(lines=lines, total=count_events(wanted), older=older)


def filter_of(workspace: Workspace, asked: Asked) -> AuditFilter:
    """What is asked for as the records understand it."""
    wanted = AuditFilter(text=asked.text, family=asked.family, kind=asked.kind)
    if asked.text:
        wanted = replace(wanted, official=workspace.official(asked.text))
    if asked.first:
        wanted = replace(wanted, begins=_midnight(asked.first))
    if asked.last:
        wanted = replace(wanted, ends=_midnight(asked.last + timedelta(days=1)))
    return wanted


def line_of(told: Told, texts: Texts) -> Line:
    return Line(
        sequence=told.sequence, at=told.at, person=told.person, account=told.account,
        address=told.address, family=told.family, kind=kind_name(told.kind, texts),
        sentence=sentence_of(told, texts), subject=told.subject, is_refused=told.is_refused,
        digest=told.digest,
    )  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), COURT_TIME)
