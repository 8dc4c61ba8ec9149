"""What the page of looking back shows: three parts, closed problems before and now, relapses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from tuobo.engines.analysis import Variation
from tuobo.engines.reports import Formatted
from tuobo.operations.programme.comparison import ComparedLine, Comparison
from tuobo.operations.programme.look_backs import (
    LOOK_BACK,
    PROBLEM,
    ClosedProblem,
    LookBacks,
    Said,
    Turn,
)
from tuobo.web.areas.programme.lines import Line, line_of, new_entry
from tuobo.web.ui.ledgers_here import may_enter
from tuobo.web.ui.visit import Visit, address_with

_TONES = {Variation.IMPROVING: "good", Variation.CONCERNING: "bad"}


@dataclass(frozen=True, kw_only=True)
class SaidView:
    """An entry with what was said in it."""

    line: Line
    on: date | None
    finding: str
    remedy: str
    problem: Line | None


@dataclass(frozen=True, kw_only=True)
class PartView:
    name: str
    said: tuple[SaidView, ...]
    new: str


@dataclass(frozen=True, kw_only=True)
class BeforeNow:
    """An indicator's figure of the baseline and of now, with what its months say."""

    name: str
    address: str
    base: Formatted
    now: Formatted
    verdict: str
    tone: str
    told: str


@dataclass(frozen=True, kw_only=True)
class ClosedRow:
    """A closed problem; `new` is the form for looking back at it, while nobody has."""

    line: Line
    closed_on: date | None
    compared: tuple[BeforeNow, ...]
    unread: int
    looked: tuple[Line, ...]
    new: str


@dataclass(frozen=True, kw_only=True)
class RelapsedRow:
    line: Line
    turns: tuple[Turn, ...]


@dataclass(frozen=True, kw_only=True)
class LookBackPage:
    """The page; `basis` says of which periods and data version the figures are."""

    parts: tuple[PartView, ...]
    closed: tuple[ClosedRow, ...]
    waiting: int
    relapsed: tuple[RelapsedRow, ...]
    basis: str
    may_enter: bool


def look_back_page(found: LookBacks, comparison: Comparison | None, visit: Visit) -> LookBackPage:
    """The page."""
    basis = visit.texts("programme.look_back.no_baseline")
    if comparison is not None:
        basis = visit.texts(
            "programme.look_back.basis",
            base=comparison.base,
            now=comparison.now,
            version=comparison.data_version,
        )
    return LookBackPage(
        parts=tuple(
            PartView(
                name=one.name,
                said=tuple(_said(each, visit) for each in one.said),
                new=new_entry(LOOK_BACK, visit, part=one.code, title=one.name),
            )
            for one in found.parts
        ),
        closed=tuple(_closed(one, visit) for one in found.closed),
        waiting=sum(one.is_waiting for one in found.closed),
        relapsed=tuple(
            RelapsedRow(line=line_of(PROBLEM, one.held, visit, one.held.state), turns=one.turns)
            for one in found.relapsed
        ),
        basis=basis,
        may_enter=may_enter(visit, LOOK_BACK),
    )


def _said(one: Said, visit: Visit) -> SaidView:
    return SaidView(
        line=line_of(LOOK_BACK, one.held, visit, one.held.state),
        on=one.held_on,
        finding=one.finding,
        remedy=one.remedy,
        problem=line_of(PROBLEM, one.problem, visit) if one.problem else None,
    )


def _closed(one: ClosedProblem, visit: Visit) -> ClosedRow:
    form = new_entry(
        LOOK_BACK,
        visit,
        part="effect",
        title=visit.texts("programme.look_back.of", title=one.held.title),
        problem=one.held.number,
    )
    return ClosedRow(
        line=line_of(PROBLEM, one.held, visit, one.held.state),
        closed_on=one.closed_on,
        compared=tuple(_before_now(each, visit) for each in one.compared),
        unread=len(one.unread),
        looked=tuple(line_of(LOOK_BACK, each, visit, each.state) for each in one.looked),
        new="" if one.looked else form,
    )


def _before_now(one: ComparedLine, visit: Visit) -> BeforeNow:
    address = reverse("indicators:indicator", args=[one.indicator])
    return BeforeNow(
        name=one.name,
        address=address_with(address, visit.carried),
        base=one.printed(one.base, visit.numbers),
        now=one.printed(one.now, visit.numbers),
        verdict=f"{one.variation.symbol} {visit.texts(one.variation.text_code)}",
        tone=_TONES.get(one.variation, "neutral"),
        told=one.told,
    )
