"""The evaluation package as a job: made with the rights that its owner has when it runs."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.core.clock import now
from tuobo.core.errors import RequestError
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.ledgers.desk import Visitor, open_ledgers
from tuobo.operations.programme.evaluation import evaluation_of
from tuobo.operations.programme.freezing import frozen_course
from tuobo.operations.programme.holding import Holding
from tuobo.operations.programme.package import make_package
from tuobo.records.registry.job_actions import Outcome

KIND = "programme.package"
_SEE = "programme.view"


@dataclass(frozen=True, kw_only=True)
class PackageAsked:
    """Which evaluation of which court."""

    court: str
    entry: int


def make_package_job(run: JobRun) -> Outcome:
    """Make and sign; StateError "package.incomplete" if something is missing by now."""
    asked = run.asked(PackageAsked)
    if not run.reach(_SEE).covers(court=asked.court):
        raise RequestError("desk.no_place", place=asked.court)
    person = run.job.account.person
    visitor = Visitor(viewer=run.viewer, actor=run.actor, person=person.pk, court=person.court.code)
    workspace = run.workspace
    desk = open_ledgers(workspace.content, workspace.store, visitor, at=now())
    holding = Holding(desk, asked.court, run.texts)
    found = evaluation_of(holding, asked.entry)
    if found is None:
        raise RequestError("package.no_evaluation", entry=asked.entry)
    course = frozen_course(holding, workspace.store)
    made = make_package(desk, workspace, found, course, asked.court, tell=run.say)
    run.file(made.name).write_bytes(made.made.content)
    return Outcome(file=made.name, rows=len(made.made.files))
