"""The switches of place and period: links that change one thing of the address and keep the rest.

A page number is not kept, as another place has other pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from tuobo.core.days_in_words import period_in_words
from tuobo.core.errors import RequestError
from tuobo.core.period import Period, month_index, month_label
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.operations.reporting_period import year_so_far
from tuobo.records.organisation.queries import court_names, divisions_of
from tuobo.web.ui.data_line import DataShown
from tuobo.web.ui.reading import read_period
from tuobo.web.ui.visit import Visit, org_of, place_of

_NOT_KEPT = frozenset({"page", "next"})


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One entry of a switch."""

    name: str
    address: str
    is_chosen: bool
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class Switches:
    """What may be chosen, what is; `kept` are the other parameters of the address."""

    places: tuple[Choice, ...] = ()
    place_name: str = ""
    periods: tuple[Choice, ...] = ()
    period_name: str = ""
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Here:
    """The address of the page with what is kept of it."""

    path: str
    kept: tuple[tuple[str, str], ...]

    def without(self, name: str) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in self.kept if pair[0] != name and pair[1])

    def at(self, name: str, value: str) -> str:
        """The address with one thing changed; an empty value takes it out."""
        pairs = [*self.without(name), *([(name, value)] if value else [])]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


def switches_of(
    visit: Visit, path: str, query: Iterable[tuple[str, str]], data: DataShown | None
) -> Switches:
    """The switches of a page; none for people who see no business data.

    `query` are the parameters of the address; one that stands several times is kept so.
    """
    reach = visit.reach("figures.view") | visit.reach("cases.view")
    if not reach:
        return Switches()
    here = _Here(path, tuple(pair for pair in query if pair[0] not in _NOT_KEPT))
    chosen = _chosen_place(visit, reach, data)
    names = court_names()
    return Switches(
        places=_places(reach, names, chosen, here),
        place_name=_place_name(chosen, names, visit.texts),
        periods=_periods(visit, here, data.as_of if data else visit.today),
        period_name=_period_name(visit, data),
        kept=here.without("period"),
    )


def _chosen_place(visit: Visit, reach: Reach, data: DataShown | None) -> Place:
    """The asked place; else the first of one's own court, or the first that the data are of."""
    if asked := visit.query.get("org", ""):
        return place_of(asked)
    home = visit.identity.court if visit.identity else ""
    places = sorted(reach, key=lambda one: one.court != home)
    known = [one for one in places if data is None or one.court in data.courts]
    return next(iter(known or places), Place())


def _place_name(place: Place, names: dict[str, str], texts: Texts) -> str:
    parts = [names.get(place.court, place.court), place.division, place.judge]
    return texts("web.place.join").join(part for part in parts if part)


def _places(reach: Reach, names: dict[str, str], chosen: Place, here: _Here) -> tuple[Choice, ...]:
    """Courts within reach in official order, and the divisions of the chosen one."""
    options: list[tuple[Place, str, int]] = []
    for code, name in names.items():
        if not reach.touches(code):
            continue
        if reach.covers(court=code):
            options.append((Place(court=code), name, 0))
        if code == chosen.court:
            options += [
                (Place(court=code, division=division), division, 1)
                for division in divisions_of(code)
                if reach.covers(court=code, division=division)
            ]
    options += [(one, one.judge, 0) for one in reach if one.judge]
    return tuple(
        Choice(
            name=name,
            address=here.at("org", org_of(place)),
            is_chosen=place == chosen,
            depth=depth,
        )
        for place, name, depth in options
    )


def _periods(visit: Visit, here: _Here, as_of: date) -> tuple[Choice, ...]:
    """Usual periods up to the day of the data, the page's own first."""
    chosen = visit.query.get("period", "")
    own = visit.texts("web.period.own")
    found = [Choice(name=own, address=here.at("period", ""), is_chosen=not chosen)]
    for text in _usual(as_of):
        name = period_in_words(Period.of(text), visit.texts)
        address = here.at("period", text)
        found.append(Choice(name=name, address=address, is_chosen=text == chosen))
    return tuple(found)


def _usual(as_of: date) -> tuple[str, ...]:
    """This year so far, the quarters and halves of this year and the last, then whole years."""
    year, last = as_of.year, as_of.year - 1
    so_far = f"{year}-01..{month_label(month_index(as_of))}"
    quarters = [f"{year}Q{number}" for number in range(1, (as_of.month - 1) // 3 + 2)]
    halves = [f"{year}H1"] if as_of.month > 6 else []
    return (so_far, *quarters, *halves, f"{last}H1", f"{last}H2", f"{last}", f"{last - 1}")


def _period_name(visit: Visit, data: DataShown | None) -> str:
    """The asked period in words, or the one that pages take by themselves."""
    text = visit.query.get("period", "")
    if not text and data:
        return period_in_words(year_so_far(data.as_of), visit.texts)
    if not text:
        return visit.texts("web.period.own")
    try:
        return period_in_words(read_period(text), visit.texts)
    except RequestError:
        return text
