"""What the page of the service shows."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.operations.service_health import Check, ServiceHealth


@dataclass(frozen=True, kw_only=True)
class CheckView:
    """A check in words; `advice` says what to do, and is empty where all is well."""

    check: Check
    name: str
    shown: str
    advice: str


@dataclass(frozen=True, kw_only=True)
class FailedView:
    """A failed job without its parameters: number, work, account, why."""

    id: int
    work: str
    login: str
    why: str
    at: object


@dataclass(frozen=True, kw_only=True)
class HealthPage:
    health: ServiceHealth
    checks: tuple[CheckView, ...]
    failed: tuple[FailedView, ...]
