"""The audit log as a job: the same workbook, however long the log is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tuobo.core.clock import COURT_TIME, now
from tuobo.operations.audit_log.export_log import export_log
from tuobo.operations.audit_log.read_log import Asked
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.supervision.hand import Hand
from tuobo.records.registry.job_actions import Outcome

KIND = "export.audit_log"
_TELL_EACH = 500


@dataclass(frozen=True, kw_only=True)
class LogAsked:
    """What somebody looks for in the log, as plain values."""

    text: str = ""
    family: str = ""
    kind: str = ""
    first: str = ""
    last: str = ""

    @classmethod
    def of(cls, asked: Asked) -> LogAsked:
        return cls(
            text=asked.text,
            family=asked.family,
            kind=asked.kind,
            first=str(asked.first or ""),
            last=str(asked.last or ""),
        )

    @property
    def asked(self) -> Asked:
        return Asked(
            text=self.text,
            family=self.family,
            kind=self.kind,
            first=date.fromisoformat(self.first) if self.first else None,
            last=date.fromisoformat(self.last) if self.last else None,
        )


def export_log_job(run: JobRun) -> Outcome:
    """Write the workbook into the job's folder; safe to repeat, as it is written anew."""
    asked, at = run.asked(LogAsked).asked, now()
    name = run.texts("audit.export.file", on=at.astimezone(COURT_TIME).date())

    def tell(step: str, done: int) -> None:
        if done % _TELL_EACH == 0:
            run.say(step, rows=f"{done:,}")

    hand = Hand(account=run.job.account_id, actor=run.actor, at=at)
    with run.file(name).open("wb") as target:
        made = export_log(run.workspace, asked, target, texts=run.texts, hand=hand, tell=tell)
    return Outcome(file=name, rows=made.rows)
