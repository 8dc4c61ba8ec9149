"""A mapping at work: which sheets it fits, and their chunks as fact rows with issues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import reduce

import polars as pl

from tuobo.core.errors import DataError
from tuobo.core.facts import FactSchema, Table
from tuobo.core.issue import Severity
from tuobo.engines.intake.batch import ISSUE_SCHEMA, ROW, SHEET
from tuobo.engines.intake.mapping.binding import Bound, Cells, Words, constant, told_by_number
from tuobo.engines.intake.mapping.model import (
    Binding,
    Mapping,
    SheetMap,
    TableMap,
    found_title,
    position_of,
    refuse_doubled,
)
from tuobo.engines.intake.readers.header import plain
from tuobo.engines.intake.readers.source import Sheet, Source

_NUMBER_ENDING = "_number"
_TOTAL_WITHIN = 3  # columns among which a row's word for a total stands


@dataclass(frozen=True, kw_only=True)
class BoundTable:
    """A table map whose titles were found in a sheet."""

    map: TableMap
    table: Table
    bounds: tuple[Bound, ...]


@dataclass(frozen=True, kw_only=True)
class BoundSheet:
    """A sheet with the maps that fit it."""

    sheet: Sheet
    map: SheetMap
    tables: tuple[BoundTable, ...]

    def rows_of(self, frame: pl.DataFrame, words: Words) -> tuple[pl.DataFrame, int]:
        """The data rows of a chunk, and how many were left out as totals or by the mapping."""
        out = [self._left_out(frame, words)]
        cells = Cells(frame, words.reading)
        for condition in self.map.skip:
            at = position_of(condition.title, self.sheet.titles)
            if at is not None:
                out.append(cells.holds(condition, self.sheet.titles[at]))
        skipped = reduce(lambda left, right: left | right, out)
        return frame.filter(~skipped), int(skipped.sum())

    def _left_out(self, frame: pl.DataFrame, words: Words) -> pl.Series:
        if self.map.totals == "keep":
            return pl.Series([False], dtype=pl.Boolean).new_from_index(0, frame.height)
        totals = list(words.reading.total_words)
        some = self.sheet.titles[:_TOTAL_WITHIN]
        said = pl.any_horizontal(
            pl.col(title).str.replace_all(r"[\s\x{3000}:：]", "").is_in(totals) for title in some
        )
        return frame.select(said.fill_null(value=False)).to_series()


def bind(source: Source, mapping: Mapping, schema: FactSchema) -> tuple[BoundSheet, ...]:
    """The sheets that the mapping fits; raises DataError if it fits none, or lacks columns."""
    found, lacking = [], []
    for sheet in source.sheets:
        for sheet_map in mapping.sheets:
            if not fits(sheet_map, sheet, source):
                continue
            tables = [_bound_table(one, sheet, schema, source.file) for one in sheet_map.tables]
            kept = tuple(one for one in tables if isinstance(one, BoundTable))
            if kept:
                found.append(BoundSheet(sheet=sheet, map=sheet_map, tables=kept))
                break
            lacking += [(sheet, one) for one in tables if isinstance(one, str)]
    if found:
        return tuple(found)
    if lacking:
        sheet, columns = lacking[0]
        raise DataError(
            "intake.columns_missing",
            file=source.file,
            sheet=sheet.name or "—",
            missing=columns,
            found="、".join(sheet.titles[:12]),
        )
    raise DataError(
        "intake.no_matching_sheet",
        file=source.file,
        mapping=mapping.mapping,
        found="; ".join(
            f"{one.name or '—'}（{'、'.join(one.titles[:6])}）" for one in source.sheets
        ),
    )


def fits(sheet_map: SheetMap, sheet: Sheet, source: Source) -> bool:
    """Whether a sheet's name (or the file's, for one-table files) and titles suit a map."""
    names = [plain(sheet.name)] if sheet.name else []
    if len(source.sheets) == 1:
        names.append(plain(source.path.name.split(".")[0]))
    named = any(fnmatchcase(name, plain_pattern(p)) for name in names for p in sheet_map.match)
    return named and all(position_of(t, sheet.titles) is not None for t in sheet_map.requires)


def plain_pattern(pattern: str) -> str:
    """A name pattern compared as titles are, its stars kept."""
    return "*".join(plain(part) for part in pattern.split("*"))


def fact_rows(
    bound: BoundTable, frame: pl.DataFrame, sheet: str, file: str, words: Words
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The fact rows of a chunk with their places, and a frame of issues a column at fault."""
    cells = Cells(frame, words.reading)
    rows, issues = frame[ROW], []
    columns: dict[str, pl.Series] = {}
    for one in bound.bounds:
        typed, texts, bad = one.read(cells, words)
        columns[one.column.name] = typed
        if bad.any():
            needed = one.column.required or one.column.name in bound.map.needs
            rejects = needed or one.column.decisive
            severity = Severity.REJECTED if rejects else Severity.WARNING
            place = {"file": file, "sheet": sheet, "column": one.shown_title}
            told = {"expected": one.expected(words)}
            said = {"rule": "unreadable_value", "severity": severity.value, **place, **told}
            issues.append(_issues(rows.filter(bad), texts.filter(bad), said))
    for name, text in bound.map.constants.items():
        columns[name] = constant(text, bound.table.by_name[name], frame.height, words)
    number_of = bound.map.number_of
    if number_of in columns:
        for name, told_column in told_by_number(columns[number_of], bound.table, words).items():
            given = columns.get(name)
            columns[name] = told_column if given is None else given.zip_with(
                given.is_not_null(), told_column
            )  # fmt: skip
    # Columns that the source lacks stay absent: null would blank what is stored of these cases.
    # Key columns are there in any case: an empty category or division is part of a key.
    facts = pl.DataFrame(columns, height=frame.height).select(
        pl.col(name).cast(kind) if name in columns else pl.lit(None, kind).alias(name)
        for name, kind in bound.table.polars_schema.items()
        if name in columns or name in bound.table.key
    )
    facts = facts.with_columns(pl.lit(sheet).alias(SHEET), rows.alias(ROW))
    if bound.map.needs:
        facts = facts.filter(pl.all_horizontal(pl.col(n).is_not_null() for n in bound.map.needs))
    return facts, issues


