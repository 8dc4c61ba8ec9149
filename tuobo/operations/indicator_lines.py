"""The lines of a health check: each indicator's figure, its own past, its signal and its cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import inf

from tuobo.core.content import Content, Definition, Identifier
from tuobo.core.cube import Cell
from tuobo.core.evidence import Evidence
from tuobo.core.period import Period, month_index, month_label, month_start
from tuobo.core.texts import Texts
from tuobo.engines.analysis import (
    Assurance,
    Band,
    Basis,
    Chart,
    Point,
    RuleSet,
    Variation,
    default_rules,
    read_assurance,
    read_variation,
    xmr,
)
from tuobo.engines.indicators import (
    Indicator,
    Pack,
    Question,
    ReadyIndicator,
    Served,
    answer,
    value_of,
)
from tuobo.engines.indicators.sides import ReadySide
from tuobo.engines.intake import DataVersion
from tuobo.engines.reports import Figure, IndicatorLine, Month, Reading, fraction_of
from tuobo.operations.data_gaps import DataGaps
from tuobo.operations.rows_behind import CASE, Behind
from tuobo.operations.serve_version import dated_version, served
from tuobo.operations.workspace import Workspace

_GROUPS = ("overall", "quality", "efficiency", "effect", "service", "context")
_STATUSES = ("goal", "diagnostic", "cancelled", "forbidden")
_SHARE = (0.0, 1.0)
_NOT_NEGATIVE = (0.0, inf)


class PageRules(Definition):
    """What a page shows, as content: which packs, how many months, cases and findings."""

    page: Identifier
    packs: tuple[str, ...]
    months_shown: int
    cases_shown: int
    findings_shown: int

    @classmethod
    def of(cls, content: Content, page: str = "health_check") -> PageRules:
        return next(one for one in content.load("pages", cls) if one.page == page)


@dataclass(frozen=True, kw_only=True)
class LineSettings:
    """What all lines of one health check share."""

    texts: Texts
    rules: RuleSet
    page: PageRules
    period: Period
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statuses: frozenset[str] = frozenset(_STATUSES)
    behind: Mapping[str, Behind] = field(default_factory=dict)
    gaps: DataGaps | None = None


def indicator_lines(served: Served, settings: LineSettings) -> tuple[IndicatorLine, ...]:
    """One line an indicator that is in force, by group and status, else as the definitions are."""
    asked = sorted(asked_indicators(served, settings), key=official_place)
    keys = tuple(one.key for one in asked)
    period, scope = settings.period, settings.scope
    now = _by_indicator(answer(served, Question(period=period, indicators=keys, scope=scope)))
    past = _past(served, asked, settings)
    return tuple(
        _line(served, one, now[one.definition.id][0], past.get(one.definition.id, []), settings)
        for one in asked
        if one.definition.id in now
    )


def _past(
    served: Served, asked: Sequence[ReadyIndicator], settings: LineSettings
) -> dict[str, list[Cell]]:
    """The months of each indicator; those that a break forbids to compare begin at the break."""
    months = months_before(settings, served.version.as_of)
    groups: dict[date, list[str]] = {}
    for one in asked:
        groups.setdefault(comparable_from(served, one, months), []).append(one.key)
    found: dict[str, list[Cell]] = {}
    for start, keys in groups.items():
        question = Question(
            period=Period(start, months.end),
            indicators=tuple(keys),
            scope=settings.scope,
            by=("month",),
        )
        found |= _by_indicator(answer(served, question))
    return found


def comparable_from(served: Served, ready: ReadyIndicator, months: Period) -> date:
    """The first day of some months, or the last break in them that forbids to compare across."""
    cuts = [cut.on for cut in served.pack.breaks_inside(ready, months) if cut.effect == "refuse"]
    return max(cuts, default=months.start)


def months_before(settings: LineSettings, as_of: date | None) -> Period:
    """The whole months for charts, up to the period's end, that are over by `as_of`."""
    last = settings.period.months[-1]
    if as_of is not None:
        over = month_index(as_of) - (0 if (as_of.day == _length_of_month(as_of)) else 1)
        last = min(last, over)
    return Period.of_months(last - settings.page.months_shown + 1, last)


