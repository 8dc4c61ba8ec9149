"""A report as the studio shows it: blocks with figures as chips, gaps, findings, what is stale.

Words for pages are made by the page; here is what is so: which figure stands where, what became of
it with the latest data, what the draft checker says beside which block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tuobo.core.content import Content
from tuobo.engines.reports.compose import document_of
from tuobo.engines.reports.compose.editing import GAP_SIGN, gaps_of, is_editable
from tuobo.engines.reports.document import (
    Block,
    Document,
    FigureRun,
    Front,
    Heading,
    Paragraph,
    Passport,
    Picture,
    Run,
    Table,
)
from tuobo.engines.reports.draft import (
    Finding,
    Severity,
    check_draft,
    document_paragraphs,
    draft_of,
)
from tuobo.operations.check_draft import draft_context
from tuobo.operations.draft_figures import figures_of
from tuobo.operations.report_shelf import ReportShelf
from tuobo.operations.workspace import Workspace
from tuobo.records.registry.report_queries import (
    Comparison,
    EditLine,
    KeptLine,
    ReportLine,
    WholeReport,
    comparison_of,
    history_of,
    kept_figures,
)

_STALE, _WRONG = frozenset({"newer"}), frozenset({"altered", "unknown", "lost"})


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of text: plain, a gap, or a figure with its code and how it stands.

    state  same, stale, kept or wrong; empty where the figure was not compared yet
    """

    text: str
    kind: str = "text"
    code: str = ""
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class FindingLine:
    """What the draft checker says, with its fields for the sentence."""

    rule: str
    severity: str
    quotation: str
    reason: str
    fields: Mapping[str, object]
    correction: str
    source: str


