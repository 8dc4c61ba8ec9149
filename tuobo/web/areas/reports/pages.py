"""What the pages of reports show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tuobo.operations.report_studio.report_list import ReportList
from tuobo.operations.report_studio.studio_page import BlockView, FigureState, StudioPage
from tuobo.records.registry.report_queries import ReportLine
from tuobo.web.areas.reports.forms import ComposeForm, DropForm, FrontForm, KeepForm, WordsForm
from tuobo.web.ui.job_progress import JobView


@dataclass(frozen=True, kw_only=True)
class ListPage:
    found: ReportList
    names: Mapping[str, str]
    may_compose: bool


@dataclass(frozen=True, kw_only=True)
class ComposePage:
    """`corrects` is the published report that the new one will correct."""

    form: ComposeForm
    corrects: ReportLine | None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What the draft checker says, in words."""

    severity: str
    tone: str
    sentence: str
    quotation: str
    correction: str
    source: str
    paragraph: int = 0


@dataclass(frozen=True, kw_only=True)
class Block:
    """A block with its findings in words; `picture` is the address of its chart."""

    view: BlockView
    findings: tuple[Finding, ...]
    picture: str = ""


@dataclass(frozen=True, kw_only=True)
class OutlineLine:
    at: int
    level: int
    text: str


@dataclass(frozen=True, kw_only=True)
class GapLine:
    """`anchor` is the id on the page where it is filled."""

    anchor: str
    text: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Event:
    """One entry of the history, as templates/ui/history.html draws it."""

    at: object
    what: str
    who: str
    before: str = ""
    after: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """The card of a figure: what its passport says and what the latest data say.

    rows  address of the rows behind it; empty where there is no list
    """

    number: int
    state: FigureState
    lines: tuple[tuple[str, str], ...]
    reason: str
    rows: str
    may_edit: bool
    form: KeepForm
    revision: int


@dataclass(frozen=True, kw_only=True)
class Studio:
    """The studio; `problem` is a sentence about the step that was tried."""

    page: StudioPage
    line: ReportLine
    blocks: tuple[Block, ...]
    annex: tuple[Block, ...]
    outline: tuple[OutlineLine, ...]
    gaps: tuple[GapLine, ...]
    title_findings: tuple[Finding, ...]
    events: tuple[Event, ...]
    job: JobView | None
    card: Card | None
    may_edit: bool
    may_review: bool
    may_publish: bool
    may_correct: bool
    has_pdf: bool
    corrected_by: ReportLine | None
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class EditPage:
    """The form of a block. `theirs` is what somebody else made of it meanwhile."""

    line: ReportLine
    at: int
    form: WordsForm
    figures: tuple[tuple[str, str, str], ...]
    is_new: bool = False
    theirs: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class FrontPage:
    line: ReportLine
    form: FrontForm
    theirs: str = ""


@dataclass(frozen=True, kw_only=True)
class DropPage:
    """`file` is empty before a draft was dropped."""

    form: DropForm
    file: str = ""
    paragraphs: int = 0
    findings: tuple[Finding, ...] = ()
    errors: int = 0
    warnings: int = 0
