"""The document tree: what a report is before it becomes Word, HTML or PDF.

Composing fills it, writers lay it out, neither knows the other. A figure stands in the text as a
`FigureRun` that carries its passport, so that every writer can link it and the annex can list it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from tuobo.core.evidence import Evidence
from tuobo.core.measure import Measure


class Form(StrEnum):
    """How a figure is said: its value, a comparison (同比, 环比, 较基线), or its two counts."""

    VALUE = "value"
    YEAR_ON_YEAR = "year_on_year"
    PERIOD_ON_PERIOD = "period_on_period"
    AGAINST_BASELINE = "against_baseline"
    FRACTION = "fraction"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, kw_only=True)
class Passport:
    """The identity of one printed figure: enough to recompute it from its data version.

    `code` is short and stable (letters and digits) and unique in a document; `base` is the
    measure compared with, for comparisons; `rows_hash` covers the case numbers on both sides.
    """

    code: str
    text: str
    form: Form
    definition_name: str
    formula: str
    measure: Measure
    evidence: Evidence
    base: Measure | None = None
    base_evidence: Evidence | None = None
    computed_at: datetime | None = None
    rows_hash: str = ""


@dataclass(frozen=True, kw_only=True)
class TextRun:
    """Plain text; `is_gap` marks 【待填：…】, which is also listed at the end of the run."""

    text: str
    is_gap: bool = False


@dataclass(frozen=True, kw_only=True)
class FigureRun:
    """A figure in the text; what is printed is `passport.text`."""

    passport: Passport

    @property
    def text(self) -> str:
        return self.passport.text


Run: TypeAlias = TextRun | FigureRun


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of the four official levels: 1 一、 2 （一） 3 1. 4 （1）. The number is given."""

    level: int
    number: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Body text, indented two characters; `lead` runs are set in 楷体 as a topic sentence."""

    runs: Sequence[Run]
    lead: Sequence[Run] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in (*self.lead, *self.runs))


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with its caption; cells are runs, so figures in it are traced as in the text.

    is_list   a list of its own, which begins where it stands and goes on over pages
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[Run]]
    note: str = ""
    is_list: bool = False


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A chart: a Vega-Lite specification with its sentence; its table follows it."""

    caption: str
    specification: Mapping[str, object]
    sentence: Sequence[Run]
    table: Table | None = None


Block: TypeAlias = Heading | Paragraph | Table | Picture


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """An attachment that begins on a page of its own; the annex 数据来源表 is one."""

    name: str
    blocks: Sequence[Block]


@dataclass(frozen=True, kw_only=True)
class Front:
    """Red head and the marks above the title; empty fields are left out."""

    issuer: str = ""
    number: str = ""
    signer: str = ""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""


@dataclass(frozen=True, kw_only=True)
class Back:
    """版记: copies to, printed by and on."""

    copies_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole report in official order: head, title, receiver, body, attachments, signature."""

    id: str
    kind: str
    title: str
    receiver: str = ""
    blocks: Sequence[Block]
    attachments: Sequence[Attachment] = ()
    signature: str = ""
    dated_on: date | None = None
    has_seal: bool = False
    has_contents: bool = False
    front: Front | None = None
    back: Back | None = None
    data_version: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)

    @property
    def passports(self) -> tuple[Passport, ...]:
        """All figures in the order of the text, attachments last, each code once."""
        found: dict[str, Passport] = {}
        for block in (*self.blocks, *(b for one in self.attachments for b in one.blocks)):
            for run in runs_of(block):
                if isinstance(run, FigureRun):
                    found.setdefault(run.passport.code, run.passport)
        return tuple(found.values())


def runs_of(block: Block) -> Sequence[Run]:
    """All runs of a block in reading order."""
    match block:
        case Heading():
            return ()
        case Paragraph():
            return (*block.lead, *block.runs)
        case Table():
            return tuple(run for row in block.rows for run in row)
        case Picture():
            return (*block.sentence, *(runs_of(block.table) if block.table else ()))
