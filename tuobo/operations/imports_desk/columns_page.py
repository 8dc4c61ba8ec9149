"""Which column of a file becomes which fact: proposed, shown with examples, changed by selects.

A proposal keeps all that the content knows of a column (value lists, units, parts of lists); only
the title that it is read from can be chosen here, and the unit of money. Nothing is guessed after
that: what was confirmed is what is read, this month and the next ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tuobo.core.facts import Column, ColumnType, Table
from tuobo.core.texts import Texts
from tuobo.engines.intake import Binding, SheetMap, TableMap, Unit
from tuobo.engines.intake import Mapping as SourceMapping
from tuobo.operations.imports_desk.previews import FilePreview, SheetPreview
from tuobo.operations.workspace import Workspace
from tuobo.records.registry.upload_queries import FileLine

UNIT = ".unit"
MONEY_UNITS = (Unit.YUAN, Unit.WAN, Unit.FEN)
_SURE = 1.0


@dataclass(frozen=True, kw_only=True)
class ColumnLine:
    """A fact column and the title that it is read from.

    key      name of the select in the form; `<key>.unit` is that of the unit
    joined   titles that are put together and cannot be changed here; empty otherwise
    problem  a sentence, empty if there is none
    """

    key: str
    name: str
    note: str
    kind: str
    is_required: bool
    title: str
    joined: str
    samples: tuple[str, ...]
    is_sure: bool
    percent: int
    unit: str
    problem: str = ""

    @property
    def units(self) -> tuple[str, ...]:
        """The units among which somebody chooses; none where there is nothing to choose."""
        is_money = self.kind == ColumnType.MONEY
        return tuple(one.value for one in MONEY_UNITS) if is_money else ()


@dataclass(frozen=True, kw_only=True)
class TablePart:
    """The columns of one fact table: those that are read, and those that could be."""

    name: str
    read: tuple[ColumnLine, ...]
    unread: tuple[ColumnLine, ...]


@dataclass(frozen=True, kw_only=True)
class SheetPart:
    """A sheet of a file; without tables it is not read. `unused` are titles that nobody reads."""

    name: str
    titles: tuple[str, ...]
    tables: tuple[TablePart, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FilePart:
    """A file with its sheets; `came` and `went` are titles that differ from last time."""

    name: str
    is_remembered: bool
    came: tuple[str, ...]
    went: tuple[str, ...]
    sheets: tuple[SheetPart, ...]


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """The mapping of a file after the choices of a form, and what is wrong with them."""

    mapping: SourceMapping
    problems: Mapping[str, str]


def columns_of(
    workspace: Workspace,
    files: tuple[FileLine, ...],
    previews: tuple[FilePreview, ...],
    texts: Texts,
    problems: Mapping[str, str] | None = None,
) -> tuple[FilePart, ...]:
    """All files of an upload with their columns, as the page shows them."""
    by_name = {one.file: one for one in previews}
    parts = []
    for number, file in enumerate(files):
        preview = by_name.get(file.name)
        if preview is None or not file.mapping:
            continue
        mapping = SourceMapping.from_yaml(file.mapping, file.name)
        page = _Page(workspace, texts, problems or {}, number)
        parts.append(
            FilePart(
                name=file.name,
                is_remembered=file.is_remembered,
                came=preview.came,
                went=preview.went,
                sheets=tuple(page.sheet(one, mapping) for one in preview.sheets),
            )
        )
    return tuple(parts)


def confirmed(
    workspace: Workspace,
    number: int,
    file: FileLine,
    preview: FilePreview,
    choices: Mapping[str, str],
) -> Confirmed:
    """The mapping of the file with that number after the choices of the form."""
    mapping = SourceMapping.from_yaml(file.mapping, file.name)
    sheets = list(mapping.sheets)
    problems: dict[str, str] = {}
    for seen in preview.sheets:
        if seen.map < 0:
            continue
        tables = []
        for at, table in enumerate(sheets[seen.map].tables):
            prefix = f"{number}.{seen.map}.{at}"
            made = _Choosing(workspace, seen, choices, prefix).table(table)
            problems |= made.problems
            tables.append(made.table)
        sheets[seen.map] = sheets[seen.map].model_copy(update={"tables": tuple(tables)})
    return Confirmed(
        mapping=mapping.model_copy(update={"sheets": tuple(sheets)}), problems=problems
    )


@dataclass(frozen=True)
class _Page:
    workspace: Workspace
    texts: Texts
    problems: Mapping[str, str]
    number: int

    def sheet(self, seen: SheetPreview, mapping: SourceMapping) -> SheetPart:
        found: SheetMap | None = mapping.sheets[seen.map] if seen.map >= 0 else None
        tables = found.tables if found else ()
        used = {title for table in tables for one in table.columns for title in one.titles}
        return SheetPart(
            name=seen.name,
            titles=seen.titles,
            tables=tuple(
                self._table(one, seen, f"{self.number}.{seen.map}.{at}")
                for at, one in enumerate(tables)
            ),
            unused=tuple(title for title in seen.titles if title not in used),
        )

    def _table(self, one: TableMap, seen: SheetPreview, prefix: str) -> TablePart:
        table = self.workspace.schema[one.table]
        bound = {binding.to: binding for binding in one.columns}
        given = set(one.constants)
        lines = {
            column.name: self._line(column, bound.get(column.name), seen, prefix, one)
            for column in table.columns
            if column.name not in given
        }
        return TablePart(
            name=self.texts.pick(table.names),
            read=tuple(line for name, line in lines.items() if name in bound),
            unread=tuple(line for name, line in lines.items() if name not in bound),
        )

    def _line(
        self,
        column: Column,
        binding: Binding | None,
        seen: SheetPreview,
        prefix: str,
        table: TableMap,
    ) -> ColumnLine:
        key = f"{prefix}.{column.name}"
        title = binding.titles[0] if binding else ""
        joined = ""
        if binding and binding.join is not None and len(binding.titles) > 1:
            joined = " + ".join(binding.titles)
        unit = binding.unit if binding and binding.unit else Unit.YUAN
        confidence = binding.confidence if binding else _SURE
        return ColumnLine(
            key=key,
            name=column.zh,
            note=column.note,
            kind=column.kind.value,
            is_required=column.name in _required(self.workspace.schema[table.table], table),
            title=title,
            joined=joined,
            samples=seen.sample(title),
            is_sure=confidence >= _SURE,
            percent=round(confidence * 100),
            unit=unit.value,
            problem=self.problems.get(key, ""),
        )


@dataclass(frozen=True, kw_only=True)
class _Made:
    table: TableMap
    problems: Mapping[str, str]


@dataclass(frozen=True)
class _Choosing:
    """The selects of one table of one sheet."""

    workspace: Workspace
    seen: SheetPreview
    choices: Mapping[str, str]
    prefix: str

    def table(self, one: TableMap) -> _Made:
        table = self.workspace.schema[one.table]
        bound = {binding.to: binding for binding in one.columns}
        columns = [
            binding
            for column in table.columns
            if (binding := self._binding(one, column, bound.get(column.name))) is not None
        ]
        filled = {binding.to for binding in columns} | set(one.constants)
        problems = {
            f"{self.prefix}.{name}": "import.column.required"
            for name in _required(table, one)
            if name not in filled
        }
        problems |= dict(self._strange(table))
        return _Made(table=one.model_copy(update={"columns": tuple(columns)}), problems=problems)

    def _binding(self, one: TableMap, column: Column, before: Binding | None) -> Binding | None:
        key = f"{self.prefix}.{column.name}"
        if key not in self.choices:
            return before
        title = self.choices[key]
        if title not in self.seen.titles:
            return None
        found = before or self._known(one.table, column.name)
        changes: dict[str, object] = {"titles": (title,), "join": None, "confidence": _SURE}
        if before is not None and title == before.titles[0]:
            changes = {"confidence": _SURE}
        if column.kind is ColumnType.MONEY and self.choices.get(key + UNIT) in set(MONEY_UNITS):
            changes["unit"] = Unit(self.choices[key + UNIT])
        if found is None:
            found = Binding.model_validate({"to": column.name, "from": [title]})
        return found.model_copy(update=changes)

    def _known(self, table: str, column: str) -> Binding | None:
        """What the content knows of a column: its value lists and parts serve here, too."""
        tables = (
            one
            for mapping in self.workspace.mappings.by_name.values()
            for sheet in mapping.sheets
            for one in sheet.tables
            if one.table == table
        )
        known = (one for found in tables for one in found.columns if one.window is None)
        return next((one for one in known if one.to == column), None)

    def _strange(self, table: Table) -> Iterator[tuple[str, str]]:
        """Choices that name no title of the sheet: the form was made for another file."""
        for column in table.columns:
            key = f"{self.prefix}.{column.name}"
            title = self.choices.get(key, "")
            if title and title not in self.seen.titles:
                yield key, "import.column.strange"


def _required(table: Table, one: TableMap) -> frozenset[str]:
    """What must be read: required facts, unless the case number tells them."""
    needed = {column.name for column in table.columns if column.required} | set(one.needs)
    if one.number_of:
        needed -= {"court", "case_word", "domain", "instance"}
    return frozenset(needed - set(one.constants))
