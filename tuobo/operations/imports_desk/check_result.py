"""What a check of an upload found, as pages show it: counts, doubts, effects, the first rows.

Kept in the upload's folder, in words of no language: checks by id, sentences are made by the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from tuobo.operations.imports_desk.previews import upload_folder
from tuobo.operations.workspace import Workspace

ROWS_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class SheetCount:
    """The rows of a sheet by tab: read = ready + decision + rejected + unchanged."""

    sheet: str
    read: int
    ready: int
    decision: int
    rejected: int
    unchanged: int
    skipped: int


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """A cell that would change: whose, which column, from what to what."""

    key: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class TableCount:
    """The keys of a fact table against what is stored; missing are left alone."""

    table: str
    new: int
    changed: int
    unchanged: int
    missing: int
    examples: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A check that warns of rows which would change something; somebody decides about them."""

    check: str
    rows: int
    column: str
    found: str
    expected: str


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What a check says about a file as a whole."""

    check: str
    sheet: str
    found: str
    expected: str


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why rows were rejected, and how many."""

    check: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class EffectLine:
    """An indicator before and after; empty where there would be none."""

    indicator: str
    before: str
    before_fraction: str
    after: str
    after_fraction: str


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What a check says of a cell; of the whole row where `title` is empty."""

    title: str
    check: str
    found: str
    expected: str
    is_rejected: bool


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A row as it stands in its file: number, cells in the order of the titles, marks."""

    number: int
    cells: tuple[str, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShownSheet:
    """The first rows of a sheet in one tab."""

    tab: str
    file: str
    sheet: str
    titles: tuple[str, ...]
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What a commit must find again as it was shown."""

    sheets: tuple[SheetCount, ...]
    tables: tuple[TableCount, ...]
    doubts: tuple[Doubt, ...]

    def total(self, tab: str) -> int:
        """All rows of a tab; `read` for all of them."""
        return sum(int(getattr(one, tab)) for one in self.sheets)

    @property
    def adds_up(self) -> bool:
        return all(
            one.read == one.ready + one.decision + one.rejected + one.unchanged
            for one in self.sheets
        )


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """The whole result. `based_on` is the number of the data version that it compares with."""

    day: date
    based_on: int
    has_changes: bool
    period: str
    counts: Counts
    remarks: tuple[Remark, ...]
    reasons: tuple[Reason, ...]
    effects: tuple[EffectLine, ...]
    shown: tuple[ShownSheet, ...]


_RESULT = TypeAdapter(CheckResult)


def keep_result(workspace: Workspace, upload: int, result: CheckResult) -> None:
    folder = upload_folder(workspace, upload)
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / "check.new"
    beside.write_bytes(_RESULT.dump_json(result))
    beside.replace(_path(folder))


def result_of(workspace: Workspace, upload: int) -> CheckResult | None:
    """What the last check found; None if there was none, or its time is over."""
    path = _path(upload_folder(workspace, upload))
    return _RESULT.validate_json(path.read_bytes()) if path.is_file() else None


def rejected_folder(workspace: Workspace, upload: int) -> Path:
    """Where the rejected rows of the last check lie, one folder a file."""
    return upload_folder(workspace, upload) / "rejected"


def _path(folder: Path) -> Path:
    return folder / "check.json"