def _length_of_month(day: date) -> int:
    index = month_index(day)
    return (month_start(index + 1) - month_start(index)).days


def asked_indicators(served: Served, settings: LineSettings) -> list[ReadyIndicator]:
    """In force at the period's end; what may not be summed over courts only for a single one."""
    one_court = bool(settings.scope) or served.courts() <= 1
    found = (served.pack.find(name, settings.period) for name in served.pack.ids)
    return [
        one
        for one in found
        if one.definition.status in settings.statuses
        and one.definition.pack in settings.page.packs
        and one.definition.in_force.holds_on(settings.period.last_day)
        and (one_court or one.definition.roll_up == "sum")
        and one.dimensions.issuperset(settings.scope)
    ]


def official_place(one: ReadyIndicator) -> tuple[int, int]:
    """Where an indicator stands on a page: by group and status, never by value."""
    definition = one.definition
    return _GROUPS.index(definition.group), _STATUSES.index(definition.status)


def _by_indicator(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.at["indicator"], []).append(cell)
    return found


def _line(
    served: Served, ready: ReadyIndicator, now: Cell, past: Sequence[Cell], settings: LineSettings
) -> IndicatorLine:
    definition, texts = ready.definition, settings.texts
    bands = bands_of(served.pack, definition)
    breaks = [one.on for one in served.pack.breaks_inside(ready, months_before(settings, None))]
    chart = chart_of(definition, past, settings.rules, breaks)
    variation, assurance = read_variation(chart, definition.better), read_assurance(chart, bands)
    behind = settings.behind.get(definition.id)
    return IndicatorLine(
        id=definition.id,
        name=texts.pick(definition.names),
        meaning=texts.pick(definition.meaning),
        group=definition.group,
        status=definition.status,
        status_note=definition.status_note,
        figure=figure_of(ready, now),
        evidence=now.evidence,
        notes=(
            *_notes(served, now.evidence, texts),
            *(settings.gaps.notes(ready) if settings.gaps else ()),
        ),
        interval=_interval_text(definition),
        months=months_of(chart, past, bands, settings),
        variation=reading_of(variation, texts, _basis(chart, settings)),
        assurance=reading_of(assurance, texts, ""),
        numerator_sql=_side_text(ready.numerator),
        denominator_sql="\n+ ".join(_side_text(side) for side in ready.denominators),
        source=" ".join(filter(None, (definition.source.text, definition.source.article))),
        mark=definition.source.mark,
        companions=_companion_names(served, definition, texts),
        cases=behind.first(settings.page.cases_shown) if behind else (),
        case_count=behind.count if behind else 0,
    )


def figure_of(ready: ReadyIndicator, cell: Cell) -> Figure:
    """A cell as it is to be said."""
    definition = ready.definition
    return Figure(
        measure=cell.measure,
        unit=definition.unit,
        value=value_of(definition, cell.measure, cell.evidence.period),
        counts_fen=ready.counts_fen,
        is_small="indicator.small_number" in cell.evidence.notes,
    )


def _side_text(side: ReadySide) -> str:
    named = side.side
    value = f"sum({named.value}) " if named.value else ""
    table = "" if named.table == CASE else f"{named.table}: "
    return f"{table}{value}{named.where}　@ {named.anchor}"


def chart_of(
    definition: Indicator, past: Sequence[Cell], rules: RuleSet, breaks: Sequence[date]
) -> Chart:
    points = [Point(on=cell.evidence.period.start, value=_value(definition, cell)) for cell in past]
    bounds = _SHARE if definition.unit == "share" and not definition.complement else _NOT_NEGATIVE
    return xmr(points, rules, breaks=breaks, bounds=bounds)


def _value(definition: Indicator, cell: Cell) -> float | None:
    value = value_of(definition, cell.measure, cell.evidence.period)
    return None if value is None else float(value)


