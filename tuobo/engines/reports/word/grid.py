"""The character grid: type area, line pitch and character pitch of a sheet in twips.

22 lines in 225 mm are 28.99 points each; a twip more and the page would hold 21, so the pitch is
rounded down. 28 characters in 156 mm are 15.79 points each, which the grid's `charSpace` (in
1/4096 point) reaches from the 16 points of 三号.
"""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.engines.reports.layout import Sheet
from tuobo.engines.reports.word.lengths import TWIPS_IN_POINT, twips


@dataclass(frozen=True)
class Grid:
    """What the measures of a sheet come to."""

    sheet: Sheet

    @property
    def width(self) -> int:
        """Type area in twips: what is left between the margins."""
        return twips(self.sheet.paper.width_mm) - self.left - self.right

    @property
    def height(self) -> int:
        return twips(self.sheet.paper.height_mm) - self.top - self.bottom

    @property
    def top(self) -> int:
        return twips(self.sheet.margins.top_mm)

    @property
    def left(self) -> int:
        return twips(self.sheet.margins.left_mm)

    @property
    def right(self) -> int:
        return twips(self.sheet.right_mm)

    @property
    def bottom(self) -> int:
        return twips(self.sheet.bottom_mm)

    @property
    def line(self) -> int:
        """Line pitch in twips."""
        return self.height // self.sheet.grid.lines

    @property
    def character_points(self) -> float:
        """Character pitch in points."""
        return self.width / self.sheet.grid.characters / TWIPS_IN_POINT

    @property
    def char_space(self) -> int:
        """Pitch minus size of the body type, in 1/4096 point, rounded down to fit."""
        return int((self.character_points - self.sheet.styles.body.points) * 4096 // 1)

    def across(self, count: float) -> int:
        """The width of so many characters in twips."""
        return round(count * self.character_points * TWIPS_IN_POINT)
