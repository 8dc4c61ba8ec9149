"""The diagnosis bench (P11): from a signal to where the change sits, how long steps take, and why.

The change of a rate between the period and the one before it (or a year before) is decomposed by a
dimension; the medians of the stages come from the events of the cases closed in the period. Causes
and tasks are entries of their ledgers, opened from here with the figure as their evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

import polars as pl

from tuobo.core.errors import RequestError
from tuobo.core.measure import Rate, half_up
from tuobo.core.period import Period
from tuobo.core.reach import Place
from tuobo.core.texts import Texts
from tuobo.engines.analysis import Decomposition, decompose
from tuobo.engines.indicators import Question, ReadyIndicator, Served, answer
from tuobo.engines.reports.compose import Ask, period_before, year_before
from tuobo.engines.reports.document import Form
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.places import scope_of
from tuobo.operations.desk.wording import Words
from tuobo.records.organisation.queries import divisions_of

DIMENSIONS = ("division", "cause", "case_word", "procedure", "domain")
"""By what a change may be decomposed: never by judges."""
_HEARING = "first_hearing_on"
_CASE_DAYS = ("filed_on", "closed_on", "served_on", "archived_on")
_STAGES = (
    ("filed_on", _HEARING),
    (_HEARING, "closed_on"),
    ("closed_on", "served_on"),
    ("served_on", "archived_on"),
)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A group's part in the change, in percentage points (two places, half up)."""

    code: str
    label: str
    before: Rate
    after: Rate
    rate_points: Decimal
    mix_points: Decimal


@dataclass(frozen=True, kw_only=True)
class Stage:
    """How many days a step takes at the median, and for how many cases both days are known."""

    begins: str
    ends: str
    days: Decimal | None
    cases: int


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """`refused` says why the change cannot be decomposed, if it cannot.

    `least`: a rate of fewer cases is shown as a fraction.
    """

    indicator: str
    name: str
    period: Period
    base: Period
    dimension: str
    whole: Decomposition | None
    change_points: Decimal | None
    rate_points: Decimal | None
    mix_points: Decimal | None
    volume: Decimal | None
    bars: tuple[Bar, ...]
    stages: tuple[Stage, ...]
    figure_code: str
    data_version: str
    least: int
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class DiagnosisAsked:
    """Which indicator, where, when, compared with the period before or a year before, by what."""

    indicator: str
    place: Place
    period: Period
    dimension: str = "division"
    is_year_on_year: bool = False


def diagnosis_of(opened: OpenVersion, asked: DiagnosisAsked, texts: Texts) -> Diagnosis:
    """The diagnosis; RequestError for an indicator or a dimension that there is not."""
    if asked.dimension not in DIMENSIONS:
        expected = "、".join(DIMENSIONS)
        raise RequestError(
            "indicator.unknown_dimension", dimension=asked.dimension, expected=expected
        )
    before = year_before if asked.is_year_on_year else period_before
    base = before(asked.period)
    with opened.served() as served:
        ready = served.pack.find(asked.indicator, asked.period)
        small = served.pack.small
        refused, whole = _decomposed(served, ready, (base, asked.period), asked, texts)
    words = Words(opened.workspace, texts)
    bars = tuple(_bars(whole, asked, words)) if whole else ()
    code = Ask(
        definition=ready.definition.id,
        form=Form.VALUE,
        period=asked.period,
        scope=tuple(sorted(scope_of(asked.place).items())),
    ).code
    return Diagnosis(
        indicator=ready.definition.id,
        name=texts.pick(ready.definition.names),
        period=asked.period,
        base=base,
        dimension=asked.dimension,
        whole=whole,
        change_points=_points(whole.change) if whole else None,
        rate_points=_points(whole.rate) if whole else None,
        mix_points=_points(whole.mix) if whole else None,
        volume=half_up(Decimal(whole.volume.numerator) / whole.volume.denominator, 1)
        if whole
        else None,
        bars=bars,
        stages=tuple(_stages(opened, asked)),
        figure_code=code,
        data_version=opened.version.id,
        least=small.least_denominator if small else 0,
        refused=refused,
    )


def _decomposed(
    served: Served,
    ready: ReadyIndicator,
    periods: tuple[Period, Period],
    asked: DiagnosisAsked,
    texts: Texts,
) -> tuple[str, Decomposition | None]:
    """The components of the change, or why there are none."""
    if ready.definition.measure != "rate":
        return texts("programme.diagnosis.no_rate"), None
    try:
        before, after = (_rates(served, ready, period, asked) for period in periods)
        whole = decompose(before, after)
    except RequestError as error:
        return texts.error(error), None
    if ready.definition.complement:
        return texts("programme.diagnosis.complement"), whole
    return "", whole


def _rates(
    served: Served, ready: ReadyIndicator, period: Period, asked: DiagnosisAsked
) -> dict[str, Rate]:
    """The rates of the groups in the official order."""
    question = Question(
        period=period,
        indicators=(ready.key,),
        scope=scope_of(asked.place),
        by=(asked.dimension,),
    )
    return {
        cell.at[asked.dimension]: cell.measure
        for cell in answer(served, question)
        if isinstance(cell.measure, Rate)
    }


def _bars(whole: Decomposition, asked: DiagnosisAsked, words: Words) -> Iterator[Bar]:
    """The groups in their official order, never by the size of their part."""
    order = {name: at for at, name in enumerate(_official(asked))}
    for part in sorted(whole.parts, key=lambda one: order.get(one.group, len(order))):
        yield Bar(
            code=part.group,
            label=words.label(asked.dimension, part.group) if part.group else "—",
            before=part.before,
            after=part.after,
            rate_points=_points(part.rate),
            mix_points=_points(part.mix),
        )


def _official(asked: DiagnosisAsked) -> tuple[str, ...]:
    """Divisions as their court has them; other groups stand in the order of their codes."""
    return divisions_of(asked.place.court) if asked.dimension == "division" else ()


def _stages(opened: OpenVersion, asked: DiagnosisAsked) -> Iterator[Stage]:
    """The stages of cases closed in the period at the place."""
    docket = opened.docket
    case = docket.case.with_row_index("_row").lazy()
    case = case.filter(
        pl.col("closed_on") >= asked.period.start, pl.col("closed_on") < asked.period.end
    )
    for name, values in scope_of(asked.place).items():
        case = case.filter(pl.col(name).cast(pl.String).is_in(values))
    frame = case.select("_row", *_CASE_DAYS).collect()
    events = docket.table("event")
    hearing = pl.DataFrame(schema={"_row": pl.UInt32, _HEARING: pl.Date})
    if not events.is_empty():
        heard = events.filter(pl.col("kind").cast(pl.String) == "hearing")
        hearing = heard.group_by(pl.col("at").cast(pl.UInt32).alias("_row")).agg(
            pl.col("happened_on").min().alias(_HEARING)
        )
    frame = frame.join(hearing, on="_row", how="left")
    for begins, ends in _STAGES:
        days = (frame[ends] - frame[begins]).dt.total_days().drop_nulls().to_list()
        counted = [one for one in days if one >= 0]
        middle = half_up(Decimal(str(median(counted))), 1) if counted else None
        yield Stage(begins=begins, ends=ends, days=middle, cases=len(counted))


def _points(share: Fraction) -> Decimal:
    """A share as percentage points."""
    return half_up(Decimal(share.numerator) * 100 / Decimal(share.denominator), 2)
