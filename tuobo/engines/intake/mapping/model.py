"""A mapping says, as data, how a source's sheets become fact rows. Its verbs are a closed set.

A column binding takes the first of its titles that the sheet has (or joins them all), and then,
in this order: picks a part of a list, maps values, finds fragments, keeps the value only under a
condition, and reads it as the fact column's type. There is no expression language.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

import yaml
from pydantic import Field, model_validator

from tuobo.core.content import Content, Definition, Identifier, Names, Source, unique
from tuobo.core.errors import DataError, DefinitionError, RequestError
from tuobo.core.facts import FactSchema
from tuobo.engines.intake.readers.header import plain

# A saved mapping is called after its file, and court files have Chinese names.
SourceName = Annotated[str, Field(pattern=r"^\w[\w\-]*$")]


class DateOrder(StrEnum):
    """In which order year, month and day stand where all three are numbers."""

    YMD = "ymd"
    MDY = "mdy"
    DMY = "dmy"


class Unit(StrEnum):
    """What a number counts: money in yuan, 万元 or fen; spans of time in months or days."""

    YUAN = "yuan"
    WAN = "wan"
    FEN = "fen"
    MONTHS = "months"
    DAYS = "days"


class Condition(Definition):
    """Holds for a row whose cell under a title is one of some texts, or blank, or filled."""

    title: str
    is_in: tuple[str, ...] = Field(default=(), alias="is")
    blank: bool | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Condition:
        if bool(self.is_in) == (self.blank is not None):
            raise ValueError("give either 'is' or 'blank'")
        return self


class Window(Definition):
    """A span of months that ends in the year (and month) of the cells: its first or last day.

    month  the title of the month, a year alone ends in December; month_names: text → number
    """

    edge: Literal["first", "last"]
    month: str = ""
    months: int = Field(default=12, gt=0)
    month_names: dict[str, int] = Field(default_factory=dict)


class Binding(Definition):
    """One fact column and where its value comes from.

    titles      the titles that a source may use, the first that is there is taken
    join        join the cells of all these titles with this text instead
    split, take take one part of a list that is written in one cell
    values      text → code or text; fragments: the first fragment that the cell contains → code
    otherwise   what a text becomes that `values` or `fragments` do not name (empty: null)
    only_if     else null
    window      the year under `titles` as the first or last day of a span of months
    confidence  how sure a proposal is; 1 in written mappings
    """

    to: Identifier
    titles: tuple[str, ...] = Field(alias="from", min_length=1)
    join: str | None = None
    split: str = ""
    take: Literal["first", "last"] = "first"
    values: dict[str, str | None] = Field(default_factory=dict)
    fragments: dict[str, str] = Field(default_factory=dict)
    otherwise: str | None = "keep"
    nulls: tuple[str, ...] = ()
    only_if: Condition | None = None
    unit: Unit | None = None
    dates: DateOrder = DateOrder.YMD
    window: Window | None = None
    confidence: float = Field(default=1.0, ge=0, le=1)


class TableMap(Definition):
    """Fact rows of one table out of the rows of a sheet, at most one of each.

    constants    fact column → the same text for all rows
    needs        a row gives a fact row only if these fact columns are filled
    one_per      of rows that agree in these fact columns only the first gives a fact row,
    latest       or the one with the latest day in this column
    number_of    the column whose case number tells court, word, year and serial where the
                 source does not; empty for sources whose numbers are not Chinese case numbers
    repeats      a text column whose repeated texts (same key otherwise) are numbered: ·2, ·3
    """

    table: Identifier
    columns: tuple[Binding, ...]
    constants: dict[str, str] = Field(default_factory=dict)
    needs: tuple[str, ...] = ()
    one_per: tuple[str, ...] = ()
    latest: str = ""
    number_of: str = ""
    repeats: str = ""


class SheetMap(Definition):
    """A sheet, known by patterns of its name (or the file's) and by titles that it must have.

    skip    rows that are no data
    totals  whether rows that begin with a word for a total are left out or kept as data
    titles  what the sheet looked like when the mapping was saved
    """

    match: tuple[str, ...]
    tables: tuple[TableMap, ...]
    requires: tuple[str, ...] = ()
    skip: tuple[Condition, ...] = ()
    totals: Literal["skip", "keep"] = "skip"
    titles: tuple[str, ...] = ()


class Mapping(Definition):
    """How the files of one source become facts."""

    mapping: SourceName
    names: Names
    source: Source | None = None
    sheets: tuple[SheetMap, ...]
    note: str = ""

    def to_yaml(self) -> str:
        """The mapping as it is saved beside the store; `from_yaml` gives it back."""
        plain_data = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return yaml.safe_dump(plain_data, allow_unicode=True, sort_keys=False, width=100)

    @classmethod
    def from_yaml(cls, text: str, name: str = "") -> Mapping:
        """A saved mapping; raises DefinitionError if it is not one."""
        try:
            return cls.model_validate(yaml.safe_load(text))
        except (yaml.YAMLError, ValueError) as error:
            raise DefinitionError(
                "intake.saved_mapping", mapping=name, problem=str(error).splitlines()[0]
            ) from error

    def check_against(self, schema: FactSchema) -> None:
        """Raises DefinitionError naming a table or column that the facts do not have."""
        for sheet in self.sheets:
            for one in sheet.tables:
                table = schema[one.table]
                named = {binding.to for binding in one.columns} | set(one.constants)
                named |= set(one.needs) | set(one.one_per)
                unknown = sorted(named - set(table.by_name))
                if unknown:
                    raise DefinitionError(
                        "intake.mapping_column",
                        mapping=self.mapping,
                        table=one.table,
                        columns=", ".join(unknown),
                    )


class Mappings:
    """The mappings of the content in use, by name."""

    def __init__(self, mappings: tuple[Mapping, ...], schema: FactSchema) -> None:
        self.by_name = {one.mapping: one for one in unique(mappings, "mapping")}
        self._schema = schema
        for one in mappings:
            one.check_against(schema)

    @classmethod
    def of(cls, content: Content, schema: FactSchema) -> Mappings:
        return cls(content.load("intake/mappings", Mapping), schema)

    def __getitem__(self, name: str) -> Mapping:
        try:
            return self.by_name[name]
        except KeyError:
            known = ", ".join(self.by_name)
            raise RequestError("intake.no_mapping", mapping=name, known=known) from None

    @property
    def known_titles(self) -> frozenset[str]:
        """Every title by which a header can be told: of all mappings and of the fact columns."""
        titles = {column.zh for table in self._schema.imported for column in table.columns}
        for mapping in self.by_name.values():
            for sheet in mapping.sheets:
                titles.update(sheet.requires)
                for one in sheet.tables:
                    titles.update(title for binding in one.columns for title in binding.titles)
        return frozenset(titles)


def position_of(title: str, titles: tuple[str, ...]) -> int | None:
    """Where a title stands among a sheet's, whatever its width and spaces."""
    wanted = plain(title)
    return next((at for at, one in enumerate(titles) if plain(one) == wanted), None)


def found_title(binding: Binding, titles: tuple[str, ...]) -> str | None:
    """The sheet's own spelling of the first title of a binding that it has."""
    for title in binding.titles:
        at = position_of(title, titles)
        if at is not None:
            return titles[at]
    return None


def refuse_doubled(file: str, sheet: str, title: str) -> DataError:
    """The error for a title that is wanted and stands on two columns."""
    return DataError("intake.header_doubled", file=file, sheet=sheet or "—", title=title)
