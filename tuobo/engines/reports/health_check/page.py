"""What a health check shows, as plain values: the faces only lay it out.

The order of lines is the official order of definitions and divisions, never by value. There is
no total and no rank, and none can be added here without adding a field for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tuobo.core.evidence import Evidence
from tuobo.core.period import Period
from tuobo.engines.reports.numbers import Figure


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a chart or a check says: a symbol that needs no colour, a short word, a sentence."""

    code: str
    symbol: str
    word: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Month:
    """One point of an indicator's own past; `value` is None where there was no denominator.

    `side` is where the point lies or its signal points: high, low or centre.
    """

    label: str
    value: float | None
    numerator: int | None
    denominator: int | None
    signal: str = ""
    side: str = ""
    starts_segment: bool = False
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    band_low: float | None = None
    band_high: float | None = None


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """A case behind a figure; `in_numerator` is None where the figure has one side only."""

    case_number: str
    in_numerator: bool | None
    division: str
    cause: str
    filed_on: date | None
    closed_on: date | None


@dataclass(frozen=True, kw_only=True)
class IndicatorLine:
    """One row of the health check with everything that stands behind its figure."""

    id: str
    name: str
    meaning: str
    group: str
    status: str
    status_note: str
    figure: Figure
    evidence: Evidence
    notes: tuple[str, ...]
    interval: str
    months: tuple[Month, ...]
    variation: Reading
    assurance: Reading
    numerator_sql: str
    denominator_sql: str
    source: str
    mark: str
    companions: tuple[str, ...]
    cases: tuple[CaseLine, ...]
    case_count: int


@dataclass(frozen=True, kw_only=True)
class LimitLine:
    """A running time limit: both deadlines, how they came about, how far the clock has run."""

    lane: str
    case_number: str
    division: str
    judge: str
    procedure: str
    filed_on: date | None
    due_plain_on: date | None
    due_on: date | None
    days_left: int | None
    is_provisional: bool
    rule: str
    account: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lane:
    """A lane of the time-limit board with the number of all its cases."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, kw_only=True)
class FindingGroup:
    """All findings of one kind: each row says which record shows it, found and expected."""

    id: str
    name: str
    sentence: str
    source: str
    rows: tuple[tuple[str, str, str, str], ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class QualityLine:
    """One check of the intake: how many rows it touched and whether they wait in quarantine."""

    rule: str
    name: str
    severity: str
    count: int
    example: str


@dataclass(frozen=True, kw_only=True)
class HealthCheck:
    """The whole page. `as_of` is the day that the data speak of."""

    court: str
    court_name: str
    period: Period
    as_of: date
    data_version: str
    computed_at: datetime
    lines: tuple[IndicatorLine, ...]
    lanes: tuple[Lane, ...]
    limits: tuple[LimitLine, ...]
    findings: tuple[FindingGroup, ...]
    quality: tuple[QualityLine, ...]
    rows_read: int
    rows_kept: int
    rows_rejected: int
