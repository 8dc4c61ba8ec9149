"""How far a right reaches: nothing is covered that no place covers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tuobo.core.reach import Place, Reach

COURTS, DIVISIONS, JUDGES = ("辽9901", "辽9902"), ("民一庭", "执行局"), ("甲01", "乙02")


def _part(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(("", *names))


places = st.builds(Place, court=_part(COURTS), division=_part(DIVISIONS), judge=_part(JUDGES))
reaches = st.lists(places, max_size=4).map(Reach.of)
rows = st.tuples(st.sampled_from(COURTS), st.sampled_from(DIVISIONS), st.sampled_from(JUDGES))


def test_a_division_does_not_cover_its_court() -> None:
    reach = Reach((Place(court="辽9901", division="民一庭"),))
    assert reach.covers(court="辽9901", division="民一庭")
    assert reach.covers(court="辽9901", division="民一庭", judge="甲01")
    assert not reach.covers(court="辽9901")
    assert not reach.covers(court="辽9902", division="民一庭")


def test_a_judge_is_covered_in_whatever_division_the_case_is() -> None:
    own = Reach((Place(court="辽9901", judge="甲01"),))
    assert own.covers(court="辽9901", division="执行局", judge="甲01")
    assert not own.covers(court="辽9901", division="执行局", judge="乙02")
    assert not own.covers(court="辽9901", division="执行局")


@given(st.lists(places, max_size=6), places)
def test_a_union_covers_what_its_places_cover(found: list[Place], asked: Place) -> None:
    """Whole courts and divisions too, also where a part is left open."""
    parts = {"court": asked.court, "division": asked.division, "judge": asked.judge}
    expected = any(one.covers(**parts) for one in found)
    assert Reach(tuple(found)).covers(**parts) is expected
    assert Reach.of(found).covers(**parts) is expected


@given(st.lists(places, max_size=6))
def test_a_union_keeps_no_place_inside_another(found: list[Place]) -> None:
    kept = Reach.of(found).places
    assert list(kept) == sorted(kept)
    assert not [
        one
        for one in kept
        for other in kept
        if one != other and other.covers(one.court, one.division, one.judge)
    ]


def test_no_places_cover_nothing_and_touch_nothing() -> None:
    assert not Reach.NOTHING
    assert not Reach.NOTHING.covers(court="辽9901")
    assert not Reach.NOTHING.touches("辽9901")


def test_everything_covers_all() -> None:
    assert Reach.EVERYTHING.is_everything
    assert Reach.EVERYTHING.covers(court="")
    assert Reach.EVERYTHING.covers(court="辽9901", division="民一庭", judge="甲01")


@given(st.lists(places, max_size=5), rows)
def test_a_row_is_covered_exactly_if_some_place_covers_it(
    found: list[Place], row: tuple[str, str, str]
) -> None:
    court, division, judge = row
    expected = any(
        one.court in {"", court} and one.division in {"", division} and one.judge in {"", judge}
        for one in found
    )
    assert Reach.of(found).covers(court=court, division=division, judge=judge) == expected


@given(reaches, reaches, rows)
def test_a_union_covers_what_either_covers(
    one: Reach, other: Reach, row: tuple[str, str, str]
) -> None:
    court, division, judge = row
    either = one.covers(court=court, division=division, judge=judge) or other.covers(
        court=court, division=division, judge=judge
    )
    assert (one | other).covers(court=court, division=division, judge=judge) == either


@given(st.lists(places, max_size=6))
def test_the_order_of_places_does_not_matter_and_none_lies_inside_another(
    found: list[Place],
) -> None:
    reach = Reach.of(found)
    assert reach == Reach.of(list(reversed(found)))
    for place in reach:
        for other in reach:
            inside = other.covers(place.court, place.division, place.judge)
            assert inside == (place == other)