def months_of(
    chart: Chart, past: Sequence[Cell], bands: Sequence[Band], settings: LineSettings
) -> tuple[Month, ...]:
    counts = {cell.evidence.period.start: fraction_of(cell.measure) for cell in past}
    months = []
    for segment in chart.segments:
        for number, dot in enumerate(segment.dots):
            top, bottom = counts[dot.on]
            band = next((one for one in bands if one.holds_on(dot.on)), None)
            limits = segment.limits
            months.append(
                Month(
                    label=month_label(month_index(dot.on)),
                    value=dot.value,
                    numerator=top,
                    denominator=bottom,
                    signal=settings.texts("ledger_show.and").join(
                        settings.texts(
                            f"analysis.signal.{one}", points=settings.rules.points_of(one)
                        )
                        for one in dot.signals
                    ),
                    side=dot.side,
                    starts_segment=number == 0,
                    mean=limits.mean if limits else None,
                    lower=limits.low if limits else None,
                    upper=limits.high if limits else None,
                    band_low=band.low if band else None,
                    band_high=band.high if band else None,
                )
            )
    return tuple(months)


def bands_of(pack: Pack, definition: Indicator) -> tuple[Band, ...]:
    """The intervals that the court entered, as they were at each time: of two, the newer holds."""
    versions = [one.definition for one in pack.indicators.values()]
    mine = [one for one in versions if one.id == definition.id and one.interval is not None]
    newest_first = sorted(mine, key=lambda one: one.version, reverse=True)
    return tuple(
        Band(low=one.low, high=one.high, start=one.in_force.start, end=one.in_force.end)
        for one in (version.interval for version in newest_first)
        if one is not None
    )


def _interval_text(definition: Indicator) -> str:
    one = definition.interval
    if one is None:
        return ""
    factor, sign = (100, "%") if definition.unit == "share" else (1, "")
    low = "" if one.low is None else f"{one.low * factor:g}{sign}"
    high = "" if one.high is None else f"{one.high * factor:g}{sign}"
    return f"{low} ~ {high}（{one.document}）"


def reading_of(one: Variation | Assurance, texts: Texts, sentence: str) -> Reading:
    told = texts(one.text_code)
    word = texts(f"health.{one.text_code}")
    return Reading(code=str(one), symbol=one.symbol, word=word, sentence=f"{told}。{sentence}")


def _basis(chart: Chart, settings: LineSettings) -> str:
    """On how many months the limits rest, as a sentence."""
    last = chart.last
    if last is None:
        return ""
    rules = settings.rules
    needed = rules.minimum_points if last.basis is Basis.NONE else rules.trial_below
    return settings.texts(f"analysis.basis.{last.basis}", found=last.found, needed=needed) + "。"


def _notes(served: Served, evidence: Evidence, texts: Texts) -> tuple[str, ...]:
    told = []
    names = {one.id: one.names for one in served.pack.breaks}
    for code in evidence.notes:
        kind, _, which = code.partition(":")
        if kind == "indicator.break":
            told.append(texts("indicator.break", name=texts.pick(names[which])))
        else:
            told.append(texts(kind))
    return tuple(told)


def _companion_names(served: Served, definition: Indicator, texts: Texts) -> tuple[str, ...]:
    found = (served.pack.find(name) for name in definition.companions)
    return tuple(texts.pick(one.definition.names) for one in found)


def one_line(
    workspace: Workspace,
    version: DataVersion,
    indicator: str,
    asked: tuple[Period, str],
    texts: Texts,
) -> IndicatorLine:
    """The line of one indicator, by id or id@version, for a period and a court."""
    period, court = asked
    settings = LineSettings(
        texts=texts,
        rules=default_rules(workspace.content),
        page=PageRules.of(workspace.content),
        period=period,
        scope={"court": (court,)} if court else {},
        gaps=DataGaps.of(workspace, dated_version(workspace, version), texts, court),
    )
    with served(workspace, version) as opened:
        return line_of(opened, opened.pack.find(indicator, period), settings)


def line_of(served: Served, ready: ReadyIndicator, settings: LineSettings) -> IndicatorLine:
    """The line of one indicator, whatever its pack and status."""
    question = Question(period=settings.period, indicators=(ready.key,), scope=settings.scope)
    now = answer(served, question).cells[0]
    past = _past(served, [ready], settings).get(ready.definition.id, [])
    return _line(served, ready, now, past, settings)
