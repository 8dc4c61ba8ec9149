"""All kinds of background work: what runs, and the right that its owner needs when it runs.

One table, filled here by hand and nowhere else. To add a kind: write its function beside the
operation that it does, add its line, and its name to texts/registry.yaml (job.kind.<kind>).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tuobo.core.errors import InternalError
from tuobo.operations.jobs.job_run import JobRun
from tuobo.records.registry.job_actions import Outcome


@dataclass(frozen=True, kw_only=True)
class JobKind:
    """tells  whether its owner gets a notice when it has ended"""

    run: Callable[[JobRun], Outcome]
    right: str
    tells: bool = True


JOB_KINDS: Mapping[str, JobKind] = {}


def kind_of(name: str) -> JobKind:
    """The kind with that name; InternalError "job.no_kind" if the table has none."""
    found = JOB_KINDS.get(name)
    if found is None:
        raise InternalError("job.no_kind", kind=name)
    return found
