"""What the explorer shows."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.operations.audit_log.read_log import LogPage
from tuobo.web.areas.audit.forms import DigestForm, LogFilter


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One thing that the list is limited to, and the address without it."""

    name: str
    value: str
    remove: str


@dataclass(frozen=True, kw_only=True)
class ExplorerPage:
    """`older` and `newest` are addresses, empty if there is no such page."""

    form: LogFilter
    log: LogPage
    criteria: tuple[Criterion, ...]
    older: str
    newest: str
    query: str
    may_export: bool


@dataclass(frozen=True, kw_only=True)
class VerifyPage:
    """How far the proof is: `outcome` is empty until it has ended."""

    form: DigestForm
    checked: int
    total: int
    outcome: str = ""
    sentence: str = ""
    digest: str = ""
    is_running: bool = False
