"""The first rows of each tab as they stand in their files, and what the checks say of the cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from tuobo.core.facts import FactSchema
from tuobo.core.issue import Severity
from tuobo.engines.intake import ROW, SHEET, TAB, Batch, Rejected, Tab, rows_at
from tuobo.operations.imports_desk.check_result import (
    ROWS_SHOWN,
    Mark,
    ShownRow,
    ShownSheet,
)
from tuobo.operations.rehearse_import import ImportRehearsal
from tuobo.operations.workspace import Workspace

_JOINED = "、"
_CASE = "case"


def shown_rows(
    workspace: Workspace, rehearsed: ImportRehearsal, tabs: pl.DataFrame
) -> Iterator[ShownSheet]:
    """At most the first rows of each tab, sheet by sheet."""
    first = tabs.filter(pl.int_range(pl.len()).over(TAB) < ROWS_SHOWN)
    if rehearsed.read.is_documents:
        yield from _of_documents(rehearsed.read.batch, first, workspace.schema)
        return
    for source, mapping in rehearsed.read.sources:
        found = rows_at(
            first.select(SHEET, ROW), source, rehearsed.read.batch, mapping, workspace.schema
        )
        for tab in Tab:
            yield from _of_file(found, tab, _numbers(first, tab, source.file))


def _numbers(first: pl.DataFrame, tab: Tab, file: str) -> Mapping[str, set[int]]:
    """Sheet → rows of a tab. In a batch of several files a sheet is called `file · sheet`."""
    rows = first.filter(pl.col(TAB) == tab.value)
    found: dict[str, set[int]] = {}
    for sheet, row in rows.select(SHEET, ROW).iter_rows():
        own = "" if sheet == file else sheet.removeprefix(f"{file} · ")
        found.setdefault(own, set()).add(row)
    return found


def _of_file(found: Rejected, tab: Tab, numbers: Mapping[str, set[int]]) -> Iterator[ShownSheet]:
    for sheet, frame in found.sheets.items():
        wanted = frame.filter(pl.col(ROW).is_in(list(numbers.get(sheet, ()))))
        if wanted.is_empty():
            continue
        titles = tuple(name for name in wanted.columns if name != ROW)
        marks = _marks(found.issues.filter(pl.col("sheet") == sheet))
        yield ShownSheet(
            tab=tab.value,
            file=found.file,
            sheet=sheet,
            titles=titles,
            rows=tuple(_rows(wanted.select(ROW, *titles).iter_rows(), marks)),
        )


def _of_documents(batch: Batch, first: pl.DataFrame, schema: FactSchema) -> Iterator[ShownSheet]:
    """Judgment documents have no cells: the facts of the case that each of them states."""
    columns = {name: one.zh for name, one in schema[_CASE].by_name.items()}
    cases = batch.tables[_CASE]
    stated = [
        name for name in cases.columns if name in columns and cases[name].null_count() < len(cases)
    ]
    texts = cases.select(SHEET, ROW, *(pl.col(name).cast(pl.String) for name in stated))
    for tab in Tab:
        places = first.filter(pl.col(TAB) == tab.value).select(SHEET, ROW)
        rows = places.join(texts, on=[SHEET, ROW], how="left", maintain_order="left")
        for (sheet,), part in rows.partition_by(SHEET, as_dict=True, maintain_order=True).items():
            marks = _marks(batch.issues.filter(pl.col("sheet") == sheet))
            yield ShownSheet(
                tab=tab.value,
                file=str(sheet),
                sheet="",
                titles=tuple(columns[name] for name in stated),
                rows=tuple(_rows(part.select(ROW, *stated).iter_rows(), marks)),
            )


def _rows(
    rows: Iterable[tuple[object, ...]], marks: Mapping[int, tuple[Mark, ...]]
) -> Iterator[ShownRow]:
    for number, *cells in rows:
        row = int(str(number))
        texts = tuple("" if one is None else str(one) for one in cells)
        yield ShownRow(number=row, cells=texts, marks=marks.get(row, ()))


def _marks(issues: pl.DataFrame) -> Mapping[int, tuple[Mark, ...]]:
    """Row → what the checks say; an issue that names several titles marks each of them."""
    found: dict[int, list[Mark]] = {}
    columns = ("row", "column", "rule", "found", "expected", "severity")
    for row, column, rule, seen, expected, severity in issues.select(columns).iter_rows():
        if row is None:
            continue
        for title in (column or "").split(_JOINED):
            mark = Mark(
                title=title,
                check=rule,
                found=seen or "",
                expected=expected or "",
                is_rejected=severity == Severity.REJECTED.value,
            )
            found.setdefault(row, []).append(mark)
    return {row: tuple(marks) for row, marks in found.items()}
