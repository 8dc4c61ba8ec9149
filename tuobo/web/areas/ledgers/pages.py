"""What the pages of ledgers show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tuobo.engines.ledgers import Ledger
from tuobo.operations.ledgers.due_days import DueEntry
from tuobo.operations.ledgers.entry_page import EntryPage
from tuobo.operations.ledgers.form_page import FormPage
from tuobo.web.areas.ledgers.asking import Criterion, FilterLine
from tuobo.web.ui.drawings import Diagram
from tuobo.web.ui.paging import Pager
from tuobo.web.ui.shell import Link


@dataclass(frozen=True, kw_only=True)
class IndexCard:
    """One ledger in the index: what it is, why it is kept, how it stands."""

    id: str
    name: str
    meaning: str
    reasons: tuple[str, ...]
    open_count: int
    overdue_count: int
    has_cadences: bool


@dataclass(frozen=True, kw_only=True)
class IndexGroup:
    """A theme; `id` is its place on the page, to jump to."""

    id: str
    name: str
    cards: tuple[IndexCard, ...]


@dataclass(frozen=True, kw_only=True)
class IndexPage:
    groups: tuple[IndexGroup, ...]
    rehearsal: str
    may_define: bool


@dataclass(frozen=True, kw_only=True)
class HeadLink:
    """A head of the list; `kind` is text, number or day."""

    column: str
    name: str
    kind: str
    address: str
    sorted: str


@dataclass(frozen=True, kw_only=True)
class CellOut:
    """A cell in words; `links` are the entries that it names, text and address, if there are."""

    text: str
    kind: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class RowOut:
    """An entry in the list: the first cell heads the line and leads to it, the others follow."""

    entry: int
    number: str
    address: str
    is_overdue: bool
    head: str
    cells: tuple[CellOut, ...]


@dataclass(frozen=True, kw_only=True)
class NamedLink:
    name: str
    address: str
    is_here: bool = False


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """The list of a ledger."""

    ledger: Ledger
    name: str
    meaning: str
    rows: tuple[RowOut, ...]
    heads: tuple[HeadLink, ...]
    filters: tuple[FilterLine, ...]
    criteria: tuple[Criterion, ...]
    clear: str
    query: str
    views: tuple[NamedLink, ...]
    kept: Sequence[object]
    events: tuple[tuple[str, str], ...]
    pager: Pager
    may_create: bool
    ended_on: date | None
    may_import: bool
    may_export: bool
    may_share: bool
    pages: tuple[Link, ...]
    rehearsal: str


@dataclass(frozen=True, kw_only=True)
class MeanwhileLine:
    """What somebody else changed: who, what, and each field before and after."""

    who: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class FillPage:
    """A form: for a new entry, an entry, or a transition of one."""

    ledger: Ledger
    title: str
    button: str
    form: FormPage
    cancel: str
    revision: int = 0
    units: tuple[tuple[str, str, bool], ...] = ()
    unit_problem: str = ""
    reason: str = ""
    asks_reason: bool = False
    lead: str = ""
    obstacles: tuple[str, ...] = ()
    meanwhile: tuple[MeanwhileLine, ...] = ()
    rehearsal: str = ""


@dataclass(frozen=True, kw_only=True)
class ClockLine:
    """A clock in words: day, standing with its tone, the steps of the reckoning."""

    name: str
    day: str
    standing: str
    tone: str
    left: str
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DetailPage:
    """The page of an entry."""

    entry: EntryPage
    diagram: Diagram
    clocks: tuple[ClockLine, ...]
    pages: tuple[Link, ...]
    rehearsal: str


@dataclass(frozen=True, kw_only=True)
class PartLine:
    """A part of a definition: its name, what it is, what it says, how binding it is."""

    name: str
    told: str
    kind: str = ""
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """A transition in words."""

    name: str
    sources: str
    target: str
    right: str
    requires: str


@dataclass(frozen=True, kw_only=True)
class AboutPage:
    """A ledger explained: reasons, fields, states, clocks, cadences, figures."""

    ledger: Ledger
    name: str
    meaning: str
    reasons: tuple[PartLine, ...]
    fields: tuple[PartLine, ...]
    steps: tuple[StepRow, ...]
    clocks: tuple[PartLine, ...]
    cadences: tuple[PartLine, ...]
    figures: tuple[PartLine, ...]
    diagram: Diagram


@dataclass(frozen=True, kw_only=True)
class BulkLine:
    """One picked entry: whether the step is open to it, or what stands against it."""

    pick: str
    number: str
    title: str
    obstacles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BulkPage:
    """One step for many entries."""

    ledger: Ledger
    event: str
    name: str
    title: str
    lines: tuple[BulkLine, ...]
    form: FormPage
    cancel: str
    rehearsal: str

    @property
    def open_count(self) -> int:
        return sum(not one.obstacles for one in self.lines)


@dataclass(frozen=True, kw_only=True)
class ImportCell:
    text: str
    problem: str


@dataclass(frozen=True, kw_only=True)
class ImportRow:
    """A row as it was read: its cells, and all that is wrong."""

    row: int
    is_accepted: bool
    cells: tuple[ImportCell, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ImportPage:
    """An import: before a file was brought, and after it was rehearsed."""

    ledger: Ledger
    name: str
    megabytes: int
    problem: str
    step: int
    digest: str
    file: str
    titles: tuple[str, ...]
    unknown: str
    total: int
    accepted: int
    rejected: int
    rows: tuple[ImportRow, ...]
    rehearsal: str


@dataclass(frozen=True, kw_only=True)
class BoardCell:
    """A period of somebody: a word with its tone, held of asked, the reason, the entries told."""

    word: str
    tone: str
    count: str = ""
    reason: str = ""
    told: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class BoardLine:
    name: str
    cells: tuple[BoardCell, ...]


@dataclass(frozen=True, kw_only=True)
class BoardPart:
    """One cadence: what it asks, the periods, whoever it asks in official order."""

    name: str
    severity: str
    source: str
    periods: tuple[str, ...]
    lines: tuple[BoardLine, ...]


@dataclass(frozen=True, kw_only=True)
class CadencePage:
    ledger: Ledger
    name: str
    years: tuple[NamedLink, ...]
    parts: tuple[BoardPart, ...]


@dataclass(frozen=True, kw_only=True)
class ExplainPage:
    """The form for a reason why something was not held."""

    title: str
    who: str
    period: str
    reason: str
    problem: str
    cancel: str


@dataclass(frozen=True, kw_only=True)
class DueGroup:
    name: str
    tone: str
    lines: tuple[DueEntry, ...]


@dataclass(frozen=True, kw_only=True)
class DuePage:
    groups: tuple[DueGroup, ...]


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """A figure with its fraction and the entries behind it."""

    name: str
    value: str
    fraction: str
    version: str
    definition: str
    count: str
    rows: tuple[str, ...]
    more: str


@dataclass(frozen=True, kw_only=True)
class FiguresPage:
    ledger: Ledger
    name: str
    period: str
    lines: tuple[FigureLine, ...]
    version: str
