"""What the pages of an evaluation show: every statement with the records behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from tuobo.engines.analysis import Variation
from tuobo.engines.reports import Formatted
from tuobo.operations.criterion_readings import CriterionReading, Standing, told_of
from tuobo.operations.programme.comparison import ComparedLine, Comparison
from tuobo.operations.programme.criteria import CriteriaRead
from tuobo.operations.programme.evaluation import Evaluation, Fact
from tuobo.operations.programme.holding import Held
from tuobo.web.ui.ledgers_here import may_enter
from tuobo.web.ui.visit import Visit, address_with

_TONES = {Variation.IMPROVING: "good", Variation.CONCERNING: "bad"}
_STANDINGS = {
    Standing.INSIDE: "good",
    Standing.OUTSIDE: "bad",
    Standing.SEVERAL: "warn",
    Standing.CROSSED: "warn",
}
_SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class Line:
    """An entry with its address."""

    number: str
    title: str
    note: str
    address: str


@dataclass(frozen=True, kw_only=True)
class StageView:
    """A stage in the order of the procedure."""

    name: str
    conclusion: str
    on: date | None
    standing: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class FactView:
    """A statement and its entries."""

    sentence: str
    address: str
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class FigureView:
    """An indicator against the baseline, in a sentence."""

    sentence: str
    address: str
    verdict: str
    tone: str
    told: str


@dataclass(frozen=True, kw_only=True)
class ReadingView:
    """A figure beside the interval of the document, in a sentence."""

    sentence: str
    address: str
    standing: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class CriterionView:
    """A criterion as the court entered it, with what the data say."""

    line: Line
    wording: str
    document: str
    finding: str
    explanation: str
    dimension: str
    readings: tuple[ReadingView, ...]
    is_contradicted: bool


@dataclass(frozen=True, kw_only=True)
class EvaluationPage:
    """An evaluation."""

    entry: int
    line: Line
    names: tuple[str, ...]
    position: int
    outcome: str
    stages: tuple[StageView, ...]
    returned: tuple[tuple[date, str, str], ...]
    criteria: tuple[CriterionView, ...]
    other_version: str
    new_criterion: str
    facts: tuple[FactView, ...]
    figures: tuple[FigureView, ...]
    missing: tuple[str, ...]
    fingerprint: str
    may_make: bool


@dataclass(frozen=True, kw_only=True)
class IndexPage:
    """All evaluations of the court."""

    lines: tuple[Line, ...]
    new: str


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """A package that was dropped; nothing was before the first one."""

    is_checked: bool = False
    holds: bool = False
    verdict: str = ""
    told: tuple[str, ...] = ()
    flaws: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    fingerprint: str = ""
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Signing:
    """What the package needs: sentences of what is missing, the key, who may."""

    missing: tuple[tuple[str, str], ...]
    fingerprint: str
    may_make: bool


def index_page(found: tuple[Held, ...], visit: Visit) -> IndexPage:
    """The list of evaluations, the latest last."""
    lines = tuple(
        Line(
            number=one.number,
            title=one.title,
            note=one.state,
            address=address_with(reverse("evaluation:show", args=[one.id]), visit.carried),
        )
        for one in found
    )
    return IndexPage(lines=lines, new=_new("evaluation", visit))


def evaluation_page(
    found: Evaluation,
    read: CriteriaRead,
    comparison: Comparison | None,
    signing: Signing,
    visit: Visit,
) -> EvaluationPage:
    """The page of an evaluation."""
    return EvaluationPage(
        entry=found.held.id,
        line=_line("evaluation", found.held, visit),
        names=tuple(one.name for one in found.stages),
        position=found.position,
        outcome=found.outcome,
        stages=tuple(_stages(found, visit)),
        returned=tuple((one.on, one.to, one.reason) for one in found.returned),
        criteria=tuple(_criterion(one, read, visit) for one in found.criteria),
        other_version=visit.texts("criterion.no_version", version=read.data_version)
        if read.is_other_version
        else "",
        new_criterion=_new("exit_criterion", visit, evaluation=found.held.number),
        facts=tuple(_fact(one, visit) for one in found.facts),
        figures=tuple(_figure(one, visit) for one in comparison.lines) if comparison else (),
        missing=tuple(visit.texts(code, named=named) for code, named in signing.missing),
        fingerprint=signing.fingerprint,
        may_make=signing.may_make,
    )


def _stages(found: Evaluation, visit: Visit) -> Iterator[StageView]:
    for one in found.stages:
        standing, tone = "closed", "neutral"
        if one.is_over:
            standing, tone = "over", "good"
        elif one.is_here:
            standing, tone = "here", "info"
        yield StageView(
            name=one.name,
            conclusion=one.conclusion,
            on=one.on,
            standing=visit.texts(f"evaluation.stage.{standing}"),
            tone=tone,
        )


def _criterion(held: Held, read: CriteriaRead, visit: Visit) -> CriterionView:
    values, texts = held.entry.values, visit.texts
    finding = str(values.get("finding") or "")
    return CriterionView(
        line=_line("exit_criterion", held, visit),
        wording=str(values.get("wording") or ""),
        document=str(values.get("document_number") or ""),
        finding=texts(f"evaluation.finding.{finding or 'none'}"),
        explanation=str(values.get("explanation") or ""),
        dimension=str(values.get("dimension") or ""),
        readings=tuple(_reading(one, visit) for one in read.readings.get(held.number, ())),
        is_contradicted=read.contradicts(held),
    )


def _reading(one: CriterionReading, visit: Visit) -> ReadingView:
    address = reverse("indicators:indicator", args=[one.indicator])
    return ReadingView(
        sentence=told_of(one, visit.texts),
        address=address_with(address, visit.carried),
        standing=visit.texts(f"criterion.standing.{one.standing}"),
        tone=_STANDINGS.get(one.standing, "neutral"),
    )


def _fact(one: Fact, visit: Visit) -> FactView:
    query = {**visit.carried, "state": one.state} if one.state else visit.carried
    return FactView(
        sentence=visit.texts(f"evaluation.fact.{one.code}", count=one.count, of=one.of),
        address=address_with(reverse("ledgers:list", args=[one.ledger]), query),
        lines=tuple(_line(one.ledger, held, visit) for held in one.entries[:_SHOWN]),
        more=max(0, len(one.entries) - _SHOWN),
    )


def _figure(one: ComparedLine, visit: Visit) -> FigureView:
    texts, variation = visit.texts, one.variation
    base, now = (_said(one.printed(each, visit.numbers), visit) for each in (one.base, one.now))
    address = reverse("indicators:indicator", args=[one.indicator])
    return FigureView(
        sentence=texts("evaluation.figure", name=one.name, base=base, now=now),
        address=address_with(address, visit.carried),
        verdict=f"{variation.symbol} {texts(variation.text_code)}",
        tone=_TONES.get(variation, "neutral"),
        told=one.told,
    )


def _said(figure: Formatted, visit: Visit) -> str:
    """A figure with its counts, where it has any."""
    if not figure.fraction:
        return figure.value
    return visit.texts("criterion.figure", value=figure.value, beside=figure.fraction)


def _line(ledger: str, held: Held, visit: Visit) -> Line:
    address = address_with(reverse("ledgers:entry", args=[ledger, held.id]), visit.carried)
    return Line(number=held.number, title=held.title, note=held.state, address=address)


def _new(ledger: str, visit: Visit, **values: str) -> str:
    if not may_enter(visit, ledger):
        return ""
    path = reverse("ledgers:new", args=[ledger])
    given = urlencode({f"f.{name}": value for name, value in values.items()})
    return address_with(f"{path}?{given}" if given else path, visit.carried)
