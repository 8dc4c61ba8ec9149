"""The policy: from roles to what somebody may see; nothing is allowed that no role gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuobo.core.content import Content
from tuobo.core.errors import DefinitionError
from tuobo.core.reach import Place, Reach
from tuobo.engines.rights import Holding, Policy, RoleKind, Viewer

POLICY = Policy.of(Content())
COURT, OTHER, HIGHER = "辽9901", "辽9902", "辽99"
DIVISIONS = ("民一庭", "执行局")
BUSINESS = sorted(r for r, role in POLICY.roles.items() if role.kind is RoleKind.BUSINESS)
ADMINISTRATION = sorted(set(POLICY.roles) - set(BUSINESS))


def _held(role: str, court: str = COURT, division: str = "", *below: str) -> Holding:
    return Holding(role=role, court=court, division=division, below=below)


def _viewer(*holdings: Holding, judge: str = "") -> Viewer:
    return Viewer(account="somebody", judge=judge, holdings=holdings)


holdings = st.builds(
    Holding,
    role=st.sampled_from(BUSINESS),
    court=st.sampled_from((COURT, OTHER, "")),
    division=st.sampled_from(("", *DIVISIONS)),
    below=st.sampled_from(((), (OTHER,), (COURT, OTHER))),
)
viewers = st.builds(
    Viewer,
    account=st.just("somebody"),
    judge=st.sampled_from(("", "甲01", "乙02")),
    holdings=st.lists(holdings, max_size=3).map(tuple),
)
rights = st.sampled_from(sorted(POLICY.rights))
rows = st.tuples(
    st.sampled_from((COURT, OTHER)), st.sampled_from(DIVISIONS), st.sampled_from(("甲01", "乙02"))
)


def test_a_judge_sees_own_cases_and_figures_only() -> None:
    judge = _viewer(_held("judge", COURT, "民一庭"), judge="甲01")
    assert POLICY.reach(judge, "cases.view") == Reach((Place(court=COURT, judge="甲01"),))
    assert POLICY.reach(judge, "figures.by_judge").covers(court=COURT, judge="甲01")
    assert not POLICY.reach(judge, "figures.by_judge").covers(court=COURT, judge="乙02")
    assert not POLICY.may(judge, "limits.remind")


def test_a_judge_whom_the_case_system_does_not_know_sees_nothing() -> None:
    """An empty name must not stand for all names."""
    assert not POLICY.reach(_viewer(_held("judge")), "cases.view")


def test_a_division_head_without_a_division_sees_nothing() -> None:
    assert not POLICY.reach(_viewer(_held("division_head")), "cases.view")


def test_whoever_belongs_to_no_court_sees_nothing() -> None:
    assert not POLICY.reach(_viewer(_held("president", "")), "cases.view")


def test_an_observer_sees_the_courts_below_and_no_names_of_judges() -> None:
    observer = _viewer(_held("observer", HIGHER, "", COURT, OTHER))
    assert POLICY.reach(observer, "cases.view").covers(court=OTHER)
    assert POLICY.hidden_columns(observer, "case") == {"judge"}
    assert not POLICY.may(observer, "imports.commit")


def test_two_roles_reach_as_far_as_both() -> None:
    head = _held("division_head", COURT, "民一庭")
    both = _viewer(head, _held("division_head", COURT, "执行局"))
    reach = POLICY.reach(both, "cases.view")
    assert reach.covers(court=COURT, division="执行局")
    assert reach.covers(court=COURT, division="民一庭")
    assert not reach.covers(court=COURT)


def test_no_administrator_has_a_right_that_reaches_data() -> None:
    for role in ADMINISTRATION:
        viewer = _viewer(_held(role, COURT, "", OTHER), judge="甲01")
        assert POLICY.is_administration(viewer)
        for right, definition in POLICY.rights.items():
            assert not POLICY.reach(viewer, right), (role, right)
            if definition.kind is RoleKind.BUSINESS:
                assert not POLICY.may(viewer, right), (role, right)


@pytest.mark.parametrize("one", ADMINISTRATION)
def test_an_administrator_combines_with_no_other_role(one: str) -> None:
    for other in POLICY.roles:
        clash = POLICY.combines_badly([one, other])
        assert (clash is None) == (one == other), other


def test_roles_of_the_business_combine() -> None:
    assert POLICY.combines_badly(BUSINESS) is None


def test_a_second_factor_is_obligatory_for_every_administrator_and_nobody_else() -> None:
    obliged = {role for role in POLICY.roles if POLICY.needs_second_factor(_viewer(_held(role)))}
    assert obliged == set(ADMINISTRATION)


def test_a_role_that_reaches_the_court_is_held_at_a_court() -> None:
    """Held at a division it would still reach the whole court, so nobody may give it there."""
    assert POLICY.unit_kind_of("president") == "court"
    assert POLICY.unit_kind_of("observer") == "court"
    assert POLICY.unit_kind_of("system_administrator") == "court"
    assert POLICY.unit_kind_of("division_head") == "division"
    assert POLICY.unit_kind_of("clerk") == "division"
    assert POLICY.unit_kind_of("judge") == ""


@given(viewers, rights, rows)
def test_a_right_that_is_not_held_reaches_nothing(
    viewer: Viewer, right: str, row: tuple[str, str, str]
) -> None:
    court, division, judge = row
    if POLICY.may_at(viewer, right, Place(court=court, division=division, judge=judge)):
        assert POLICY.may(viewer, right)


@given(viewers, holdings, rights, rows)
def test_one_more_role_takes_nothing_away(
    viewer: Viewer, more: Holding, right: str, row: tuple[str, str, str]
) -> None:
    court, division, judge = row
    place = Place(court=court, division=division, judge=judge)
    richer = Viewer(account=viewer.account, judge=viewer.judge, holdings=(*viewer.holdings, more))
    assert POLICY.may_at(richer, right, place) or not POLICY.may_at(viewer, right, place)
    assert POLICY.hidden_columns(richer, "case") <= POLICY.hidden_columns(viewer, "case")


@given(viewers, viewers, rights, rows)
def test_viewing_as_somebody_shows_nothing_beyond_ones_own(
    other: Viewer, own: Viewer, right: str, row: tuple[str, str, str]
) -> None:
    court, division, judge = row
    place = Place(court=court, division=division, judge=judge)
    of_oneself = {"desk.own", "limits.reply"}
    if POLICY.lies_within(other, own) and right not in of_oneself:
        assert POLICY.may_at(own, right, place) or not POLICY.may_at(other, right, place)
        assert POLICY.hidden_columns(own, "case") <= POLICY.hidden_columns(other, "case")


def test_nobody_views_as_an_administrator() -> None:
    president = _viewer(_held("president"))
    for role in ADMINISTRATION:
        assert not POLICY.lies_within(_viewer(_held(role)), president)


def test_a_president_views_as_a_judge_of_the_court_and_of_no_other() -> None:
    president = _viewer(_held("president"))
    assert POLICY.lies_within(_viewer(_held("judge", COURT, "民一庭"), judge="甲01"), president)
    assert not POLICY.lies_within(_viewer(_held("judge", OTHER, "民一庭"), judge="甲01"), president)


def test_a_right_that_does_not_exist_is_named_with_the_near_one() -> None:
    with pytest.raises(DefinitionError) as caught:
        POLICY.may(_viewer(_held("judge")), "case.view")
    assert caught.value.code == "rights.no_right"
    assert caught.value.fields["suggestion"] == "cases.view"


def test_a_role_that_does_not_exist_is_named() -> None:
    with pytest.raises(DefinitionError) as caught:
        POLICY.may(_viewer(_held("juge")), "cases.view")
    assert caught.value.code == "rights.no_role"
