"""What the address of the health check asks for: place, period, kinds of indicators, which lines.

Place and period are those of the frame; whoever asks for a place that is not theirs finds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import reverse

from tuobo.core.clock import now
from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.core.reach import Place
from tuobo.core.texts import Texts
from tuobo.operations.desk.health_page import HealthAsked, HealthPage, Only, health_page
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.places import checked_place
from tuobo.web.ui.forms import DeskForm
from tuobo.web.ui.reading import read_period
from tuobo.web.ui.visit import Visit, address_with

FIGURES, BY_JUDGE = "figures.view", "figures.by_judge"
_NO_PLACE = "desk.no_place"
_STATUSES = {
    "goal": frozenset({"goal"}),
    "diagnostic": frozenset({"diagnostic"}),
    "reconciliation": frozenset({"cancelled", "forbidden"}),
    "all": frozenset({"goal", "diagnostic", "cancelled", "forbidden"}),
}
"""What may be shown together. Cancelled and forbidden ones are for reconciliation only."""
_GOAL = "goal"


class HealthForm(DeskForm):
    """Which kinds of indicators, and which of their lines."""

    words: ClassVar[str] = "home.filter"

    status = forms.ChoiceField(required=False)
    special_cause = forms.BooleanField(required=False)
    outside_interval = forms.BooleanField(required=False)
    low_credibility = forms.BooleanField(required=False)

    def __init__(self, texts: Texts, data: Mapping[str, Any]) -> None:
        super().__init__(texts, {"status": _GOAL, **data})
        status = self.fields["status"]
        assert isinstance(status, forms.ChoiceField)
        status.choices = [(one, texts(f"home.status.{one}")) for one in _STATUSES]


@dataclass(frozen=True, kw_only=True)
class Asking:
    """The question of an address. `unread` says why its period could not be read."""

    form: HealthForm
    status: str
    only: frozenset[Only]
    period: Period | None
    unread: str
    query: Mapping[str, str]

    @classmethod
    def of(cls, visit: Visit) -> Asking:
        form = HealthForm(visit.texts, visit.query)
        found = form.cleaned_data if form.is_valid() else {}
        period, unread = period_of(visit)
        return cls(
            form=form,
            status=found.get("status") or _GOAL,
            only=frozenset(one for one in Only if found.get(one.value)),
            period=period,
            unread=unread,
            query={name: value for name, value in visit.query.items() if name != "page"},
        )

    def asked(self, place: Place) -> HealthAsked:
        return HealthAsked(
            place=place, period=self.period, statuses=_STATUSES[self.status], only=self.only
        )

    def at(self, view: str) -> str:
        """Another page of the health check by the same criteria."""
        return address_with(reverse(view), dict(self.query))


def health_at(opened: OpenVersion, visit: Visit, asking: Asking) -> HealthPage | None:
    """The health check of the visit's place; None where the data have none of one's own places.

    Raises Http404 for a place that was asked for and is not there for the visitor.
    """
    place = place_here(opened, visit)
    if place is None:
        return None
    by_judge = visit.reach(BY_JUDGE)
    reach, asked = visit.reach(FIGURES), asking.asked(place)
    return health_page(opened, reach, asked, visit.texts, at=now(), by_judge=by_judge)


def place_here(opened: OpenVersion, visit: Visit) -> Place | None:
    """The asked place, or the first of one's own that the data have."""
    reach, by_judge = visit.reach(FIGURES), visit.reach(BY_JUDGE)
    is_asked = bool(visit.query.get("org"))
    for place in (visit.place(FIGURES), *(() if is_asked else reach)):
        try:
            return checked_place(opened, reach, place, by_judge)
        except RequestError as error:
            if error.code != _NO_PLACE:
                raise
    if is_asked:
        raise Http404
    return None


def period_of(visit: Visit) -> tuple[Period | None, str]:
    """The asked period as people write it, or none with the sentence that says why."""
    text = visit.query.get("period", "")
    if not text:
        return None, ""
    try:
        return read_period(text), ""
    except RequestError as error:
        return None, visit.texts.error(error)
