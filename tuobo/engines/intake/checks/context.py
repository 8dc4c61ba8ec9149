"""What a check may look at beside the batch: code lists, rules, the day, the stored facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from tuobo.core.case_number import CaseNumbers
from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.intake.batch import ROW, SHEET, Batch
from tuobo.engines.intake.checks.rules import CheckRules

CASE = "case"
CASE_NUMBER = "case_number"


@dataclass(frozen=True, kw_only=True)
class CheckContext:
    """The surroundings of one check run.

    day      the day that the data speak of: nothing may have happened after it
    stored   the facts of the data version that the batch will be compared with
    without  checks that the source is excused from
    held     checks whose doubtful rows are held back: somebody decided so
    """

    schema: FactSchema
    vocabularies: Vocabularies
    numbers: CaseNumbers
    rules: CheckRules
    day: date
    stored: Mapping[str, pl.LazyFrame] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, content: Content, *, day: date, stored: Mapping[str, pl.LazyFrame] | None = None
    ) -> CheckContext:
        vocabularies = Vocabularies.of(content)
        return cls(
            schema=FactSchema.of(content),
            vocabularies=vocabularies,
            numbers=CaseNumbers.of(vocabularies),
            rules=CheckRules.of(content),
            day=day,
            stored=stored or {},
        )

    def tables_of(self, batch: Batch, check: str) -> dict[str, pl.DataFrame]:
        """The non-empty tables of a batch that a check looks at, with all their columns."""
        named = self.rules[check].tables
        return {
            name: self._whole(name, frame)
            for name, frame in batch.tables.items()
            if not frame.is_empty() and (not named or name in named)
        }

    def cases(self, batch: Batch, columns: list[str], numbers: pl.DataFrame) -> pl.DataFrame:
        """Case rows of some case numbers: the batch's own, and the store's where it has none."""
        frames = []
        if CASE in batch.tables:
            whole = self._whole(CASE, batch.tables[CASE]).select(CASE_NUMBER, *columns)
            own = whole.join(numbers, on=CASE_NUMBER, how="semi")
            frames.append(own.unique(CASE_NUMBER, keep="first"))
            numbers = numbers.join(own, on=CASE_NUMBER, how="anti")
        if CASE in self.stored and not numbers.is_empty():
            stored = self.stored[CASE].select(CASE_NUMBER, *columns)
            found = stored.join(numbers.lazy(), on=CASE_NUMBER, how="semi")
            frames.append(found.collect(engine="streaming"))
        kinds = self.schema[CASE].polars_schema
        none = pl.DataFrame(schema={name: kinds[name] for name in (CASE_NUMBER, *columns)})
        return pl.concat([none, *frames])

    def merged(
        self, batch: Batch, table: str, columns: list[str], within: pl.DataFrame
    ) -> pl.DataFrame:
        """Rows of a table as they would be after the import, of the registers in `within`.

        Only what is asked for is read: the store may hold a whole country.
        """
        frames = []
        if table in batch.tables:
            own = self._whole(table, batch.tables[table])
            frames.append(own.join(within, on=within.columns, how="semi").select(*columns))
        if table in self.stored:
            key = list(self.schema[table].key)
            stored = self.stored[table].join(within.lazy(), on=within.columns, how="semi")
            stored = stored.select(*dict.fromkeys([*columns, *key]))
            if table in batch.tables:
                brought = batch.tables[table].lazy().select(key).unique()
                stored = stored.join(brought, on=key, how="anti", nulls_equal=True)
            frames.append(stored.select(*columns).collect(engine="streaming"))
        kinds = self.schema[table].polars_schema
        return pl.concat([pl.DataFrame(schema={name: kinds[name] for name in columns}), *frames])

    def title(self, table: str, column: str) -> str:
        """What people call a column."""
        return self.schema[table].by_name[column].zh

    def _whole(self, table: str, frame: pl.DataFrame) -> pl.DataFrame:
        kinds = self.schema[table].polars_schema
        absent = [
            pl.lit(None, kind).alias(c) for c, kind in kinds.items() if c not in frame.columns
        ]
        return frame.with_columns(absent) if absent else frame


def places() -> list[str]:
    """The two columns that say where in the file a row stands."""
    return [SHEET, ROW]
