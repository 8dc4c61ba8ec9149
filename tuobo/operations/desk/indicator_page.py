"""The page of one indicator at one place: its line, its definition in words, and its passport.

The cases behind it are in `cases_behind`, its break-down in `break_down`: pages ask for them when
somebody opens them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from tuobo.core.content import InForce, Source
from tuobo.core.period import Period
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.engines.analysis import default_rules
from tuobo.engines.indicators import Pack, ReadyIndicator, rows_digest
from tuobo.engines.intake import DataVersion
from tuobo.engines.reports import IndicatorLine
from tuobo.engines.reports.compose import Ask
from tuobo.engines.reports.document import Form
from tuobo.operations.desk.clauses import Clauses, SideCard
from tuobo.operations.desk.credibility import Checked, Credibility, gaps_at
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.places import checked_place, name_of, scope_of
from tuobo.operations.desk.wording import Words
from tuobo.operations.indicator_lines import LineSettings, PageRules, line_of
from tuobo.operations.reporting_period import year_so_far


@dataclass(frozen=True, kw_only=True)
class IndicatorAsked:
    """Which indicator (id or id@version), place and period (None: the year so far)."""

    indicator: str
    place: Place = field(default_factory=Place)
    period: Period | None = None


@dataclass(frozen=True, kw_only=True)
class VersionCard:
    """One version of the definition and the interval that the court entered for it."""

    key: str
    in_force: InForce
    low: float | None
    high: float | None
    document: str
    interval_in_force: InForce | None


@dataclass(frozen=True, kw_only=True)
class BreakCard:
    """A day across which the series cannot be compared without saying so, or at all."""

    on: date
    name: str
    refuses: bool


@dataclass(frozen=True, kw_only=True)
class DefinitionCard:
    """The definition in words: what is counted on which side, on what it rests, since when."""

    id: str
    key: str
    pack: str
    group: str
    status: str
    status_note: str
    better: str
    measure: str
    is_complement: bool
    note: str
    source: Source
    sides: tuple[SideCard, ...]
    versions: tuple[VersionCard, ...]
    breaks: tuple[BreakCard, ...]
    companions: tuple[tuple[str, str], ...]
    dimensions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class FigurePassport:
    """Where the figure comes from; `figure_code` is the same in every data version."""

    figure_code: str
    place_name: str
    period: Period
    data_version: DataVersion
    computed_at: datetime


@dataclass(frozen=True, kw_only=True)
class IndicatorPage:
    """The page."""

    place: Place
    line: IndicatorLine
    credibility: Credibility
    definition: DefinitionCard
    passport: FigurePassport


def indicator_page(
    opened: OpenVersion,
    reach: Reach,
    asked: IndicatorAsked,
    texts: Texts,
    *,
    at: datetime,
    by_judge: Reach = Reach.NOTHING,
) -> IndicatorPage:
    """The page of an indicator; RequestError desk.no_place, indicator.unknown."""
    place = checked_place(opened, reach, asked.place, by_judge)
    period = asked.period or year_so_far(opened.version.as_of)
    ready = opened.workspace.indicators.find(asked.indicator, period)
    question = ("indicator", ready.key, place, period, texts.lang)
    line, credibility = opened.remembered(
        question, lambda: _line(opened, place, period, ready, texts)
    )
    ask = Ask(
        definition=ready.key,
        form=Form.VALUE,
        period=period,
        scope=tuple(sorted(scope_of(place).items())),
    )
    return IndicatorPage(
        place=place,
        line=line,
        credibility=credibility,
        definition=_definition(opened, ready, place, texts),
        passport=FigurePassport(
            figure_code=ask.code,
            place_name=name_of(opened, place, texts),
            period=period,
            data_version=opened.version,
            computed_at=at,
        ),
    )


def rows_hash(
    opened: OpenVersion, reach: Reach, asked: IndicatorAsked, *, by_judge: Reach = Reach.NOTHING
) -> str:
    """SHA-256 over the rows of both sides: other rows, another hash."""
    place = checked_place(opened, reach, asked.place, by_judge)
    period = asked.period or year_so_far(opened.version.as_of)
    ready = opened.workspace.indicators.find(asked.indicator, period)

    def digest() -> str:
        with opened.served() as served:
            return rows_digest(served, ready.key, period, scope_of(place))

    return opened.remembered(("rows_hash", ready.key, place, period), digest)


def open_dimensions(opened: OpenVersion, ready: ReadyIndicator, place: Place) -> tuple[str, ...]:
    """By what the indicator can be broken down at a place.

    Divisions and judges only within one court: two courts' divisions of one name are not one.
    """
    fixed = set(scope_of(place))
    one_court = bool(place.court) or len(opened.docket.spans) == 1
    left_out = fixed | ({"court"} if one_court else {"division", "judge"})
    return tuple(name for name in _ORDER if name in ready.dimensions and name not in left_out)


_ORDER = (
    "court", "division", "judge", "domain", "procedure", "case_word", "cause", "instance",
)  # fmt: skip


def _line(
    opened: OpenVersion, place: Place, period: Period, ready: ReadyIndicator, texts: Texts
) -> tuple[IndicatorLine, Credibility]:
    content = opened.workspace.content
    gaps = gaps_at(opened, place, texts)
    settings = LineSettings(
        texts=texts,
        rules=default_rules(content),
        page=PageRules.of(content),
        period=period,
        scope=scope_of(place),
        gaps=gaps,
    )
    with opened.served() as served:
        line = line_of(served, ready, settings)
    return line, Checked(opened, texts).credibility(ready, gaps)


def _definition(
    opened: OpenVersion, ready: ReadyIndicator, place: Place, texts: Texts
) -> DefinitionCard:
    """The card, remembered: words take longer than figures."""
    question = ("definition", ready.key, place, texts.lang)
    return opened.remembered(question, lambda: _card(opened, ready, place, texts))


def _card(opened: OpenVersion, ready: ReadyIndicator, place: Place, texts: Texts) -> DefinitionCard:
    one, pack = ready.definition, opened.workspace.indicators
    words = Words(opened.workspace, texts)
    return DefinitionCard(
        id=one.id,
        key=one.key,
        pack=one.pack,
        group=one.group,
        status=one.status,
        status_note=one.status_note,
        better=one.better,
        measure=one.measure,
        is_complement=one.complement,
        note=one.note,
        source=one.source,
        sides=Clauses(words).sides(ready),
        versions=tuple(_versions(pack, one.id)),
        breaks=tuple(
            BreakCard(on=cut.on, name=texts.pick(cut.names), refuses=cut.effect == "refuse")
            for cut in pack.breaks
            if one.id in cut.indicators
        ),
        companions=tuple(
            (name, texts.pick(pack.find(name).definition.names)) for name in one.companions
        ),
        dimensions=tuple(
            (name, words.title(name)) for name in open_dimensions(opened, ready, place)
        ),
    )


def _versions(pack: Pack, name: str) -> Iterator[VersionCard]:
    for ready in pack.indicators.values():
        one = ready.definition
        if one.id == name:
            interval = one.interval
            yield VersionCard(
                key=one.key,
                in_force=one.in_force,
                low=interval.low if interval else None,
                high=interval.high if interval else None,
                document=interval.document if interval else "",
                interval_in_force=interval.in_force if interval else None,
            )
