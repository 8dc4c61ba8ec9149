"""After new data every open draft is compared with them: stale figures show by themselves."""

from __future__ import annotations

from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.report_studio.comparing import CompareReport
from tuobo.records.registry.report_queries import open_drafts

RIGHT = "reports.view"


def compare_drafts_after(run: JobRun) -> None:
    """Let the comparison of all open drafts follow, if the owner may see reports."""
    if run.reach(RIGHT):
        for report in open_drafts():
            run.then("report.compare", CompareReport(report=report))
