"""How far the rows behind a figure passed the checks of the last import: counts, never a score.

Rows that were rejected are missing from the figure; rows that were flagged in a column that the
figure reads are in it and ask for a look. What the data do not hold at all is told as gaps.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl
from pydantic import Field

from tuobo.core.content import Content, Definition, Source
from tuobo.core.errors import DefinitionError
from tuobo.core.facts import FactSchema
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.engines.docket import CaseFilter, select_rows
from tuobo.engines.indicators import ReadyIndicator, ReadySide
from tuobo.operations.data_gaps import DataGaps
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.keep_quarantine import KeptQuarantine, quarantine_of

_CASE, _INTERVAL, _REJECTED = "case", "interval", "rejected"


@dataclass(frozen=True, kw_only=True)
class Credibility:
    """What is known of the rows behind a figure.

    read, kept  rows of the last import in the sheets that feed the figure's tables
    flagged     rows among the kept ones with a remark in a column that the figure reads
    most_share  of the rows that may be kept out or flagged before that is a gap
    gaps        what the data do not hold, in sentences
    text        all of it in one sentence
    """

    read: int
    kept: int
    flagged: int
    most_share: float
    gaps: tuple[str, ...]
    text: str

    @property
    def is_low(self) -> bool:
        """The data lack what the figure needs, or too many of the rows behind it are in doubt.

        A few rows in quarantine stand in the sentence; if they alone made all figures doubtful,
        the mark would say nothing.
        """
        in_doubt = self.read - self.kept + self.flagged
        return bool(self.gaps) or in_doubt > self.most_share * self.read


class CredibilityRules(Definition):
    """From which share of rows in doubt on a figure is marked; the last root wins."""

    most_share: float = Field(ge=0, le=1)
    source: Source

    @classmethod
    def of(cls, content: Content) -> CredibilityRules:
        found = content.load("credibility", cls)
        if not found:
            raise DefinitionError("desk.no_credibility")
        return found[-1]


class Checked:
    """What the checks of the last import said, asked indicator by indicator."""

    def __init__(self, opened: OpenVersion, texts: Texts) -> None:
        self._kept: KeptQuarantine = quarantine_of(opened.workspace, opened.version)
        self._schema = opened.workspace.schema
        self._texts = texts
        self._most_share = CredibilityRules.of(opened.workspace.content).most_share
        rejected = pl.col("severity") == _REJECTED
        places = self._kept.issues.select("sheet", "row", "column", "severity").drop_nulls("row")
        out = places.filter(rejected).select("sheet", "row").unique()
        flags = places.join(out, on=["sheet", "row"], how="anti").select("sheet", "row", "column")
        self._flags = {
            str(column): rows
            for (column,), rows in flags.partition_by("column", as_dict=True).items()
        }

    def credibility(self, ready: ReadyIndicator, gaps: DataGaps) -> Credibility:
        """What is known of the rows behind an indicator."""
        sheets = self._sheets(ready)
        read = sum(self._kept.rows_read.get(sheet, 0) for sheet in sheets)
        kept = sum(self._kept.rows_kept.get(sheet, 0) for sheet in sheets)
        titles = {title for side in ready.sides for title in _titles(self._schema, side.columns)}
        found = Credibility(
            read=read,
            kept=kept,
            flagged=self._flagged(titles, sheets),
            most_share=self._most_share,
            gaps=gaps.notes(ready),
            text="",
        )
        return replace(found, text=self._told(found))

    def _flagged(self, titles: Collection[str], sheets: Collection[str]) -> int:
        """The rows of some sheets that carry a remark in any of these columns."""
        rows = [self._flags[title] for title in titles if title in self._flags]
        if not rows:
            return 0
        mine = pl.concat(rows).filter(pl.col("sheet").is_in(list(sheets)))
        return mine.select("sheet", "row").n_unique() if mine.height else 0

    def _sheets(self, ready: ReadyIndicator) -> Sequence[str]:
        """The sheets that fed the indicator's tables; all of them where that was not kept."""
        tables = {table for side in ready.sides for table in self._feeding(side)}
        known: Mapping[str, tuple[str, ...]] = self._kept.sheets
        if not known:
            return list(self._kept.rows_read)
        return list(dict.fromkeys(sheet for table in tables for sheet in known.get(table, ())))

    def _feeding(self, side: ReadySide) -> tuple[str, ...]:
        """Intervals feed only what reads a deadline: columns that no file of cases has."""
        is_computed = set(side.columns) - set(self._schema[_CASE].by_name)
        return (side.table, _INTERVAL) if side.table == _CASE and is_computed else (side.table,)

    def _told(self, found: Credibility) -> str:
        if not found.read:
            return self._texts("desk.credibility.unknown")
        return self._texts(
            "desk.credibility",
            read=f"{found.read:,}",
            kept=f"{found.kept:,}",
            rejected=f"{found.read - found.kept:,}",
            flagged=f"{found.flagged:,}",
        )


def gaps_at(opened: OpenVersion, place: Place, texts: Texts) -> DataGaps:
    """What the data do not hold at a place: see DataGaps."""
    return opened.remembered(("gaps", place, texts.lang), lambda: _gaps_at(opened, place, texts))


def _gaps_at(opened: OpenVersion, place: Place, texts: Texts) -> DataGaps:
    docket, schema = opened.docket, opened.workspace.schema
    rows = select_rows(docket, Reach((place,)), CaseFilter())
    cases = docket.case.select(list(schema[_CASE].by_name))
    if len(rows) < len(docket):
        nulls = {name: cases[name].gather(rows).null_count() for name in cases.columns}
    else:
        nulls = cases.null_count().row(0, named=True)
    return DataGaps.counted(
        schema,
        texts,
        tables=frozenset(name for name, count in opened.version.rows.items() if count),
        cases=len(rows),
        nulls=nulls,
        has_limits=docket.case["due_on"].null_count() < len(docket),
    )


def _titles(schema: FactSchema, columns: Sequence[str]) -> list[str]:
    known = [table.by_name for table in schema.tables.values()]
    return [names[column].zh for column in columns for names in known if column in names]
