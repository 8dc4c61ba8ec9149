"""What the API answers with. Each asks the same operation as its page, within the same reach."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from django.http import Http404
from ninja import Query

from tuobo.core.clock import now
from tuobo.core.period import Period
from tuobo.engines.docket import read_query
from tuobo.operations.desk.case_list import case_list
from tuobo.operations.desk.health_page import ALL_STATUSES, HealthAsked, HealthPage, health_page
from tuobo.operations.desk.open_desk import Desk
from tuobo.operations.desk.the_desk import the_desk
from tuobo.web.areas.api.cases_asked import CasesAsked, UnreadOut
from tuobo.web.areas.api.paging import page_told
from tuobo.web.areas.api.schemas import (
    Asked,
    CasesOut,
    HealthOut,
    IndicatorOut,
    LineOut,
    MeOut,
    MonthOut,
    VersionOut,
)
from tuobo.web.ui.api_keys import tells_of_people
from tuobo.web.ui.guard import needs, open_to_members
from tuobo.web.ui.opened import reach_here
from tuobo.web.ui.visit import PageRequest


@open_to_members
def me(request: PageRequest) -> MeOut:
    """Who asks, with which rights."""
    visit = request.visit
    return MeOut(
        login=visit.who.login,
        person=visit.who.person,
        court=visit.who.court,
        rights=sorted(visit.policy.rights_of(visit.viewer)),
    )


@needs("figures.view")
def data_versions(request: PageRequest) -> list[VersionOut]:  # noqa: ARG001 - all see the same
    """All data versions, the first one first."""
    return [
        VersionOut(
            id=one.id, number=one.number, as_of=one.as_of, at=one.committed_at, source=one.source
        )
        for one in _desk().history()
    ]


@needs("figures.view")
def health_check(request: PageRequest, asked: Annotated[Asked, Query()]) -> HealthOut:
    """The health check of a place and period, in official order."""
    page = _health(request, asked)
    return HealthOut(
        place=page.place_name,
        data_version=page.data_version,
        as_of=page.as_of,
        rows_read=page.rows_read,
        rows_kept=page.rows_kept,
        lines=[LineOut.of(one.line, request.visit.numbers) for one in page.lines],
    )


@needs("figures.view")
def indicator(request: PageRequest, name: str, asked: Annotated[Asked, Query()]) -> IndicatorOut:
    """One indicator: its definition, its figure and its own past month by month."""
    lines = (one.line for one in _health(request, asked).lines)
    line = next((one for one in lines if one.id == name), None)
    if line is None:
        raise Http404
    return IndicatorOut(
        line=LineOut.of(line, request.visit.numbers),
        meaning=line.meaning,
        numerator_sql=line.numerator_sql,
        denominator_sql=line.denominator_sql,
        source=line.source,
        mark=line.mark,
        months=[MonthOut.of(one) for one in line.months],
    )


@tells_of_people
@needs("cases.view")
def cases(request: PageRequest, asked: Annotated[CasesAsked, Query()]) -> CasesOut:
    """A page of cases, with the filters of the list page; what cannot be read is told."""
    visit = request.visit
    read = read_query(request.META.get("QUERY_STRING", ""))
    desk = _desk()
    with desk.now(asked.as_of) as opened:
        page = case_list(
            opened,
            reach_here(visit, "cases.view"),
            read.question,
            desk.texts(visit.lang),
            hidden=visit.hidden("case"),
        )
    return CasesOut(
        columns=[one.name for one in page.columns],
        titles=[one.title for one in page.columns],
        rows=[list(one.cells) for one in page.rows],
        **page_told(request, page),
        data_version=page.data_version,
        unread=[UnreadOut(name=one.name, found=one.found) for one in read.unread],
    )


def _health(request: PageRequest, asked: Asked) -> HealthPage:
    visit, desk = request.visit, _desk()
    question = HealthAsked(
        place=visit.place("figures.view"),
        period=Period.of(asked.period) if asked.period else None,
        statuses=ALL_STATUSES,
    )
    with desk.now(asked.as_of) as opened:
        reach = visit.reach("figures.view")
        return health_page(opened, reach, question, desk.texts(visit.lang), at=now())


def _desk() -> Desk:
    return the_desk(settings.TUOBO_STORE, settings.TUOBO_CONTENT)
