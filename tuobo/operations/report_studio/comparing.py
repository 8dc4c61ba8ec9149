"""The job that recomputes every figure of a report, from its own data version and the latest.

What it finds is kept beside the report, with the newer passports, so that a stale figure can be
updated at once and to exactly what was shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from tuobo.core.clock import now, today
from tuobo.core.errors import TuoboError
from tuobo.engines.reports.compose import Checked, Printed, ask_of, checked
from tuobo.engines.reports.compose import Outcome as Verdict
from tuobo.engines.reports.document import Passport
from tuobo.engines.reports.passports import passport_json
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.ledgers.keep_version import keep_ledgers
from tuobo.operations.report_figures import StoreFigures
from tuobo.operations.report_studio.saving import opened
from tuobo.operations.verify_report import figures_by_version, places_of
from tuobo.records.audit.actions import record
from tuobo.records.registry.job_actions import Outcome
from tuobo.records.registry.report_actions import compared
from tuobo.records.registry.report_queries import ReportLine, report_for_work


@dataclass(frozen=True, kw_only=True)
class CompareReport:
    report: int


def compare_report(run: JobRun) -> Outcome:
    """Verify every place and remember what the latest data give."""
    whole = report_for_work(run.asked(CompareReport).report)
    places = places_of(opened(whole))
    run.say("report.step.ledgers")
    keep_ledgers(run.workspace.content, run.workspace.store, on=today())
    run.say("report.step.comparing")
    wanted = {one.passport.evidence.data_version for one in places if one.passport}
    workspace = run.workspace
    latest = workspace.snapshots.latest().id
    with figures_by_version(workspace, wanted, now()) as found:
        newest = found[latest]
        told = tuple(_told(places, found, newest if isinstance(newest, StoreFigures) else None))
    _keep(run, whole.line, latest, told)
    return Outcome(reference=str(whole.line.id), rows=len(told))


def _told(
    places: tuple[Printed, ...],
    found: dict[str, StoreFigures | TuoboError],
    newest: StoreFigures | None,
) -> Iterator[dict[str, str]]:
    """One entry a code: the worst of its places, and the passport of the latest data."""
    by_code: dict[str, Checked] = {}
    for one in places:
        then = found.get(one.passport.evidence.data_version) if one.passport else None
        verdict = checked(one, then, newest)
        known = by_code.get(one.code)
        if known is None or _ORDER.index(verdict.outcome) > _ORDER.index(known.outcome):
            by_code[one.code] = verdict
    for code, verdict in by_code.items():
        yield {
            "code": code,
            "outcome": verdict.outcome.value,
            "reason": verdict.reason,
            "expected": verdict.expected,
            "latest": verdict.latest,
            "passport": _latest_passport(verdict, newest),
        }


_ORDER = (Verdict.MATCH, Verdict.NEWER, Verdict.LOST, Verdict.UNKNOWN, Verdict.ALTERED)


def _latest_passport(verdict: Checked, newest: StoreFigures | None) -> str:
    """Only of figures that newer data change; empty where there is none any more."""
    passport = verdict.printed.passport
    if verdict.outcome is not Verdict.NEWER or passport is None or newest is None:
        return ""
    answer = newest.figure(ask_of(passport))
    return passport_json(answer) if isinstance(answer, Passport) else ""


@transaction.atomic
def _keep(run: JobRun, line: ReportLine, latest: str, told: tuple[dict[str, str], ...]) -> None:
    compared(line.id, told, data_version=latest, revision=line.revision, at=now())
    counts = {one.value: sum(entry["outcome"] == one.value for entry in told) for one in Verdict}
    record(
        "report.compared",
        actor=run.actor,
        at=now(),
        subject=line.shelf,
        version=latest,
        figures=len(told),
        newer=counts["newer"],
        wrong=counts["altered"] + counts["unknown"] + counts["lost"],
    )
