"""Puts the page of an upload together: its step, its columns, what the check found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from tuobo.core.clock import today
from tuobo.operations.desk.open_desk import Desk
from tuobo.operations.imports_desk.batch_names import batch_names, next_name
from tuobo.operations.imports_desk.check_result import (
    CheckResult,
    Mark,
    ShownRow,
    ShownSheet,
    result_of,
)
from tuobo.operations.imports_desk.columns_page import FilePart, columns_of
from tuobo.operations.imports_desk.marked_rows import waiting_of_upload
from tuobo.operations.imports_desk.previews import previews_of
from tuobo.operations.imports_desk.steps import undecided
from tuobo.operations.keep_quarantine import issue_name
from tuobo.records.registry.upload_queries import UploadLine, committed_before
from tuobo.web.areas.imports.forms import CommitForm
from tuobo.web.areas.imports.pages import (
    CellView,
    CheckView,
    DoubtView,
    EffectView,
    MarkView,
    ReasonView,
    RowView,
    SheetView,
    TableView,
    TabView,
    UploadPage,
    sheet_name,
)
from tuobo.web.ui.job_progress import job_view
from tuobo.web.ui.visit import Visit, address_with

TABS = ("ready", "decision", "rejected", "unchanged")
_STEPS = {"brought": 2, "matched": 3, "checked": 4, "committed": 5, "discarded": 2}


@dataclass(frozen=True, kw_only=True)
class Showing:
    """What is asked of the page: a tab, the columns, and what was wrong with a form."""

    tab: str = ""
    with_columns: bool = False
    problems: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class UploadPages:
    """Makes pages of uploads for one visit."""

    desk: Desk
    visit: Visit

    def page(self, upload: UploadLine, showing: Showing) -> UploadPage:
        """The upload at its step."""
        with_columns = showing.with_columns or upload.state == "matched"
        is_checked = upload.state == "checked" and not upload.is_busy
        return UploadPage(
            upload=upload,
            step=3 if showing.with_columns else _STEPS[upload.state],
            job=job_view(upload.job, self.visit.texts) if upload.job else None,
            again=self._again(upload),
            columns=self._columns(upload, showing) if with_columns else (),
            check=self._check(upload, showing.tab) if is_checked and not with_columns else None,
            before=self._before(upload),
            batch=self._batch(upload),
            problem=showing.problem,
        )

    def _columns(self, upload: UploadLine, showing: Showing) -> tuple[FilePart, ...]:
        workspace, texts = self.desk.workspace, self.visit.texts
        previews = previews_of(workspace, upload.id)
        problems = {key: texts(code) for key, code in showing.problems.items()}
        return columns_of(workspace, upload.files, previews, texts, problems)

    def _again(self, upload: UploadLine) -> str:
        """Where a step that failed is done once more."""
        job = upload.job
        if job is None or job.state not in {"failed", "cancelled"} or not upload.is_open:
            return ""
        names = {"import.open": "imports:read", "import.check": "imports:check"}
        name = names.get(job.kind, "")
        return reverse(name, args=[upload.id]) if name else ""

    def _batch(self, upload: UploadLine) -> str:
        if upload.version is None:
            return ""
        return batch_names(self.desk.workspace.snapshots.history())[upload.version]

    def _before(self, upload: UploadLine) -> tuple[tuple[str, str], ...]:
        """Files whose very content was committed before."""
        if not upload.is_open:
            return ()
        known = committed_before(one.sha256 for one in upload.files)
        names = batch_names(self.desk.workspace.snapshots.history()) if known else {}
        return tuple(
            (one.name, names[known[one.sha256]])
            for one in upload.files
            if known.get(one.sha256, 0) in names
        )

    def _check(self, upload: UploadLine, tab: str) -> CheckView | None:
        workspace = self.desk.workspace
        result = result_of(workspace, upload.id)
        if result is None:
            return None
        left = undecided(result, upload.decisions)
        here = tab if tab in TABS else _first_tab(result)
        history = workspace.snapshots.history()
        return CheckView(
            result=result,
            tabs=tuple(self._tab(upload, result, name, here) for name in TABS),
            tab=here,
            sheets=tuple(self._sheet(one) for one in result.shown if one.tab == here),
            tab_total=result.counts.total(here),
            doubts=tuple(self._doubts(result, upload)),
            undecided=len(left),
            reasons=tuple(
                ReasonView(name=self._name(one.check), rows=one.rows) for one in result.reasons
            ),
            remarks=tuple(self._remarks(result)),
            effects=tuple(self._effect(result, number) for number in range(len(result.effects))),
            tables=tuple(self._tables(result)),
            waiting=self._waiting(upload),
            batch=next_name(history, today()),
            form=CommitForm(self.visit.texts, initial={"revision": upload.revision}),
            is_stale=(history[-1].number if history else 0) != upload.checked_against,
            may_commit=self.visit.may("imports.commit"),
        )

    def _tab(self, upload: UploadLine, result: CheckResult, name: str, here: str) -> TabView:
        address = reverse("imports:upload", args=[upload.id])
        return TabView(
            name=self.visit.texts(f"imports.tab.{name}"),
            address=address_with(address, {**self.visit.carried, "tab": name}),
            count=result.counts.total(name),
            is_here=name == here,
        )

    def _sheet(self, sheet: ShownSheet) -> SheetView:
        return SheetView(
            name=sheet_name(sheet),
            titles=sheet.titles,
            rows=tuple(self._row(one, sheet.titles) for one in sheet.rows),
        )

    def _row(self, row: ShownRow, titles: tuple[str, ...]) -> RowView:
        by_title: dict[str, list[MarkView]] = {}
        whole: list[MarkView] = []
        for one in row.marks:
            told = by_title.setdefault(one.title, []) if one.title in titles else whole
            told.append(self._mark(one))
        cells = zip(titles, row.cells, strict=True)
        return RowView(
            number=row.number,
            cells=tuple(
                CellView(text=text, marks=tuple(by_title.get(title, ()))) for title, text in cells
            ),
            marks=tuple(whole),
        )

    def _mark(self, mark: Mark) -> MarkView:
        sentence = self.visit.texts(mark.check, found=mark.found, expected=mark.expected)
        return MarkView(sentence=sentence, is_rejected=mark.is_rejected)

    def _doubts(self, result: CheckResult, upload: UploadLine) -> list[DoubtView]:
        texts = self.visit.texts
        return [
            DoubtView(
                check=one.check,
                name=self._name(one.check),
                sentence=texts(one.check, found=one.found, expected=one.expected),
                rows=one.rows,
                choice=upload.decisions.get(one.check, ""),
            )
            for one in result.counts.doubts
        ]

    def _remarks(self, result: CheckResult) -> list[ReasonView]:
        texts = self.visit.texts
        return [
            ReasonView(
                name=self._name(one.check),
                rows=0,
                sentence=texts(one.check, found=one.found, expected=one.expected),
            )
            for one in result.remarks
        ]

    def _effect(self, result: CheckResult, number: int) -> EffectView:
        one = result.effects[number]
        definition = self.desk.workspace.indicators.find(one.indicator).definition
        return EffectView(
            name=self.visit.texts.pick(definition.names),
            address="",
            before=one.before,
            before_fraction=one.before_fraction,
            after=one.after,
            after_fraction=one.after_fraction,
        )

    def _tables(self, result: CheckResult) -> list[TableView]:
        schema = self.desk.workspace.schema
        return [
            TableView(
                name=self.visit.texts.pick(schema[one.table].names),
                new=one.new,
                changed=one.changed,
                unchanged=one.unchanged,
                missing=one.missing,
                examples=tuple((e.key, e.column, e.before, e.after) for e in one.examples),
            )
            for one in result.counts.tables
        ]

    def _waiting(self, upload: UploadLine) -> tuple[tuple[int, str], ...]:
        found = waiting_of_upload(self.desk.workspace, upload.id)
        return tuple((number, one.file) for number, one in enumerate(found))

    def _name(self, check: str) -> str:
        return issue_name(self.desk.workspace, check, self.visit.texts)


def _first_tab(result: CheckResult) -> str:
    """The tab that wants attention first."""
    asked = ("decision", "rejected", "ready", "unchanged")
    return next((name for name in asked if result.counts.total(name)), "ready")
