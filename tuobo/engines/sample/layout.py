"""How the sample's files are laid out: a definition in content/…/sample/export.yaml, typed."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from tuobo.core.content import Content, Definition, load_file
from tuobo.engines.sample.plan import FOLDER

Writing: TypeAlias = Literal[
    "text", "label", "procedure", "flag", "iso", "hanzi", "slash", "compact", "serial", "date_cell",
    "yuan", "wan", "integer", "months", "mixed_number", "whole_court", "order",
]  # fmt: skip


class SheetColumn(Definition):
    """A column of a sheet: its title, the fact column behind it, and how values are written."""

    header: str
    column: str = ""
    writing: Writing = Field(alias="as")


class SheetLayout(Definition):
    """A sheet: the rows of one fact table, perhaps of one kind, under merged title rows."""

    sheet: str
    table: str
    kind: str = ""
    title: str = ""
    notes: tuple[str, ...] = ()
    header_row: int = 1
    totals: tuple[str, ...] = ()
    columns: tuple[SheetColumn, ...]

    def header_of(self, column: str) -> str:
        """The title over a fact column, empty if the sheet does not show it."""
        return next((one.header for one in self.columns if one.column == column), "")


class FileLayout(Definition):
    """A file: a workbook, or one table of text in an encoding."""

    file: str
    encoding: str = ""
    sheets: tuple[SheetLayout, ...]


def file_layouts(content: Content) -> tuple[FileLayout, ...]:
    """The files of an export in the order of writing."""
    return load_file(content.roots[0] / FOLDER / "export.yaml", FileLayout)