@dataclass(frozen=True, kw_only=True)
class BlockView:
    """A block of the document with its number, under which it is edited.

    rows  of a table, or of the table of a picture
    """

    at: int
    kind: str
    level: int = 0
    number: str = ""
    lead: tuple[Part, ...] = ()
    parts: tuple[Part, ...] = ()
    caption: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Part, ...], ...] = ()
    note: str = ""
    is_editable: bool = True
    findings: tuple[FindingLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GapView:
    """A place to fill: the block (-1: around the text), what it says, and what fills it."""

    block: int
    text: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class FigureState:
    """A figure of the text with what became of it."""

    passport: Passport
    state: str
    reason: str
    latest: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class StudioPage:
    """A report open in the studio."""

    line: ReportLine
    document: Document
    front: Front | None
    blocks: tuple[BlockView, ...]
    annex: tuple[BlockView, ...]
    gaps: tuple[GapView, ...]
    title_findings: tuple[FindingLine, ...]
    errors: int
    warnings: int
    figures: Mapping[str, FigureState]
    comparison: Comparison | None
    latest: str
    history: tuple[EditLine, ...]
    corrected_by: str = ""

    @property
    def is_compared(self) -> bool:
        """Whether the last comparison was with the latest data."""
        return self.comparison is not None and self.comparison.data_version == self.latest

    @property
    def stale(self) -> tuple[FigureState, ...]:
        return tuple(one for one in self.figures.values() if one.state == "stale")

    @property
    def wrong(self) -> tuple[FigureState, ...]:
        return tuple(one for one in self.figures.values() if one.state == "wrong")


def studio_page(workspace: Workspace, whole: WholeReport) -> StudioPage:
    """The report as it stands now."""
    document = _document(whole.document)
    comparison = comparison_of(whole.line.id)
    latest = workspace.snapshots.latest().id
    states = _states(document, comparison, kept_figures(whole.line.id))
    findings = _findings(workspace.content, whole.document)
    by_block: dict[int, list[FindingLine]] = {}
    for at, one in findings:
        by_block.setdefault(at, []).append(one)
    view = _View(states, by_block)
    return StudioPage(
        line=whole.line,
        document=document,
        front=document.front,
        blocks=tuple(view.block(at, one) for at, one in enumerate(document.blocks)),
        annex=tuple(
            view.block(-1, one) for attached in document.attachments for one in attached.blocks
        ),
        gaps=tuple(_gaps(document, whole.line)),
        title_findings=tuple(by_block.get(-1, ())),
        errors=sum(one.severity == Severity.ERROR.value for _, one in findings),
        warnings=sum(one.severity != Severity.ERROR.value for _, one in findings),
        figures=states,
        comparison=comparison,
        latest=latest,
        history=history_of(whole.line.id),
        corrected_by=_corrected_by(workspace, whole.line),
    )


def _corrected_by(workspace: Workspace, line: ReportLine) -> str:
    """The shelf id of the report whose erratum corrects a published one."""
    if not line.is_published:
        return ""
    return ReportShelf(workspace.store).entry(line.shelf).corrected_by


@dataclass(frozen=True)
class _View:
    states: Mapping[str, FigureState]
    findings: Mapping[int, list[FindingLine]]

    def block(self, at: int, block: Block) -> BlockView:
        found = tuple(self.findings.get(at, ())) if at >= 0 else ()
        match block:
            case Heading():
                return BlockView(
                    at=at,
                    kind="heading",
                    level=block.level,
                    number=block.number,
                    parts=(Part(text=block.text, kind=_kind_of(block.text)),),
                    findings=found,
                )
            case Paragraph():
                return BlockView(
                    at=at,
                    kind="paragraph",
                    lead=self._parts(block.lead),
                    parts=self._parts(block.runs),
                    findings=found,
                )
            case Table():
                return self._table(at, block, found)
            case Picture():
                table = self._table(at, block.table, ()) if block.table else None
                return BlockView(
                    at=at,
                    kind="picture",
                    parts=self._parts(block.sentence),
                    caption=block.caption,
                    head=table.head if table else (),
                    rows=table.rows if table else (),
                    findings=found,
                )

    def _table(self, at: int, table: Table, found: tuple[FindingLine, ...]) -> BlockView:
        return BlockView(
            at=at,
            kind="table",
            caption=table.caption,
            head=tuple(table.head),
            rows=tuple(self._parts(row) for row in table.rows),
            note=table.note,
            is_editable=is_editable(table),
            findings=found,
        )

    def _parts(self, runs: Sequence[Run]) -> tuple[Part, ...]:
        return tuple(self._part(run) for run in runs)

    def _part(self, run: Run) -> Part:
        if isinstance(run, FigureRun):
            code = run.passport.code
            state = self.states[code].state if code in self.states else ""
            return Part(text=run.text, kind="figure", code=code, state=state)
        return Part(text=run.text, kind="gap" if run.is_gap else "text")


def _kind_of(text: str) -> str:
    return "gap" if GAP_SIGN in text else "text"


def _states(
    document: Document, comparison: Comparison | None, kept: tuple[KeptLine, ...]
) -> dict[str, FigureState]:
    notes = {(one.code, one.data_version): one.note for one in kept}
    return {one.code: _state(one, comparison, notes) for one in document.passports}


def _state(
    passport: Passport,
    comparison: Comparison | None,
    notes: Mapping[tuple[str, str], str],
) -> FigureState:
    found = comparison.figures.get(passport.code) if comparison else None
    if comparison is None or found is None:
        return FigureState(passport=passport, state="", reason="", latest="")
    note = notes.get((passport.code, comparison.data_version), "")
    is_updated = passport.text == found.latest and found.outcome in _STALE
    state = "same"
    if found.outcome in _WRONG:
        state = "wrong"
    elif found.outcome in _STALE and not is_updated:
        state = "kept" if note else "stale"
    return FigureState(
        passport=passport, state=state, reason=found.reason, latest=found.latest, note=note
    )


def _gaps(document: Document, line: ReportLine) -> Iterator[GapView]:
    for one in gaps_of(document, needs_signer=line.needs_signer):
        yield GapView(block=one.block, text=one.text, reason=line.reasons.get(one.text, ""))


@lru_cache(maxsize=32)
def _document(text: str) -> Document:
    return document_of(text)


@lru_cache(maxsize=32)
def _findings(content: Content, text: str) -> tuple[tuple[int, FindingLine], ...]:
    """What the checker says of a document, with the block of each finding; -1 is the title."""
    document = _document(text)
    raw, blocks = document_paragraphs(document)
    context = draft_context(content, figures_of(document.passports))
    found = check_draft(draft_of(document.title, raw), context)
    return tuple(
        (blocks[one.paragraph - 1], _finding(one))
        for one in found
        if not one.quotation.startswith(GAP_SIGN)  # gaps are marked and listed anyway
    )


def _finding(one: Finding) -> FindingLine:
    source = one.source
    article = f"，{source.article}" if source.article else ""
    return FindingLine(
        rule=one.rule,
        severity=one.severity.value,
        quotation=one.quotation,
        reason=one.reason,
        fields=one.fields,
        correction=one.correction,
        source=f"{source.text}{article} [{source.mark}]",
    )
