"""The answer key: what was planted where, and which checks must speak of it.

A key entry names its rows by table and position; the writer of the export turns them into files,
sheets, rows and columns as a spreadsheet shows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tuobo.core.content import Names


@dataclass(frozen=True, kw_only=True)
class Planted:
    """One anomaly.

    kind       gaming (a signature G1 … G17), finding (time limits) or check (intake)
    origin     planted, or natural: a real overrun, as every court has some
    table      the fact table that it is in; `keys` its case numbers or other keys
    rows       (table, position in that table) of the rows that show it, the telling one first
    column     the telling fact column, empty where it is the whole row or its absence
    expected   id of the check, finding or signature that must fire → severity
    tolerated  ids that may fire as well
    """

    id: str
    kind: str
    signature: str
    origin: str = "planted"
    table: str
    keys: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]
    column: str = ""
    expected: Mapping[str, str]
    tolerated: tuple[str, ...] = ()
    why: Names


@dataclass(frozen=True, kw_only=True)
class CellText:
    """What stands in one cell of the written file instead of the fact."""

    table: str
    row: int
    column: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ExtraRow:
    """A row that only the file has: a copy of a fact row with some cells changed."""

    table: str
    like: int
    changed: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class FileFaults:
    """What is wrong with the files only: the fact tables do not know of it."""

    cells: tuple[CellText, ...] = ()
    extra: tuple[ExtraRow, ...] = ()
    skipped: tuple[tuple[str, int], ...] = ()
