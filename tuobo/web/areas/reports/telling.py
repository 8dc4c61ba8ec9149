"""Puts the studio into words: findings, outline, gaps, history, the card of a figure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from django.urls import reverse

from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.operations.check_draft import DraftReport, source_text
from tuobo.operations.report_figures import is_no_indicator
from tuobo.operations.report_studio.showing import passport_card
from tuobo.operations.report_studio.studio_page import (
    BlockView,
    FigureState,
    FindingLine,
    StudioPage,
    studio_page,
)
from tuobo.operations.report_studio.writing import has_pdf
from tuobo.records.registry.report_queries import (
    ReportLine,
    WholeReport,
    report_on_shelf,
)
from tuobo.web.areas.reports.forms import KeepForm
from tuobo.web.areas.reports.pages import (
    Block,
    Card,
    Event,
    Finding,
    GapLine,
    OutlineLine,
    Studio,
)
from tuobo.web.areas.reports.visiting import (
    COMPOSE,
    PUBLISH,
    REVIEW,
    VIEW,
    may_at,
)
from tuobo.web.ui.job_progress import job_view
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.visit import Visit, address_with

_TONES = {"error": "bad", "warning": "warn", "hint": "info"}
_FRONT = {"number", "signer"}
_AROUND = 4
"""So many signs are shown on both sides of a change."""


def studio_of(visit: Visit, whole: WholeReport, *, code: str = "", problem: str = "") -> Studio:
    """The whole studio, with the card of a figure if one is asked for."""
    texts, line = visit.texts, whole.line
    page = studio_page(open_desk().workspace, whole)
    may_write = may_at(visit, COMPOSE, line)
    return Studio(
        page=page,
        line=line,
        blocks=tuple(_block(line, one, texts) for one in page.blocks),
        annex=tuple(_block(line, one, texts) for one in page.annex),
        outline=tuple(_outline(page)),
        gaps=tuple(_gaps(page, texts)),
        title_findings=tuple(_finding(one, texts) for one in page.title_findings),
        events=tuple(_events(page, texts)),
        job=job_view(line.job, texts) if line.job else None,
        card=card_of(visit, whole, page, code) if code else None,
        may_edit=may_write and not line.is_published and not line.is_busy,
        may_review=may_at(visit, REVIEW, line) and line.composed_by_id != visit.who.id,
        may_publish=may_at(visit, PUBLISH, line),
        may_correct=line.is_published and may_write and not page.corrected_by,
        has_pdf=has_pdf(),
        corrected_by=report_on_shelf(visit.reach(VIEW), page.corrected_by),
        problem=problem,
    )


def card_of(visit: Visit, whole: WholeReport, page: StudioPage, code: str) -> Card:
    """The card of a figure; RequestError "studio.no_figure" if the text does not print it."""
    state = page.figures.get(code)
    if state is None:
        raise RequestError("studio.no_figure", figure=code)
    workspace, texts, line = open_desk().workspace, visit.texts, whole.line
    return Card(
        number=line.id,
        state=state,
        lines=tuple(passport_card(workspace, state.passport, texts)),
        reason=texts(state.reason) if state.reason else "",
        rows=_rows(line, state),
        may_edit=may_at(visit, COMPOSE, line) and not line.is_published and not line.is_busy,
        form=KeepForm(texts, initial={"revision": line.revision}),
        revision=line.revision,
    )


def dropped_findings(report: DraftReport, texts: Texts) -> tuple[Finding, ...]:
    """The findings of a draft that somebody dropped, in the order of its text."""
    return tuple(
        Finding(
            severity=texts(f"draft.severity.{one.severity}"),
            tone=_TONES[one.severity.value],
            sentence=texts(one.reason, **one.fields),
            quotation=one.quotation,
            correction=one.correction,
            source=source_text(one),
            paragraph=one.paragraph,
        )
        for one in report.findings
    )


def _rows(line: ReportLine, state: FigureState) -> str:
    """The list of cases behind a figure, as of its data version; empty where there is none."""
    evidence = state.passport.evidence
    if is_no_indicator(evidence.definition):
        return ""
    name = evidence.definition.partition("@")[0]
    address = reverse("indicators:cases", args=[name, "numerator"])
    query = {
        "org": line.court,
        "period": str(evidence.period),
        "as_of": evidence.data_version,
    }
    return address_with(address, query)


def _block(line: ReportLine, view: BlockView, texts: Texts) -> Block:
    picture = ""
    if view.kind == "picture" and view.at >= 0:
        address = reverse("reports:picture", args=[line.id, view.at])
        picture = address_with(address, {"r": str(line.revision)})
    findings = tuple(_finding(one, texts) for one in view.findings)
    return Block(view=view, findings=findings, picture=picture)


def _finding(one: FindingLine, texts: Texts) -> Finding:
    return Finding(
        severity=texts(f"draft.severity.{one.severity}"),
        tone=_TONES[one.severity],
        sentence=texts(one.reason, **one.fields),
        quotation=one.quotation,
        correction=one.correction,
        source=one.source,
    )


def _outline(page: StudioPage) -> Iterator[OutlineLine]:
    for block in page.blocks:
        if block.kind == "heading":
            text = block.number + "".join(part.text for part in block.parts)
            yield OutlineLine(at=block.at, level=block.level, text=text)


def _gaps(page: StudioPage, texts: Texts) -> Iterator[GapLine]:
    for gap in page.gaps:
        anchor = f"b{gap.block}" if gap.block >= 0 else "front"
        text = texts(f"compose.{gap.text}") if gap.text in _FRONT else gap.text
        yield GapLine(anchor=anchor, text=text, reason=gap.reason)


def _events(page: StudioPage, texts: Texts) -> Iterator[Event]:
    for one in page.history:
        before, after = _differing(one.before, one.after)
        yield Event(
            at=one.at,
            what=texts(f"studio.event.{one.kind}"),
            who=one.who,
            before=before,
            after=after,
            address=f"#{one.place}" if one.place.startswith("b") else "",
        )


def _differing(before: str, after: str) -> tuple[str, str]:
    """Only where two texts differ, with a few signs around it.

    >>> _differing("共办结案件三百件。", "共办结案件四百件。")
    ('…办结案件三百件。', '…办结案件四百件。')
    """
    if not (before and after):
        return before, after
    first = _alike(before, after)
    last = _alike(before[first:][::-1], after[first:][::-1])
    start = max(first - _AROUND, 0)
    parts = []
    for text in (before, after):
        end = len(text) - last + _AROUND
        head = "…" if start else ""
        tail = "…" if end < len(text) else ""
        parts.append(f"{head}{text[start:end]}{tail}")
    return parts[0], parts[1]


def _alike(one: str, other: str) -> int:
    """How many signs two texts share at their beginning."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
