"""All kinds of background work: what runs, and the right that its owner needs when it runs.

One table, filled here by hand and nowhere else. To add a kind: write its function beside the
operation that it does, add its line, and its name to texts/registry.yaml (job.kind.<kind>).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tuobo.core.errors import InternalError
from tuobo.operations.audit_log.in_background import export_log_job
from tuobo.operations.case_exports.in_background import export_cases_job
from tuobo.operations.definitions_desk.in_background import try_job
from tuobo.operations.desk_people.rights_in_background import export_rights_job
from tuobo.operations.imports_desk.check_upload import check_upload
from tuobo.operations.imports_desk.commit_upload import commit_upload
from tuobo.operations.imports_desk.open_upload import open_upload
from tuobo.operations.imports_desk.undo_batch import undo_batch
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.programme.package_in_background import make_package_job
from tuobo.operations.report_studio.comparing import compare_report
from tuobo.operations.report_studio.compose_draft import compose_draft
from tuobo.operations.report_studio.publishing import publish_reviewed
from tuobo.operations.report_studio.writing import write_slow
from tuobo.records.registry.job_actions import Outcome


@dataclass(frozen=True, kw_only=True)
class JobKind:
    """tells  whether its owner gets a notice when it has ended"""

    run: Callable[[JobRun], Outcome]
    right: str
    tells: bool = True


JOB_KINDS: Mapping[str, JobKind] = {
    "import.open": JobKind(run=open_upload, right="imports.rehearse", tells=False),
    "import.check": JobKind(run=check_upload, right="imports.rehearse"),
    "import.commit": JobKind(run=commit_upload, right="imports.commit"),
    "report.compose": JobKind(run=compose_draft, right="reports.compose"),
    "report.compare": JobKind(run=compare_report, right="reports.view", tells=False),
    "report.publish": JobKind(run=publish_reviewed, right="reports.publish"),
    "report.write": JobKind(run=write_slow, right="reports.view"),
    "import.undo": JobKind(run=undo_batch, right="imports.commit"),
    "export.cases": JobKind(run=export_cases_job, right="exports.make"),
    "export.audit_log": JobKind(run=export_log_job, right="audit.export"),
    "export.rights": JobKind(run=export_rights_job, right="rights.export"),
    "programme.package": JobKind(run=make_package_job, right="programme.approve"),
    "definitions.try": JobKind(run=try_job, right="definitions.what_if"),
}


def kind_of(name: str) -> JobKind:
    """The kind with that name; InternalError "job.no_kind" if the table has none."""
    found = JOB_KINDS.get(name)
    if found is None:
        raise InternalError("job.no_kind", kind=name)
    return found
