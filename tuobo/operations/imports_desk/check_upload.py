"""The job that rehearses an upload: nothing is written to the facts, all is shown.

What it compared with is remembered; a commit asks for the very same.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from collections.abc import Mapping as Lookup
from dataclasses import dataclass

import polars as pl

from tuobo.core.clock import now
from tuobo.core.issue import Severity
from tuobo.core.measure import Measure
from tuobo.core.period import Period
from tuobo.engines.indicators import value_of
from tuobo.engines.intake import (
    TAB,
    Mapping,
    Rehearsal,
    Tab,
    TableRehearsal,
    keep_rejected,
    tabs_of,
)
from tuobo.engines.reports import Figure, text_of
from tuobo.operations.imports_desk.check_result import (
    CheckResult,
    Counts,
    Doubt,
    EffectLine,
    FieldChange,
    Reason,
    Remark,
    SheetCount,
    TableCount,
    keep_result,
    rejected_folder,
)
from tuobo.operations.imports_desk.courts import courts_touched, refuse_foreign
from tuobo.operations.imports_desk.kept_files import path_of
from tuobo.operations.imports_desk.shown_rows import shown_rows
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.keep_quarantine import rejected_files
from tuobo.operations.rehearse_import import (
    Effect,
    ImportRehearsal,
    ImportRequest,
    Watch,
    rehearsal_of,
)
from tuobo.operations.workspace import Workspace
from tuobo.records.registry.job_actions import Outcome
from tuobo.records.registry.upload_actions import HOLD, KeptFile, note_check
from tuobo.records.registry.upload_queries import UploadLine, upload_for_work

RIGHT = "imports.rehearse"
_EXAMPLES = 20
_SHEET, _ROW = "_sheet", "_row"


@dataclass(frozen=True, kw_only=True)
class CheckUpload:
    upload: int


def check_upload(run: JobRun) -> Outcome:
    """Read, check and compare an upload whose columns are known."""
    return check_now(run, run.asked(CheckUpload).upload)


def check_now(run: JobRun, number: int) -> Outcome:
    upload = upload_for_work(number)
    workspace = run.workspace
    rehearsed = rehearsal_of(workspace, request_of(workspace, upload), watch_of(run))
    stored = workspace.snapshots.read(rehearsed.rehearsal.based_on)
    courts = courts_touched(workspace, rehearsed.rehearsal, stored)
    refuse_foreign(courts, run.reach(RIGHT))
    run.say("import.step.showing")
    result = result_from(workspace, rehearsed)
    _keep_rejected(workspace, upload.id, rehearsed)
    keep_result(workspace, upload.id, result)
    note_check(upload.id, against=result.based_on, courts=courts, at=now())
    return Outcome(reference=str(upload.id), rows=result.counts.total("read"))


def request_of(
    workspace: Workspace, upload: UploadLine, *, with_effects: bool = True
) -> ImportRequest:
    """What is rehearsed: the files, the mappings that were confirmed, the decisions."""
    files = [KeptFile(name=one.name, sha256=one.sha256, size=one.size) for one in upload.files]
    return ImportRequest(
        paths=tuple(path_of(workspace, one) for one in files),
        day=upload.day,
        chosen={
            one.name: Mapping.from_yaml(one.mapping, one.name)
            for one in upload.files
            if one.mapping
        },
        held=frozenset(check for check, choice in upload.decisions.items() if choice == HOLD),
        with_effects=with_effects,
    )


def watch_of(run: JobRun) -> Watch:
    """Steps and bytes as the progress of a job; cancelling stops the reading."""
    return Watch(
        step=lambda step: run.say(f"import.step.{step}"),
        reading=lambda done, total: run.say("import.step.reading", done, total),
    )


def counts_of(workspace: Workspace, rehearsed: ImportRehearsal) -> Counts:
    """Rows by sheet and tab, keys by table, doubtful rows by check."""
    rehearsal, batch = rehearsed.rehearsal, rehearsed.read.batch
    tabs = tabs_of(batch, rehearsal)
    return Counts(
        sheets=tuple(_sheets(rehearsal, batch.rows_skipped, tabs)),
        tables=tuple(_table(workspace, one) for one in rehearsal.tables.values()),
        doubts=tuple(_doubts(batch.issues, tabs)),
    )


def result_from(workspace: Workspace, rehearsed: ImportRehearsal) -> CheckResult:
    """A rehearsal as the page shows it."""
    rehearsal, batch = rehearsed.rehearsal, rehearsed.read.batch
    tabs = tabs_of(batch, rehearsal)
    return CheckResult(
        day=rehearsed.day,
        based_on=rehearsal.based_on,
        has_changes=rehearsal.has_changes,
        period=str(rehearsed.period),
        counts=counts_of(workspace, rehearsed),
        remarks=tuple(_remarks(batch.issues)),
        reasons=tuple(_reasons(batch.issues)),
        effects=tuple(_effect(workspace, one, rehearsed.period) for one in rehearsed.effects),
        shown=tuple(shown_rows(workspace, rehearsed, tabs)),
    )


def _sheets(
    rehearsal: Rehearsal, skipped: Lookup[str, int], tabs: pl.DataFrame
) -> Iterator[SheetCount]:
    counts = {
        (sheet, tab): rows for sheet, tab, rows in tabs.group_by(_SHEET, TAB).len().iter_rows()
    }
    for sheet, read in rehearsal.rows_read.items():
        ready, decision = (counts.get((sheet, tab.value), 0) for tab in (Tab.READY, Tab.DECISION))
        rejected = rehearsal.rows_rejected[sheet]
        yield SheetCount(
            sheet=sheet or rehearsal.file,
            read=read,
            ready=ready,
            decision=decision,
            rejected=rejected,
            unchanged=read - ready - decision - rejected,
            skipped=skipped.get(sheet, 0),
        )


def _table(workspace: Workspace, one: TableRehearsal) -> TableCount:
    columns = workspace.schema[one.table].by_name
    key = [name for name in one.examples.columns if name not in {"column", "before", "after"}]
    return TableCount(
        table=one.table,
        new=one.new.height,
        changed=one.changed.height,
        unchanged=one.unchanged,
        missing=one.missing,
        examples=tuple(
            FieldChange(
                key=" · ".join(str(row[name]) for name in key),
                column=columns[row["column"]].zh,
                before=row["before"] or "",
                after=row["after"] or "",
            )
            for row in one.examples.head(_EXAMPLES).iter_rows(named=True)
        ),
    )


def _doubts(issues: pl.DataFrame, tabs: pl.DataFrame) -> Iterator[Doubt]:
    """Warnings of the rows that need a decision, by check."""
    places = tabs.filter(pl.col(TAB) == Tab.DECISION.value)
    warned = issues.filter(pl.col("severity") == Severity.WARNING.value)
    asked = warned.join(places, left_on=["sheet", "row"], right_on=[_SHEET, _ROW], how="semi")
    grouped = asked.group_by("rule").agg(
        pl.struct("sheet", "row").n_unique().alias("rows"),
        pl.col("column", "found", "expected").first(),
    )
    for row in grouped.sort("rule").iter_rows(named=True):
        yield Doubt(
            check=row["rule"],
            rows=row["rows"],
            column=row["column"] or "",
            found=row["found"] or "",
            expected=row["expected"] or "",
        )


def _remarks(issues: pl.DataFrame) -> Iterator[Remark]:
    """What is said of no row; the page shows the first of them."""
    told = issues.filter(pl.col("row").is_null()).head(_EXAMPLES)
    for row in told.iter_rows(named=True):
        yield Remark(
            check=row["rule"],
            sheet=row["sheet"] or "",
            found=row["found"] or "",
            expected=row["expected"] or "",
        )


def _reasons(issues: pl.DataFrame) -> Iterator[Reason]:
    rejected = issues.filter(
        pl.col("severity") == Severity.REJECTED.value, pl.col("row").is_not_null()
    )
    counted = rejected.group_by("rule").agg(pl.struct("sheet", "row").n_unique().alias("rows"))
    for rule, rows in counted.sort("rows", "rule", descending=[True, False]).iter_rows():
        yield Reason(check=rule, rows=rows)


def _effect(workspace: Workspace, one: Effect, period: Period) -> EffectLine:
    before, before_fraction = _said(workspace, one, one.before, period)
    after, after_fraction = _said(workspace, one, one.after, period)
    return EffectLine(
        indicator=one.indicator,
        before=before,
        before_fraction=before_fraction,
        after=after,
        after_fraction=after_fraction,
    )


def _said(
    workspace: Workspace, one: Effect, measure: Measure | None, period: Period
) -> tuple[str, str]:
    if measure is None:
        return "", ""
    definition = workspace.indicators.find(one.indicator).definition
    value = value_of(definition, measure, period)
    text = text_of(Figure(measure=measure, unit=definition.unit, value=value))
    return text.value, text.fraction


def _keep_rejected(workspace: Workspace, upload: int, rehearsed: ImportRehearsal) -> None:
    folder = rejected_folder(workspace, upload)
    shutil.rmtree(folder, ignore_errors=True)
    for number, one in enumerate(rejected_files(workspace, rehearsed)):
        keep_rejected(one, folder / str(number))
