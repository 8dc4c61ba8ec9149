"""What the pages of the health check show, in words and in official order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from tuobo.core.texts import Texts
from tuobo.engines.reports import Formatted, IndicatorLine, text_of
from tuobo.engines.reports.numbers import NumberWords, number_text
from tuobo.operations.desk.credibility import Credibility
from tuobo.operations.desk.data_quality import DataQuality
from tuobo.operations.desk.findings_counts import FindingCount
from tuobo.operations.desk.health_page import HealthLine, HealthPage
from tuobo.operations.desk.limit_board import BoardLane
from tuobo.web.areas.home.asking import HealthForm
from tuobo.web.ui.drawings import assurance_picture, variation_picture
from tuobo.web.ui.lanes import LaneLook
from tuobo.web.ui.tasks import TaskLink

_RECONCILIATION = frozenset({"cancelled", "forbidden"})


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One page of the health check."""

    name: str
    address: str
    is_here: bool
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class LineView:
    """A line of the table. `status` is a word only where the line is no goal."""

    line: IndicatorLine
    figure: Formatted
    mean: str
    limits: str
    credibility: Credibility
    status: str
    is_reconciliation: bool
    tasks: tuple[TaskLink, ...]


@dataclass(frozen=True, kw_only=True)
class GroupView:
    """The lines of a group in official order."""

    name: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, kw_only=True)
class LaneView:
    """A lane of the time-limit board with its number; empty lanes are shown too."""

    lane: BoardLane
    look: LaneLook
    address: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What the pages of the health check share. `unread` says what could not be read."""

    found: HealthPage
    form: HealthForm
    tabs: tuple[Tab, ...]
    unread: str
    criteria: tuple[tuple[str, str], ...]
    may_export: bool
    workbook: str
    word: str


@dataclass(frozen=True, kw_only=True)
class NothingPage:
    """There are no data yet; `next` is where they come from, for whoever may bring them."""

    next: str


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """The table; lanes and findings as far as one may see them."""

    frame: Frame
    groups: tuple[GroupView, ...]
    lanes: tuple[LaneView, ...]
    findings: tuple[FindingCount, ...]

    @property
    def finding_total(self) -> int:
        return sum(one.findings for one in self.findings)


@dataclass(frozen=True, kw_only=True)
class BoxView:
    """A box of the matrix; `is_agenda` is what the meeting is about."""

    names: tuple[tuple[str, str], ...]
    is_agenda: bool


@dataclass(frozen=True, kw_only=True)
class ReadingHead:
    """A reading as the head of a row or column: picture and words."""

    picture: SafeString
    name: str


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """One reading of the chart, and the boxes by the reading of the interval."""

    head: ReadingHead
    boxes: tuple[BoxView, ...]


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """Lines that fit in no box, by why."""

    why: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class MatrixPage:
    """The matrix."""

    frame: Frame
    heads: tuple[ReadingHead, ...]
    rows: tuple[MatrixRow, ...]
    unplaced: tuple[Unplaced, ...]


@dataclass(frozen=True, kw_only=True)
class QualityPage:
    """What the checks of the last import found."""

    frame: Frame
    quality: DataQuality
    gaps: tuple[str, ...]
    with_examples: bool


def groups_of(
    page: HealthPage, tasks: Mapping[str, tuple[TaskLink, ...]], texts: Texts
) -> tuple[GroupView, ...]:
    """The lines by group; both come in official order already. Open tasks stand beside them."""
    found: dict[str, list[LineView]] = {}
    for one in page.lines:
        beside = tuple(link for link in tasks.get(one.line.id, ()) if link.task.is_open)
        found.setdefault(one.line.group, []).append(_line(one, beside, texts))
    return tuple(
        GroupView(name=texts(f"health.group.{group}"), lines=tuple(lines))
        for group, lines in found.items()
    )


def matrix_of(frame: Frame, texts: Texts) -> MatrixPage:
    """The nine boxes, and beside them what fits in none."""
    page, size = frame.found, 3
    rows = [page.matrix[at : at + size] for at in range(0, len(page.matrix), size)]
    agenda = (page.matrix[0].variation, page.matrix[0].assurance)
    return MatrixPage(
        frame=frame,
        heads=tuple(
            ReadingHead(
                picture=assurance_picture(box.assurance),
                name=texts(f"analysis.assurance.{box.assurance}"),
            )
            for box in rows[0]
        ),
        rows=tuple(
            MatrixRow(
                head=ReadingHead(
                    picture=variation_picture(row[0].variation),
                    name=texts(f"analysis.variation.{row[0].variation}"),
                ),
                boxes=tuple(
                    BoxView(names=box.names, is_agenda=(box.variation, box.assurance) == agenda)
                    for box in row
                ),
            )
            for row in rows
        ),
        unplaced=_unplaced(page),
    )


def gaps_of(page: HealthPage) -> tuple[str, ...]:
    """What the data do not hold, each once."""
    return tuple(dict.fromkeys(gap for one in page.lines for gap in one.credibility.gaps))


def _line(one: HealthLine, tasks: tuple[TaskLink, ...], texts: Texts) -> LineView:
    line = one.line
    last = line.months[-1] if line.months else None
    unit, words = line.figure.unit, NumberWords.of(texts)
    has_limits = last is not None and last.mean is not None
    return LineView(
        line=line,
        figure=text_of(line.figure, words),
        mean=number_text(last.mean, unit, words) if last and has_limits else "",
        limits=f"{number_text(last.lower, unit, words)} ~ {number_text(last.upper, unit, words)}"
        if last and has_limits
        else "",
        credibility=one.credibility,
        status="" if line.status == "goal" else texts(f"health.status.{line.status}"),
        is_reconciliation=line.status in _RECONCILIATION,
        tasks=tasks,
    )


def _unplaced(page: HealthPage) -> tuple[Unplaced, ...]:
    """By what the chart says, then by what the interval says: as the words of the readings."""
    names = {name for name, _ in page.unplaced}
    found: dict[str, list[tuple[str, str]]] = {}
    for one in page.lines:
        if one.line.id in names:
            why = f"{one.line.variation.word} · {one.line.assurance.word}"
            found.setdefault(why, []).append((one.line.id, one.line.name))
    return tuple(Unplaced(why=why, names=tuple(lines)) for why, lines in found.items())
