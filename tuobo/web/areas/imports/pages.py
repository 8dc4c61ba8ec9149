"""What the pages of imports show."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.operations.imports_desk.batches import BatchLine, BatchPage
from tuobo.operations.imports_desk.check_result import CheckResult, ShownSheet
from tuobo.operations.imports_desk.columns_page import FilePart
from tuobo.records.registry.upload_queries import UploadLine
from tuobo.web.areas.imports.forms import BringForm, CommitForm, UndoForm
from tuobo.web.ui.job_progress import JobView


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Batches, and uploads on their way; `may_bring` shows the button."""

    batches: tuple[BatchLine, ...]
    uploads: tuple[UploadLine, ...]
    may_bring: bool


@dataclass(frozen=True, kw_only=True)
class BringPage:
    """`like` is the upload that the files mend, None for an ordinary import."""

    form: BringForm
    like: UploadLine | None
    most_megabytes: int


@dataclass(frozen=True, kw_only=True)
class TabView:
    """One of the four tabs, with its count."""

    name: str
    address: str
    count: int
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class DoubtView:
    """A check that doubts rows, and what was decided; `choice` is keep, hold or empty."""

    check: str
    name: str
    sentence: str
    rows: int
    choice: str


@dataclass(frozen=True, kw_only=True)
class MarkView:
    sentence: str
    is_rejected: bool


@dataclass(frozen=True, kw_only=True)
class CellView:
    text: str
    marks: tuple[MarkView, ...]

    @property
    def is_rejected(self) -> bool:
        return any(one.is_rejected for one in self.marks)


@dataclass(frozen=True, kw_only=True)
class RowView:
    """A row of a file: its number, its cells, what is said of the row as a whole."""

    number: int
    cells: tuple[CellView, ...]
    marks: tuple[MarkView, ...]


@dataclass(frozen=True, kw_only=True)
class SheetView:
    name: str
    titles: tuple[str, ...]
    rows: tuple[RowView, ...]

    @property
    def has_marks(self) -> bool:
        return any(row.marks or any(cell.marks for cell in row.cells) for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class EffectView:
    name: str
    address: str
    before: str
    before_fraction: str
    after: str
    after_fraction: str


@dataclass(frozen=True, kw_only=True)
class ReasonView:
    name: str
    rows: int
    sentence: str = ""


@dataclass(frozen=True, kw_only=True)
class TableView:
    """A fact table against what is stored, with examples: key, column, from, to."""

    name: str
    new: int
    changed: int
    unchanged: int
    missing: int
    examples: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class CheckView:
    """The check of an upload.

    waiting     numbers of the files that have rejected rows, with their names
    batch       what the batch would be called now
    is_stale    somebody committed since the check was made
    """

    result: CheckResult
    tabs: tuple[TabView, ...]
    tab: str
    sheets: tuple[SheetView, ...]
    tab_total: int
    doubts: tuple[DoubtView, ...]
    undecided: int
    reasons: tuple[ReasonView, ...]
    remarks: tuple[ReasonView, ...]
    effects: tuple[EffectView, ...]
    tables: tuple[TableView, ...]
    waiting: tuple[tuple[int, str], ...]
    batch: str
    form: CommitForm
    is_stale: bool
    may_commit: bool

    @property
    def tab_shown(self) -> int:
        return sum(len(one.rows) for one in self.sheets)

    @property
    def read(self) -> int:
        return self.result.counts.total("read")


@dataclass(frozen=True, kw_only=True)
class UploadPage:
    """An upload at its step; `step` counts from 1 as the steps are drawn.

    again   address that does the failed step once more; empty if nothing failed
    before  names of batches that were made of the same content, by file
    batch   name of the batch that it became
    """

    upload: UploadLine
    step: int
    job: JobView | None
    again: str
    columns: tuple[FilePart, ...]
    check: CheckView | None
    before: tuple[tuple[str, str], ...]
    batch: str = ""
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class BatchView:
    """A batch; `waiting` are checks by name with their sentences."""

    page: BatchPage
    tables: tuple[tuple[str, int], ...]
    waiting: tuple[tuple[str, str, str, str], ...]
    files_waiting: tuple[tuple[int, str], ...]
    may_undo: bool
    may_mend: bool


@dataclass(frozen=True, kw_only=True)
class UndoPage:
    batch: BatchLine
    form: UndoForm


def sheet_name(sheet: ShownSheet) -> str:
    return f"{sheet.file} · {sheet.sheet}" if sheet.sheet else sheet.file
