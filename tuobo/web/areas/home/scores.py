"""The scorecard in words: icon and value in each cell, signals to be told from the rest."""

from __future__ import annotations

from django.urls import reverse

from tuobo.core.days_in_words import period_in_words
from tuobo.engines.reports import text_of
from tuobo.engines.reports.numbers import NumberWords
from tuobo.operations.desk.pasts import PastAt
from tuobo.operations.desk.scorecard import Scorecard, ScorecardRow
from tuobo.records.organisation.queries import court_names, divisions_of
from tuobo.web.areas.home.pages import Tab
from tuobo.web.areas.home.score_pages import CellView, Column, ScorecardPage, ScoreRow
from tuobo.web.ui.visit import Visit, address_with, org_of

_SIGNALS = "signals"


def scorecard_page(visit: Visit, found: Scorecard, status: str, unread: str) -> ScorecardPage:
    texts = visit.texts
    signals_only = _SIGNALS in visit.query
    rows = _in_official_order(found)
    kept = {**visit.carried, "status": status}
    turned = kept if signals_only else {**kept, _SIGNALS: "1"}
    signals = {_SIGNALS: "1"} if signals_only else {}
    path = reverse("home:scorecard")
    return ScorecardPage(
        title=texts(f"scorecard.by.{found.by}"),
        columns=tuple(
            Column(name=name, address=_indicator(visit, one)) for one, name in found.columns
        ),
        rows=tuple(_row(visit, found, one) for one in rows),
        signals_only=signals_only,
        switch=address_with(path, turned),
        period=period_in_words(found.period, texts),
        as_of=found.as_of,
        data_version=found.data_version,
        statuses=tuple(
            Tab(
                name=texts(f"home.status.{one}"),
                address=address_with(path, {**visit.carried, **signals, "status": one}),
                is_here=one == status,
            )
            for one in ("goal", "diagnostic")
        ),
        unread=unread,
    )


def _in_official_order(found: Scorecard) -> list[ScorecardRow]:
    """Courts as in the court system, divisions as in the court; never by value."""
    if found.by == "court":
        order = {code: number for number, code in enumerate(court_names())}
        return sorted(found.rows, key=lambda one: order.get(one.place.court, len(order)))
    court = found.rows[0].place.court if found.rows else ""
    order = {name: number for number, name in enumerate(divisions_of(court))}
    return sorted(found.rows, key=lambda one: order.get(one.place.division, len(order)))


def _row(visit: Visit, found: Scorecard, row: ScorecardRow) -> ScoreRow:
    org = org_of(row.place)
    deeper = "home:scorecard" if found.by == "court" else "home:health"
    return ScoreRow(
        name=row.name,
        address=address_with(reverse(deeper), {**visit.carried, "org": org}),
        cells=tuple(
            _cell(cell, _indicator(visit, name, org=org), visit.numbers)
            for (name, _), cell in zip(found.columns, row.cells, strict=True)
        ),
    )


def _cell(cell: PastAt | None, address: str, words: NumberWords) -> CellView:
    if cell is None:
        return CellView(figure=None, variation=None, assurance=None, address="", is_signal=False)
    return CellView(
        figure=text_of(cell.figure, words),
        variation=cell.variation,
        assurance=cell.assurance,
        address=address,
        is_signal=cell.is_signal,
    )


def _indicator(visit: Visit, name: str, **changes: str) -> str:
    path = reverse("indicators:indicator", args=(name,))
    return address_with(path, {**visit.carried, **changes})
