"""An answer made of cells: each cell has its place in the dimensions, a measure and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tuobo.core.evidence import Evidence
from tuobo.core.measure import Measure


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One figure; `at` holds one value a dimension of the cube ("court" → "辽9901")."""

    at: Mapping[str, str]
    measure: Measure
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Cube:
    """Cells of one question, in the official order of their dimensions (never by value)."""

    dimensions: tuple[str, ...]
    cells: tuple[Cell, ...]

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def cell(self, **at: str) -> Cell | None:
        """The one cell at that place, or None."""
        return next((cell for cell in self.cells if dict(cell.at) == at), None)
