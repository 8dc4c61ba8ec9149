"""A list of cases as a job: the same file, made while its owner goes on working."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings

from tuobo.core.clock import now
from tuobo.engines.rights import Policy
from tuobo.operations.case_exports.asked import CaseExportAsked, export_of
from tuobo.operations.case_exports.write import tell_log, write_list
from tuobo.operations.desk.exporting import Value
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.supervision.hand import Hand
from tuobo.records.registry.job_actions import Outcome

KIND = "export.cases"
_SEE_CASES = "cases.view"
_TELL_EACH = 1_000


def export_cases_job(run: JobRun) -> Outcome:
    """Write the file into the job's folder; safe to repeat, as it is written anew."""
    asked = run.asked(CaseExportAsked)
    hidden = Policy.of(settings.TUOBO_CONTENT).hidden_columns(run.viewer, "case")
    desk = the_desk(run.workspace.store, run.workspace.content)
    with desk.now(asked.version) as opened:
        export = export_of(opened, asked, run.reach(_SEE_CASES), hidden, run.texts)
        counted = replace(export, rows=_counted(run, export.rows))
        name = f"{run.texts('cases.title')}-{asked.version[:12]}.{asked.form}"
        rows = write_list(run.workspace, counted, run.file(name), form=asked.form, texts=run.texts)
    hand = Hand(account=run.job.account_id, actor=run.actor, at=now())
    tell_log(export, rows, hand=hand)
    return Outcome(file=name, rows=rows)


def _counted(run: JobRun, rows: Iterator[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
    """The same rows, telling how many have been written."""
    for number, row in enumerate(rows):
        if number % _TELL_EACH == 0:
            run.say("cases.export.step", rows=f"{number:,}")
        yield row
