"""What may be asked of a docket: filters, order and page. Values only, nothing is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

PAGE_SIZES = (10, 20, 50, 100)
DEFAULT_SIZE = 20


class CaseState(StrEnum):
    """Whether a case is still open on the day of the data."""

    ANY = ""
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class CaseFilter:
    """Which cases. What is left empty does not narrow; all that is given must hold together.

    text           parts of a case number in any width, parted by spaces; a whole number is exact
    court … cause  any of these; an empty text among them asks for cases that have none
    *_from, *_to   days, both included
    finding        cases with any of these findings
    no_limit       only cases for which no time limit could be computed
    """

    text: str = ""
    court: tuple[str, ...] = ()
    division: tuple[str, ...] = ()
    judge: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    case_word: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    state: CaseState = CaseState.ANY
    filed_from: date | None = None
    filed_to: date | None = None
    closed_from: date | None = None
    closed_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    lane: tuple[str, ...] = ()
    paused_ground: tuple[str, ...] = ()
    finding: tuple[str, ...] = ()
    no_limit: bool = False

    @property
    def is_empty(self) -> bool:
        return self == CaseFilter()


CHOICES = (
    "court", "division", "judge", "domain", "case_word", "procedure", "cause", "lane",
    "paused_ground", "finding",
)  # fmt: skip
"""The fields of a filter that hold any number of codes."""
COLUMN_CHOICES = tuple(name for name in CHOICES if name != "finding")
"""Those that are columns of cases."""
DAYS = tuple(one.name for one in fields(CaseFilter) if one.name.endswith(("_from", "_to")))


@dataclass(frozen=True, kw_only=True)
class CaseSort:
    """By which column; empty: as the docket lies (courts in official order, newest cases first)."""

    column: str = ""
    descending: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseQuestion:
    """A page of a list of cases; pages count from 1."""

    filter: CaseFilter = field(default_factory=CaseFilter)
    sort: CaseSort = field(default_factory=CaseSort)
    page: int = 1
    size: int = DEFAULT_SIZE
