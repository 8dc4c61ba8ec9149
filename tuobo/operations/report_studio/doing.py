"""Who does something to a report: for its history, its jobs and the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tuobo.records.audit.actions import Actor
from tuobo.records.registry.job_actions import Starter


@dataclass(frozen=True, kw_only=True)
class Doer:
    """{report} in the page of the starter stands for the number of the report."""

    account: int
    starter: Starter
    actor: Actor
    at: datetime
