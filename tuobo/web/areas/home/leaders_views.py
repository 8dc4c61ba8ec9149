"""院庭长办案: own cases of leaders beside the average, in the order of posts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tuobo.core.days_in_words import period_in_words
from tuobo.core.reach import Place
from tuobo.core.texts import Texts
from tuobo.operations.desk.own_cases import LeaderLine, LeadersNorm, half_year_of, own_cases
from tuobo.web.areas.home.asking import period_of
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import opened_for
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest

_RIGHT = "figures.leaders"


@dataclass(frozen=True, kw_only=True)
class LeaderRow:
    """A leader in words: own cases, average with its fraction, share of it."""

    person: str
    division: str
    closed: str
    average: str
    fraction: str
    share: str


@dataclass(frozen=True, kw_only=True)
class PostGroup:
    """The leaders of one post, and what the opinion says of it."""

    name: str
    norm: str
    rows: tuple[LeaderRow, ...]


@dataclass(frozen=True, kw_only=True)
class LeadersPage:
    groups: tuple[PostGroup, ...]
    source: str
    note: str
    period: str
    data_version: str
    unread: str


@require_safe
@needs(_RIGHT)
def leaders(request: PageRequest) -> HttpResponse:
    """The half-year at hand unless another period is asked for."""
    visit, texts = request.visit, request.visit.texts
    period, unread = period_of(visit)
    place = Place(court=visit.place(_RIGHT).court)
    with opened_for(visit) as opened:
        asked = period or half_year_of(opened.version.as_of)
        found = own_cases(opened, visit.reach(_RIGHT), place.court, asked)
        version = opened.version.id
    norms: dict[str, tuple[LeadersNorm, list[LeaderRow]]] = {}
    for line in found.lines:
        norms.setdefault(line.norm.post, (line.norm, []))[1].append(_row(line))
    first = found.lines[0].norm.source if found.lines else None
    page = LeadersPage(
        groups=tuple(_group(norm, rows, texts) for norm, rows in norms.values()),
        source=f"{first.text} [{first.mark}]" if first else "",
        note=first.note if first else "",
        period=period_in_words(found.period, texts),
        data_version=version,
        unread=unread,
    )
    crumbs = (Crumb(name=texts("leaders.title")),)
    return render_page(request, "home/leaders.html", page, crumbs=crumbs)


def _group(norm: LeadersNorm, rows: list[LeaderRow], texts: Texts) -> PostGroup:
    of = texts(f"leaders.of.{norm.of}")
    return PostGroup(
        name=texts.pick(norm.names),
        norm=texts("leaders.norm", of=of, least=norm.least, most=norm.most),
        rows=tuple(rows),
    )


def _row(line: LeaderLine) -> LeaderRow:
    average = line.average
    share = line.share
    return LeaderRow(
        person=line.person,
        division=line.division,
        closed=f"{line.closed:,}",
        average="—" if average is None else _rounded(average, "0.1"),
        fraction=f"{line.all_closed:,}/{line.judges:,}",
        share="—" if share is None else f"{_rounded(share * 100, '0.1')}%",
    )


def _rounded(value: Decimal, places: str) -> str:
    return f"{value.quantize(Decimal(places), rounding=ROUND_HALF_UP):,}"
