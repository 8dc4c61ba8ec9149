"""What the page of columns shows of a file without opening it again: sheets, titles, first cells.

Written once when the files of an upload are read for the first time; it lies in the upload's
folder, which goes when the upload's time is over, because it holds cells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from pydantic import TypeAdapter

from tuobo.engines.intake import ROW, fits
from tuobo.operations.read_files import Matched
from tuobo.operations.workspace import Workspace

_SAMPLES = 3
_LONGEST = 40


@dataclass(frozen=True, kw_only=True)
class SheetPreview:
    """A sheet: its titles, and under each title the first cells that are filled.

    map  which of the mapping's sheets it is read by; -1 if by none
    """

    name: str
    titles: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    map: int = -1

    def sample(self, title: str) -> tuple[str, ...]:
        return self.samples[self.titles.index(title)] if title in self.titles else ()


@dataclass(frozen=True, kw_only=True)
class FilePreview:
    """A file with its sheets, and the titles that came or went since it was seen last."""

    file: str
    sheets: tuple[SheetPreview, ...]
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


_PREVIEWS = TypeAdapter(tuple[FilePreview, ...])


def preview_of(matched: Matched) -> FilePreview:
    changed = matched.changed
    came = [title for sheet in changed.sheets for title in sheet.new]
    went = [title for sheet in changed.sheets for title in sheet.missing]
    for sheet in changed.sheets:
        came += [new for _, new in sheet.renamed]
        went += [old for old, _ in sheet.renamed]
    return FilePreview(
        file=matched.source.file,
        sheets=tuple(_sheets(matched)),
        came=(*changed.new_sheets, *came),
        went=(*changed.missing_sheets, *went),
    )


def keep_previews(workspace: Workspace, upload: int, previews: tuple[FilePreview, ...]) -> None:
    folder = upload_folder(workspace, upload)
    folder.mkdir(parents=True, exist_ok=True)
    _path(folder).write_bytes(_PREVIEWS.dump_json(previews))


def previews_of(workspace: Workspace, upload: int) -> tuple[FilePreview, ...]:
    """The previews of an upload; none if its files were not read yet, or its time is over."""
    path = _path(upload_folder(workspace, upload))
    return _PREVIEWS.validate_json(path.read_bytes()) if path.is_file() else ()


def upload_folder(workspace: Workspace, upload: int) -> Path:
    """Where all lies that was worked out for an upload."""
    return workspace.store / "uploads" / "work" / str(upload)


def _path(folder: Path) -> Path:
    return folder / "previews.json"


def _sheets(matched: Matched) -> Iterable[SheetPreview]:
    source, maps = matched.source, matched.mapping.sheets
    for sheet in source.sheets:
        head = sheet.head().drop(ROW, strict=False)
        samples = tuple(_samples(head, title) for title in sheet.titles)
        at = next((n for n, one in enumerate(maps) if fits(one, sheet, source)), -1)
        yield SheetPreview(name=sheet.name, titles=sheet.titles, samples=samples, map=at)


def _samples(head: pl.DataFrame, title: str) -> tuple[str, ...]:
    if title not in head.columns:
        return ()
    cells = head[title].cast(pl.String).drop_nulls()
    filled = cells.filter(cells.str.len_chars() > 0).unique(maintain_order=True)
    return tuple(one[:_LONGEST] for one in filled.head(_SAMPLES).to_list())
