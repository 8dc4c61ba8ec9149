"""The table of rights as a job. The addresses are those of the pages that it was started from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tuobo.core.clock import now
from tuobo.operations.desk_people.rights_table import Address, Asked, export_rights
from tuobo.operations.jobs.job_run import JobRun
from tuobo.records.registry.job_actions import Outcome

KIND = "export.rights"
_PARTED = "\t"


@dataclass(frozen=True, kw_only=True)
class RightsAsked:
    """A day and all addresses, as plain values."""

    on: str
    addresses: tuple[str, ...]

    @classmethod
    def of(cls, asked: Asked) -> RightsAsked:
        told = tuple(_PARTED.join((one.view, one.path, one.right)) for one in asked.addresses)
        return cls(on=asked.on.isoformat(), addresses=told)

    @property
    def asked(self) -> Asked:
        parted = (one.split(_PARTED) for one in self.addresses)
        return Asked(
            on=date.fromisoformat(self.on),
            addresses=tuple(Address(view=one[0], path=one[1], right=one[2]) for one in parted),
        )


def export_rights_job(run: JobRun) -> Outcome:
    """Write the workbook into the job's folder; safe to repeat, as it is written anew."""
    asked = run.asked(RightsAsked).asked
    name = run.texts("rights.file", on=asked.on)
    run.say("rights.export.step")
    with run.file(name).open("wb") as target:
        rows = export_rights(
            run.workspace.content, run.texts, asked, target, at=now(), actor=run.actor
        )
    return Outcome(file=name, rows=rows)
