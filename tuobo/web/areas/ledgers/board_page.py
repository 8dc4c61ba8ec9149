"""Boards as pages: periods under their names, tones with words, nothing that adds up to a mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse

from tuobo.core.days_in_words import period_in_words
from tuobo.core.measure import Amount, Measure, Rate
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import CadenceCell, Ledger, Standing
from tuobo.engines.reports import Figure, text_of
from tuobo.engines.reports.numbers import NumberWords
from tuobo.operations.ledgers.cadence_board import Board, BoardRow
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.due_days import DueEntry
from tuobo.operations.ledgers.figures import FigureAsk, LedgerFigure, figures_of
from tuobo.web.areas.ledgers.pages import (
    BoardCell,
    BoardLine,
    BoardPart,
    CadencePage,
    DueGroup,
    DuePage,
    FigureLine,
    FiguresPage,
    NamedLink,
)
from tuobo.web.ui.visit import Visit

_TONES = {
    Standing.HELD: "good",
    Standing.LATE: "warn",
    Standing.RUNNING: "info",
    Standing.OVERDUE: "bad",
    Standing.REASON_ASKED: "warn",
    Standing.EXCUSED: "neutral",
    Standing.NOT_ASKED: "neutral",
}
_EXPLAINED = (Standing.OVERDUE, Standing.REASON_ASKED, Standing.EXCUSED)
_WEEK = 7
_ROWS = 30


def cadence_page(
    desk: LedgerDesk, ledger: Ledger, boards: Sequence[Board], year: int, visit: Visit
) -> CadencePage:
    """All cadences of a ledger for a year."""
    texts = visit.texts
    years = tuple(
        NamedLink(name=str(one), address=f"?{urlencode({**visit.carried, 'year': one})}",
                  is_here=one == year)
        for one in range(visit.today.year - 2, visit.today.year + 1)
    )  # fmt: skip
    may_explain = desk.policy.may(desk.viewer, ledger.rights.edit)
    parts = tuple(
        BoardPart(
            name=texts.pick(board.cadence.names),
            severity=texts(f"ledgers.severity.{board.cadence.severity}"),
            source=_source(board),
            periods=tuple(period_in_words(one, texts) for one in board.periods),
            lines=tuple(
                _line(one, board, ledger, texts, may_explain=may_explain) for one in board.rows
            ),
        )
        for board in boards
    )
    return CadencePage(ledger=ledger, name=texts.pick(ledger.names), years=years, parts=parts)


def _source(board: Board) -> str:
    source = board.cadence.source
    return f"{source.text} {source.article}".strip() if source else ""


def _line(
    row: BoardRow, board: Board, ledger: Ledger, texts: Texts, *, may_explain: bool
) -> BoardLine:
    by_period = {cell.period: cell for cell in row.cells}
    cells = []
    for period in board.periods:
        cell = by_period.get(period)
        if cell is None:
            cells.append(BoardCell(word="—", tone="neutral"))
            continue
        address = ""
        if may_explain and cell.standing in _EXPLAINED:
            path = reverse("ledgers:explain", args=[ledger.id, board.cadence.id])
            address = f"{path}?{urlencode({'who': row.key, 'in': str(period)})}"
        cells.append(_cell(cell, address, texts))
    return BoardLine(name=row.name, cells=tuple(cells))


def _cell(cell: CadenceCell, address: str, texts: Texts) -> BoardCell:
    word = texts(f"ledgers.standing.{cell.standing}")
    count = ""
    if cell.standing is not Standing.NOT_ASKED:
        count = texts("ledgers.cadences.count", held=cell.held, asked=cell.asked)
    entries = texts("ledger_show.and").join((*cell.in_time, *cell.late))
    told = [entries]
    if cell.is_pro_rated:
        told.append(texts("ledgers.cadences.pro_rated"))
    return BoardCell(
        word=word,
        tone=_TONES[cell.standing],
        count=count,
        reason=cell.reason,
        told=" · ".join(one for one in told if one),
        address=address,
    )


def due_page(found: Sequence[DueEntry], visit: Visit) -> DuePage:
    """Overdue, within a week, within a month; each group by day."""
    week = visit.today + timedelta(days=_WEEK)
    groups = (
        ("overdue", "bad", [one for one in found if one.due_on < visit.today]),
        ("week", "warn", [one for one in found if visit.today <= one.due_on <= week]),
        ("month", "info", [one for one in found if one.due_on > week]),
    )
    return DuePage(
        groups=tuple(
            DueGroup(
                name=visit.texts(f"ledgers.due.{code}", count=len(lines)),
                tone=tone,
                lines=tuple(lines),
            )
            for code, tone, lines in groups
            if lines
        )
    )


def figures_page(desk: LedgerDesk, ledger: Ledger, visit: Visit) -> FiguresPage:
    """Each figure with the entries behind it; the period of the page, or this year."""
    period = visit.period or Period.of(str(visit.today.year))
    asks = tuple(FigureAsk(figure=one.id, period=period, court=desk.home) for one in ledger.figures)
    answers = figures_of(desk, ledger, asks) if asks else ()
    lines = tuple(
        _figure(visit.texts.pick(one.names), answer[0], visit.texts)
        for one, answer in zip(ledger.figures, answers, strict=True)
        if answer
    )
    return FiguresPage(
        ledger=ledger,
        name=visit.texts.pick(ledger.names),
        period=period_in_words(period, visit.texts),
        lines=lines,
        version=lines[0].version if lines else "",
    )


def _figure(name: str, figure: LedgerFigure, texts: Texts) -> FigureLine:
    said = text_of(
        Figure(measure=figure.measure, unit=_unit(figure.measure)), NumberWords.of(texts)
    )
    more = len(figure.rows) - _ROWS
    return FigureLine(
        name=name,
        value=said.value,
        fraction=said.fraction,
        version=figure.cell.evidence.data_version,
        definition=figure.cell.evidence.definition,
        count=texts("ledgers.figures.rows", count=len(figure.rows)),
        rows=figure.rows[:_ROWS],
        more=texts("ledgers.figures.more", count=more) if more > 0 else "",
    )


def _unit(measure: Measure) -> str:
    if isinstance(measure, Rate):
        return "share"
    return "fen" if isinstance(measure, Amount) else "count"
