"""What the API answers. A figure always has its counts and its evidence, as on pages."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema

from tuobo.core.evidence import Evidence
from tuobo.engines.reports import Figure, IndicatorLine, Month, fraction_of, text_of
from tuobo.engines.reports.numbers import NumberWords
from tuobo.web.areas.api.cases_asked import UnreadOut
from tuobo.web.areas.api.paging import PageOut
from tuobo.web.areas.api.words import both


class Asked(Schema):
    """Place, period and data version, as in the address of a page; empty for one's own default."""

    org: str = Field("", description=both("api.field.org"))
    period: str = Field("", description=both("api.field.period"))
    as_of: str = Field("", description=both("api.field.as_of"))


class Problem(Schema):
    """Why something could not be answered: a stable code and a sentence that says what to do."""

    code: str
    sentence: str


class EvidenceOut(Schema):
    """What stands behind a figure."""

    definition: str
    data_version: str
    begins: date
    ends: date = Field(description="the last day, included")
    scope: dict[str, list[str]]

    @classmethod
    def of(cls, evidence: Evidence) -> EvidenceOut:
        return cls(
            definition=evidence.definition,
            data_version=evidence.data_version,
            begins=evidence.period.start,
            ends=evidence.period.last_day,
            scope={name: list(values) for name, values in evidence.scope.items()},
        )


class FigureOut(Schema):
    """A figure as text with its two counts; of a mean the sum and n, of a count the count."""

    text: str
    fraction: str
    numerator: int | None
    denominator: int | None
    unit: str

    @classmethod
    def of(cls, figure: Figure, words: NumberWords) -> FigureOut:
        shown = text_of(figure, words)
        top, bottom = fraction_of(figure.measure)
        return cls(
            text=shown.value,
            fraction=shown.fraction,
            numerator=top,
            denominator=bottom,
            unit=figure.unit,
        )


class ReadingOut(Schema):
    """What the indicator's own past says of it."""

    code: str
    sentence: str


class LineOut(Schema):
    """One line of the health check, in official order; there is no total and no rank."""

    indicator: str
    name: str
    group: str
    status: str
    figure: FigureOut
    evidence: EvidenceOut
    interval: str
    variation: ReadingOut
    assurance: ReadingOut
    notes: list[str]

    @classmethod
    def of(cls, line: IndicatorLine, words: NumberWords) -> LineOut:
        return cls(
            indicator=line.id,
            name=line.name,
            group=line.group,
            status=line.status,
            figure=FigureOut.of(line.figure, words),
            evidence=EvidenceOut.of(line.evidence),
            interval=line.interval,
            variation=ReadingOut(code=line.variation.code, sentence=line.variation.sentence),
            assurance=ReadingOut(code=line.assurance.code, sentence=line.assurance.sentence),
            notes=list(line.notes),
        )


class HealthOut(Schema):
    """The health check of a place and period."""

    place: str
    data_version: str
    as_of: date
    rows_read: int
    rows_kept: int
    lines: list[LineOut]


class MonthOut(Schema):
    """One month of an indicator with the limits of its chart."""

    month: str
    value: float | None
    numerator: int | None
    denominator: int | None
    signal: str
    mean: float | None
    lower: float | None
    upper: float | None

    @classmethod
    def of(cls, month: Month) -> MonthOut:
        return cls(
            month=month.label,
            value=month.value,
            numerator=month.numerator,
            denominator=month.denominator,
            signal=month.signal,
            mean=month.mean,
            lower=month.lower,
            upper=month.upper,
        )


class IndicatorOut(Schema):
    """An indicator's definition, figure and own past."""

    line: LineOut
    meaning: str
    numerator_sql: str
    denominator_sql: str
    source: str
    mark: str
    months: list[MonthOut]


class CasesOut(PageOut):
    """A page of the cases that one may see; hidden columns are not there."""

    columns: list[str]
    titles: list[str]
    rows: list[list[str]]
    data_version: str
    unread: list[UnreadOut]


class VersionOut(Schema):
    """A data version."""

    id: str
    number: int
    as_of: date
    at: datetime
    source: str


class MeOut(Schema):
    """Who asks, with which rights."""

    login: str
    person: str
    court: str
    rights: list[str]