def finished(bound: BoundTable, frames: list[pl.DataFrame]) -> pl.DataFrame:
    """All rows of a table from one sheet: folded to one a key, repeated names numbered."""
    facts = pl.concat(frames, how="diagonal")
    one = bound.map
    if one.latest:
        facts = facts.sort(one.latest, descending=True, nulls_last=True, maintain_order=True)
    if one.one_per:
        facts = facts.unique(subset=list(one.one_per), keep="first", maintain_order=True)
        facts = facts.sort(ROW) if one.latest else facts
    if one.repeats:
        number = pl.int_range(1, pl.len() + 1).over(list(bound.table.key))
        name = pl.col(one.repeats)
        numbered = pl.format("{} ·{}", name.fill_null("—"), number)
        facts = facts.with_columns(pl.when(number > 1).then(numbered).otherwise(name))
    return facts


def _bound_table(one: TableMap, sheet: Sheet, schema: FactSchema, file: str) -> BoundTable | str:
    """The table map with the sheet's titles, or the names of columns that it lacks."""
    table = schema[one.table]
    bounds = tuple(_bound_columns(one, table, sheet, file))
    provided = {bound.column.name for bound in bounds} | set(one.constants)
    if one.number_of in provided:
        provided |= {"court", "case_word", "case_year", "case_serial", "domain", "instance"}
    wanted = [column.name for column in table.columns if column.required]
    lacking = [name for name in (*wanted, *one.needs) if name not in provided]
    if lacking:
        return "、".join(dict.fromkeys(table.by_name[name].zh for name in lacking))
    return BoundTable(map=one, table=table, bounds=bounds)


def _bound_columns(one: TableMap, table: Table, sheet: Sheet, file: str) -> Iterator[Bound]:
    for binding in one.columns:
        titles = _titles_of(binding, sheet)
        if not titles:
            continue
        wrong = next((title for title in titles if title in sheet.doubled), None)
        if wrong:
            raise refuse_doubled(file, sheet.name, wrong)
        condition = _title(binding.only_if.title, sheet) if binding.only_if else ""
        if condition is None:
            continue
        yield Bound(
            binding=binding,
            column=table.by_name[binding.to],
            titles=titles,
            condition_title=condition,
            month_title=(_title(binding.window.month, sheet) or "") if binding.window else "",
            is_number=bool(one.number_of) and binding.to.endswith(_NUMBER_ENDING),
        )


def _title(title: str, sheet: Sheet) -> str | None:
    at = position_of(title, sheet.titles)
    return None if at is None else sheet.titles[at]


def _titles_of(binding: Binding, sheet: Sheet) -> tuple[str, ...]:
    if binding.join is None:
        title = found_title(binding, sheet.titles)
        return (title,) if title is not None else ()
    found = [position_of(title, sheet.titles) for title in binding.titles]
    return tuple(sheet.titles[at] for at in found if at is not None)


def _issues(rows: pl.Series, found: pl.Series, said: dict[str, str]) -> pl.DataFrame:
    frame = pl.DataFrame({"row": rows, "found": found})
    return frame.with_columns(pl.lit(text).alias(name) for name, text in said.items()).select(
        pl.col(name).cast(kind) for name, kind in ISSUE_SCHEMA.items()
    )
