"""How a source differs from what it was when its mapping was saved: shown, never guessed away."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.engines.intake.mapping.application import fits
from tuobo.engines.intake.mapping.model import Mapping, SheetMap, position_of
from tuobo.engines.intake.mapping.proposal import likeness
from tuobo.engines.intake.readers.source import Sheet, Source

_RENAMED = 0.6  # likeness from which a lost and a new title are taken for the same column


@dataclass(frozen=True, kw_only=True)
class SheetDifference:
    """Titles of one sheet that came, went or seem to have been renamed (old, new).

    lost_columns  fact columns that the mapping filled from titles that went
    """

    sheet: str
    new: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    lost_columns: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.missing or self.renamed)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What changed in a source: sheets that came or went, and the sheets that changed."""

    new_sheets: tuple[str, ...] = ()
    missing_sheets: tuple[str, ...] = ()
    sheets: tuple[SheetDifference, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.new_sheets or self.missing_sheets or self.sheets)


def difference(saved: Mapping, source: Source) -> Difference:
    """The source against its saved mapping."""
    pairs: list[tuple[SheetMap, Sheet]] = []
    new_sheets = []
    for sheet in source.sheets:
        one = next((one for one in saved.sheets if fits(one, sheet, source)), None)
        if one is None:
            new_sheets.append(sheet.name or source.file)
        else:
            pairs.append((one, sheet))
    known = [one for one, _ in pairs]
    found = [_of_sheet(one, sheet, source) for one, sheet in pairs]
    return Difference(
        new_sheets=tuple(new_sheets),
        missing_sheets=tuple(one.match[0] for one in saved.sheets if one not in known),
        sheets=tuple(one for one in found if not one.is_empty),
    )


def _of_sheet(one: SheetMap, sheet: Sheet, source: Source) -> SheetDifference:
    before = one.titles
    new = [title for title in sheet.titles if position_of(title, before) is None]
    missing = [title for title in before if position_of(title, sheet.titles) is None]
    renamed = []
    for old in tuple(missing):
        alike, best = max(((likeness(old, title), title) for title in new), default=(0.0, ""))
        if alike >= _RENAMED:
            renamed.append((old, best))
            missing.remove(old)
            new.remove(best)
    gone = {*missing, *(old for old, _ in renamed)}
    lost = {
        binding.to
        for table in one.tables
        for binding in table.columns
        if all(title in gone for title in binding.titles)
    }
    return SheetDifference(
        sheet=sheet.name or source.file,
        new=tuple(new),
        missing=tuple(missing),
        renamed=tuple(renamed),
        lost_columns=tuple(sorted(lost)),
    )
