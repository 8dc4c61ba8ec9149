"""What the pages of the catalogue show, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tuobo.engines.reports import Formatted
from tuobo.operations.definitions_desk.differences import Compared
from tuobo.operations.definitions_desk.entries import Entry
from tuobo.operations.definitions_desk.try_indicator import IndicatorTrial
from tuobo.operations.definitions_desk.try_readings import ReadingsTrial
from tuobo.operations.definitions_desk.wording import Line
from tuobo.web.areas.definitions.forms import FileForm, ReadingsForm, SearchForm
from tuobo.web.ui.paging import Pager


@dataclass(frozen=True, kw_only=True)
class Standing:
    """In force, ended or to come: a word with its tone, and the days."""

    word: str
    tone: str
    days: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One definition in the list."""

    kind: str
    kind_name: str
    key: str
    name: str
    summary: str
    source: str
    mark: str
    mark_words: str
    standing: Standing
    is_local: bool


@dataclass(frozen=True, kw_only=True)
class Mark:
    mark: str
    words: str


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """The list with its form and the meaning of the marks."""

    form: SearchForm
    rows: tuple[Row, ...]
    pager: Pager
    explained: tuple[Mark, ...]
    may_try: bool


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of the definition that is shown."""

    number: int
    key: str
    standing: Standing
    is_this: bool


@dataclass(frozen=True, kw_only=True)
class Link:
    """A page, report or definition by name; `address` is empty where there is nothing to open."""

    name: str
    address: str = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Worked:
    """A published figure beside what its counts give."""

    id: str
    counts: str
    published: str
    expected: str
    is_off: bool
    source: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table that belongs to a definition: codes, columns, days."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class EntryPage:
    """One definition."""

    entry: Entry
    row: Row
    lines: tuple[Line, ...]
    source: tuple[Line, ...]
    checked_on: date | None
    versions: tuple[Version, ...]
    used_on: tuple[Link, ...]
    used_by: tuple[Link, ...]
    worked: tuple[Worked, ...]
    table: Table | None
    indicator: str
    ledger: str


@dataclass(frozen=True, kw_only=True)
class Option:
    """A definition that may be chosen for comparison."""

    key: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class ComparePage:
    """Two definitions side by side."""

    one: Row
    other: Row
    fields: tuple[Compared, ...]
    changed: int
    same: int
    choices: tuple[Option, ...]
    with_all: bool


@dataclass(frozen=True, kw_only=True)
class TryReadingsPage:
    """The contested points as a form, and what would change.

    late  the number of cases where these are too many to wait for; 0 otherwise
    """

    form: ReadingsForm
    trial: ReadingsTrial | None
    late: int
    shows_cases: bool
    shows_judges: bool


@dataclass(frozen=True, kw_only=True)
class FigureChange:
    """A figure now and then; None where there is none."""

    before: Formatted | None
    after: Formatted | None

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, kw_only=True)
class DivisionChange:
    name: str
    change: FigureChange


@dataclass(frozen=True, kw_only=True)
class TryIndicatorPage:
    """The file as a form, and what would change."""

    form: FileForm
    trial: IndicatorTrial | None
    figure: FigureChange | None
    divisions: tuple[DivisionChange, ...]
    shows_cases: bool
    shows_judges: bool
