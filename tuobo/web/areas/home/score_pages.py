"""What the scorecard shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tuobo.engines.reports import Formatted, Reading
from tuobo.web.areas.home.pages import Tab


@dataclass(frozen=True, kw_only=True)
class Column:
    """An indicator: its name leads to its page."""

    name: str
    address: str


@dataclass(frozen=True, kw_only=True)
class CellView:
    """A cell; `figure` None: nothing is counted there."""

    figure: Formatted | None
    variation: Reading | None
    assurance: Reading | None
    address: str
    is_signal: bool


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """A court or division: its name leads one level down."""

    name: str
    address: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, kw_only=True)
class ScorecardPage:
    """Courts or divisions in official order, indicators across."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[ScoreRow, ...]
    signals_only: bool
    switch: str
    period: str
    as_of: date
    data_version: str
    statuses: tuple[Tab, ...]
    unread: str
