"""What the pages of definitions show: the list of a court's own, and the editor of one."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.engines.ledgers import Ledger
from tuobo.operations.ledgers.defining import DefinitionLine
from tuobo.operations.ledgers.form_page import FormPage
from tuobo.web.areas.ledgers.pages import PartLine
from tuobo.web.ui.drawings import Diagram


@dataclass(frozen=True, kw_only=True)
class FlawLine:
    """One thing that is wrong in a definition, with its line."""

    line: int
    told: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a text would be: its form, its states, an example; or what is wrong."""

    name: str
    reasons: tuple[str, ...]
    flaws: tuple[FlawLine, ...]
    form: FormPage | None
    ledger: Ledger | None
    diagram: Diagram | None
    example: tuple[PartLine, ...]


@dataclass(frozen=True, kw_only=True)
class DefinitionRow:
    line: DefinitionLine
    state_name: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class DefinitionsPage:
    rows: tuple[DefinitionRow, ...]
    left_out: tuple[FlawLine, ...]
    may_define: bool


@dataclass(frozen=True, kw_only=True)
class DefinePage:
    """The editor of one definition."""

    title: str
    number: int
    revision: int
    state: str
    state_name: str
    tone: str
    text: str
    problem: str
    preview: Preview
    may_save: bool
    may_try: bool
    may_enter: bool
    may_release: bool
    may_withdraw: bool
