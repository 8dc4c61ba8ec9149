"""What the dossier's page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from tuobo.core.days_in_words import period_in_words
from tuobo.core.period import Period
from tuobo.engines.analysis import Variation
from tuobo.operations.programme.baseline import FrozenFigures
from tuobo.operations.programme.comparison import ComparedLine, Comparison
from tuobo.operations.programme.dossier import LedgerOfPart, PartView
from tuobo.operations.programme.freezing import FrozenCourse
from tuobo.operations.programme.holding import Held
from tuobo.web.ui.ledgers_here import may_enter
from tuobo.web.ui.visit import Visit, address_with

_SHOWN = 6
_TONES = {
    Variation.IMPROVING: "good",
    Variation.CONCERNING: "bad",
    Variation.NEUTRAL_SIGNAL: "warn",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """An entry with its address."""

    number: str
    title: str
    state: str
    address: str


@dataclass(frozen=True, kw_only=True)
class FrozenView:
    """A designation or a phase with its frozen data; `freeze` is empty where it cannot be."""

    line: Line
    period: str
    version: str
    digest: str
    figures: int
    freeze: str


@dataclass(frozen=True, kw_only=True)
class ComparedView:
    """An indicator in the table of the comparison."""

    name: str
    address: str
    base: str
    base_fraction: str
    phases: tuple[str, ...]
    now: str
    now_fraction: str
    verdict: str
    tone: str
    told: str


@dataclass(frozen=True, kw_only=True)
class GroupView:
    """Entries of one ledger in a part; `more` says how many are not listed."""

    name: str
    total: int
    address: str
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class PartOnPage:
    """A part; `turn` leaves it out or takes it in again."""

    part: str
    name: str
    owner: str
    is_on: bool
    updated_on: date | None
    count: int
    turn: str
    groups: tuple[GroupView, ...]


@dataclass(frozen=True, kw_only=True)
class DossierPage:
    """The dossier."""

    frozen: tuple[FrozenView, ...]
    has_baseline: bool
    periods: tuple[str, ...]
    compared: tuple[ComparedView, ...]
    data_version: str
    parts: tuple[PartOnPage, ...]
    without: str
    may_export: bool
    new_designation: str


def without_of(visit: Visit, usual: Sequence[str]) -> tuple[str, ...]:
    """The parts that are left out: as asked, else as the court has chosen."""
    asked = visit.query.get("without")
    return tuple(usual) if asked is None else tuple(one for one in asked.split(",") if one)


def dossier_page(
    course: FrozenCourse,
    comparison: Comparison | None,
    parts: tuple[PartView, ...],
    visit: Visit,
) -> DossierPage:
    """The page."""
    without = tuple(one.part for one in parts if not one.is_on)
    return DossierPage(
        frozen=tuple(_frozen_views(course, visit)),
        has_baseline=course.baseline is not None,
        periods=_periods(course, comparison, visit),
        compared=tuple(_compared(one, visit) for one in comparison.lines) if comparison else (),
        data_version=comparison.data_version if comparison else "",
        parts=tuple(_part(one, without, visit) for one in parts),
        without=",".join(without),
        may_export=visit.may("programme.edit"),
        new_designation=address_with(reverse("ledgers:new", args=["designation"]), visit.carried)
        if may_enter(visit, "designation")
        else "",
    )


def line_of(ledger: str, held: Held, visit: Visit) -> Line:
    """An entry as a line."""
    address = address_with(reverse("ledgers:entry", args=[ledger, held.id]), visit.carried)
    return Line(number=held.number, title=held.title, state=held.state, address=address)


def _frozen_views(course: FrozenCourse, visit: Visit) -> list[FrozenView]:
    found = []
    may = visit.may("programme.edit")
    if held := course.designation:
        found.append(_frozen("designation", held, course.baseline_period, course.baseline, visit))
    found += [_frozen("phase", one.held, one.period, one.figures, visit) for one in course.phases]
    return found if may else [_without_button(one) for one in found]


def _without_button(one: FrozenView) -> FrozenView:
    return replace(one, freeze="")


def _frozen(
    ledger: str,
    held: Held,
    period: Period | None,
    figures: FrozenFigures | None,
    visit: Visit,
) -> FrozenView:
    can = figures is None and period is not None
    return FrozenView(
        line=line_of(ledger, held, visit),
        period=period_in_words(period, visit.texts) if period else "",
        version=figures.data_version if figures else "",
        digest=figures.digest[:12] if figures else "",
        figures=len(figures.passports) if figures else 0,
        freeze=address_with(reverse("dossier:freeze", args=[held.id]), visit.carried)
        if can
        else "",
    )


def _periods(course: FrozenCourse, comparison: Comparison | None, visit: Visit) -> tuple[str, ...]:
    if comparison is None:
        return ()
    phases = (one.held.title for one in course.phases if one.figures)
    base, now = (period_in_words(one, visit.texts) for one in (comparison.base, comparison.now))
    return (base, *phases, now)


def _compared(one: ComparedLine, visit: Visit) -> ComparedView:
    words = visit.numbers
    base, now = one.printed(one.base, words), one.printed(one.now, words)
    return ComparedView(
        name=one.name,
        address=address_with(reverse("indicators:indicator", args=[one.indicator]), visit.carried),
        base=base.value,
        base_fraction=base.fraction,
        phases=tuple(one.printed(each, words).value for each in one.phases),
        now=now.value,
        now_fraction=now.fraction,
        verdict=f"{one.variation.symbol} {visit.texts(one.variation.text_code)}",
        tone=_TONES.get(one.variation, "neutral"),
        told=one.told,
    )


def _part(one: PartView, without: tuple[str, ...], visit: Visit) -> PartOnPage:
    turned = [each for each in without if each != one.part]
    if one.is_on:
        turned.append(one.part)
    turn = {**visit.carried, "without": ",".join(turned) or ","}
    return PartOnPage(
        part=one.part,
        name=one.name,
        owner=one.owner,
        is_on=one.is_on,
        updated_on=one.updated_on,
        count=one.count,
        turn=address_with(reverse("dossier:show"), turn),
        groups=tuple(_group(each, visit) for each in one.ledgers),
    )


def _group(one: LedgerOfPart, visit: Visit) -> GroupView:
    return GroupView(
        name=one.name,
        total=len(one.entries),
        address=address_with(reverse("ledgers:list", args=[one.ledger]), visit.carried),
        lines=tuple(line_of(one.ledger, held, visit) for held in one.entries[:_SHOWN]),
        more=max(0, len(one.entries) - _SHOWN),
    )
