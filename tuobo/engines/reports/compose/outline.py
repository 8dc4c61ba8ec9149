"""What an outline looks like in content/…/reports, and the claim words in content/…/claims.

An outline is a list of blocks: headings of four levels, paragraphs of sentences, tables, charts,
and problems with the measures that answer them. A sentence may depend on what the data say.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from tuobo.core.content import Definition, Identifier, Names, Source
from tuobo.engines.reports.compose.figures import Test
from tuobo.engines.reports.compose.periods import Span
from tuobo.engines.reports.compose.tokens import FigureName, Template

Column: TypeAlias = Literal[
    "值", "同比", "环比", "较基线", "分子/分母", "分子", "分母", "上年同期", "上期", "基线期"
]


class Condition(Definition):
    """A test that must hold of a figure: `is` names it, `of` is the inside of a figure token."""

    test: Test
    of: FigureName

    @model_validator(mode="before")
    @classmethod
    def _named_is(cls, given: object) -> object:
        # `is` cannot be the name of an attribute.
        if isinstance(given, dict) and "is" in given:
            return {"test": given["is"], **{key: one for key, one in given.items() if key != "is"}}
        return given


class Sentence(Definition):
    """Said if all conditions hold and, of a record, the fields of `filled` have something."""

    when: tuple[Condition, ...] = ()
    filled: tuple[str, ...] = ()
    say: Template


class Choice(Definition):
    """The first sentence whose conditions hold; none may hold."""

    first: tuple[Sentence, ...]


Saying: TypeAlias = Template | Sentence | Choice


class Row(Definition):
    """A table row: a figure, and its name where the definition's own does not fit."""

    of: FigureName
    name: str = ""


class TablePart(Definition):
    """Rows of figures, or one figure broken down `by` a dimension in official order."""

    caption: Template
    rows: tuple[Row, ...] = ()
    of: FigureName = "resolved_cases"
    by: str = ""
    columns: tuple[Column, ...]
    note: str = ""

    @model_validator(mode="after")
    def _rows_or_places(self) -> TablePart:
        if bool(self.rows) == bool(self.by):
            message = "a table has either `rows`, or `of` with `by`"
            raise ValueError(message)
        return self


class ChartPart(Definition):
    """A chart of months with its sentence; its table follows."""

    of: FigureName
    caption: Template
    months: int = 12
    say: tuple[Saying, ...]


class Topic(Definition):
    """A paragraph with its topic sentence."""

    lead: Template
    say: tuple[Saying, ...] = ()


class Pair(Definition):
    """A problem and the measure that answers it: both are printed or neither is."""

    pair: Identifier
    when: tuple[Condition, ...] = ()
    problem: Topic
    measure: Topic


class Linked(Definition):
    """What is said of the entries of a ledger that name the record in their field `through`."""

    ledger: Identifier
    through: Identifier
    say: Template
    joint: str = "；"
    none: Template = ""


class RecordsPart(Definition):
    """A paragraph for each entry of a ledger, in official order, never by value.

    With a `lead` each stands under a heading of its own, numbered on from what is before it.

    `linked` names what stands with a record: {记录：NAME} prints it; `otherwise` is said where
    there is no entry.
    """

    of: Identifier
    view: str = ""
    order: str = ""
    lead: Template = ""
    say: tuple[Saying, ...] = ()
    linked: dict[str, Linked] = Field(default_factory=dict)
    otherwise: Topic | None = None


_PARTS = ("records", "h1", "h2", "h3", "h4", "p", "topic", "table", "chart", "pairs")


class Part(Definition):
    """One block of an outline: exactly one of these. `when` leaves it out."""

    h1: Template | None = None
    h2: Template | None = None
    h3: Template | None = None
    h4: Template | None = None
    p: tuple[Saying, ...] | None = None
    topic: Topic | None = None
    table: TablePart | None = None
    chart: ChartPart | None = None
    pairs: Literal["problem", "measure"] | None = None
    records: RecordsPart | None = None
    when: tuple[Condition, ...] = ()

    @model_validator(mode="after")
    def _is_one_thing(self) -> Part:
        found = [name for name in _PARTS if getattr(self, name) is not None]
        if len(found) != 1:
            message = f"a block is exactly one of {', '.join(_PARTS)}, found {found}"
            raise ValueError(message)
        return self

    @property
    def level(self) -> int:
        """The level of a heading, 0 for other blocks."""
        return next((at for at in range(1, 5) if getattr(self, f"h{at}") is not None), 0)


class Head(Definition):
    """Red head and 版记 of kinds that have them; what is empty prints as a gap."""

    issuer: Template = ""
    signer: bool = False
    copies_to: str = ""
    printed_by: Template = ""


class Outline(Definition):
    """A kind of report as data. `kind` chooses the layout, `period` the default period.

    records   how far the entries of ledgers are told: to the end of the period, or as they stand
              when the text is written, such as criteria that are answered after the period
    """

    outline: Identifier
    version: int
    kind: Identifier
    names: Names
    purpose: Names
    source: Source
    period: Span
    title: Template
    receiver: Template = "{主送机关}"
    has_contents: bool = False
    has_seal: bool = False
    records: Literal["period_end", "now"] = "period_end"
    head: Head | None = None
    body: tuple[Part, ...]
    pairs: tuple[Pair, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.outline}@{self.version}"


class Claim(Definition):
    """Words that may be printed only under their test, and how the annex names the test."""

    claim: Test
    names: Names
    words: tuple[str, ...]
    method: Names
    source: Source
