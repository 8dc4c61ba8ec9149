"""The place that a page speaks of: a court, a division of it or a judge, and whether one may look.

A figure is always of one place, whole: somebody whose reach is a division may not ask for the
court, and is told the same as for a place that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from tuobo.core.errors import RequestError
from tuobo.core.reach import Place, Reach
from tuobo.core.texts import Texts
from tuobo.engines.docket import CaseFilter, select_rows
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.wording import Words

_PARTS = ("court", "division", "judge")


@dataclass(frozen=True, kw_only=True)
class NamedPlace:
    """A place with what it is called."""

    place: Place
    name: str


@dataclass(frozen=True, kw_only=True)
class CourtPlaces:
    """A court, its divisions that may be chosen, and whether the court as a whole may be."""

    court: NamedPlace
    divisions: tuple[NamedPlace, ...]
    is_whole: bool


def checked_place(
    opened: OpenVersion, reach: Reach, place: Place, by_judge: Reach = Reach.NOTHING
) -> Place:
    """The place, if it exists and all of it is within reach; else RequestError desk.no_place.

    A judge's figures are for the judge, whom the reach names, and for those with `by_judge`.
    """
    is_known = all(
        opened.docket.code(part, text) is not None
        for part in _PARTS
        if (text := getattr(place, part))
    )
    if not is_known or not _may_see(reach, place, by_judge):
        told = " · ".join(text for part in _PARTS if (text := getattr(place, part)))
        raise RequestError("desk.no_place", place=told or "*")
    return place


def sees_judge(reach: Reach, by_judge: Reach, place: Place) -> bool:
    """Whether a judge's own figures there may be seen."""
    where = {"court": place.court, "division": place.division, "judge": place.judge}
    named = Reach(tuple(one for one in reach if one.judge))
    return by_judge.covers(**where) or named.covers(**where)


def _may_see(reach: Reach, place: Place, by_judge: Reach) -> bool:
    if place.judge and not sees_judge(reach, by_judge, place):
        return False
    return reach.covers(court=place.court, division=place.division, judge=place.judge)


def scope_of(place: Place) -> dict[str, tuple[str, ...]]:
    """A place as the filter of a question to the indicators."""
    return {part: (text,) for part in _PARTS if (text := getattr(place, part))}


def name_of(opened: OpenVersion, place: Place, texts: Texts) -> str:
    """What a place is called, from the court down; a store of several courts says how many."""
    words = Words(opened.workspace, texts)
    courts = list(opened.docket.spans)
    court = place.court or (courts[0] if len(courts) == 1 else "")
    named = words.court(court) if court else texts("health.courts", count=len(courts))
    return " · ".join(text for text in (named, place.division, place.judge) if text)


def places_within(opened: OpenVersion, reach: Reach, texts: Texts) -> tuple[CourtPlaces, ...]:
    """The courts and divisions that somebody may choose, in official order."""
    make = partial(_courts, opened, reach, Words(opened.workspace, texts))
    return opened.remembered(("places", reach, texts.lang), lambda: tuple(make()))


def home_of(opened: OpenVersion, reach: Reach) -> Place | None:
    """The place to begin with: all there is, or the first that is wholly within reach."""
    if reach.is_everything:
        courts = list(opened.docket.spans)
        return Place(court=courts[0]) if len(courts) == 1 else Place()
    return next(iter(reach), None)


def _courts(opened: OpenVersion, reach: Reach, words: Words) -> Iterator[CourtPlaces]:
    docket = opened.docket
    for court in docket.spans:
        if not reach.touches(court):
            continue
        rows = select_rows(docket, reach, CaseFilter(court=(court,)))
        named = docket.case["division"].gather(rows).unique().sort().drop_nulls().to_list()
        yield CourtPlaces(
            court=NamedPlace(place=Place(court=court), name=words.court(court)),
            divisions=tuple(
                NamedPlace(place=Place(court=court, division=one), name=one)
                for one in named
                if reach.covers(court=court, division=one)
            ),
            is_whole=reach.covers(court=court),
        )
