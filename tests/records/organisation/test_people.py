"""The register of people: posts and attributes with their days, and leaving."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.desk_cast import CIVIL_1, CIVIL_2, SINCE, Desk
from tuobo.core.errors import StateError
from tuobo.records.organisation.models import Attribute, Person
from tuobo.records.organisation.people_changes import (
    PersonValues,
    add_attribute,
    add_posting,
    change_person,
    end_dated,
    end_person,
    make_person,
)
from tuobo.records.organisation.registers import (
    ATTRIBUTES,
    PeopleAsked,
    attribute_of,
    count_people,
    people,
    posts_of,
    traits_of,
)

ON = date(2026, 6, 30)


@pytest.fixture
def judge(desk: Desk) -> Person:
    return desk.accounts["judge"].person


def _names(asked: PeopleAsked) -> list[str]:
    return [one.name for one in people(asked, size=50)]


def test_people_are_found_by_name_unit_and_both(desk: Desk) -> None:
    assert _names(PeopleAsked(text="法官丙")) == ["法官丙01", "法官丙02", "法官丙03"]
    civil = desk.divisions[CIVIL_1].pk
    assert _names(PeopleAsked(unit_id=civil)) == ["书记员02", "法官丙01", "法官丙02", "法官丙03"]
    assert _names(PeopleAsked(unit_id=civil, text="书记")) == ["书记员02"]


def test_a_page_needs_two_statements_however_many_it_lists(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        found = people(PeopleAsked(), size=50)
    assert len(found) == count_people(PeopleAsked()) == 14


def test_whoever_has_left_is_listed_only_when_asked_for(desk: Desk, judge: Person) -> None:
    end_person(judge, on=ON, revision=0)
    assert judge.name not in _names(PeopleAsked())
    assert judge.name in _names(PeopleAsked(with_left=True))


def test_posts_and_attributes_end_with_the_last_day(desk: Desk, judge: Person) -> None:
    add_attribute(judge, "judge_quota", starts_on=SINCE)
    add_posting(judge, desk.divisions[CIVIL_2], "judge", starts_on=date(2026, 9, 1))
    end_person(judge, on=ON, revision=0)
    assert [(one.unit, one.ends_on) for one in posts_of(judge.pk)] == [(CIVIL_1, ON)], (
        "what was planned for September never began"
    )
    assert [one.ends_on for one in traits_of(judge.pk)] == [ON]


def test_an_end_that_came_earlier_stays(desk: Desk, judge: Person) -> None:
    post = add_posting(judge, desk.divisions[CIVIL_2], "judge", starts_on=SINCE)
    end_dated(post, on=date(2024, 1, 31))
    end_person(judge, on=ON, revision=0)
    ends = {one.unit: one.ends_on for one in posts_of(judge.pk)}
    assert ends == {CIVIL_1: ON, CIVIL_2: date(2024, 1, 31)}


def test_a_post_is_held_once_at_a_time(desk: Desk, judge: Person) -> None:
    with pytest.raises(StateError) as caught:
        add_posting(judge, desk.divisions[CIVIL_1], "judge", starts_on=ON)
    assert caught.value.code == "person.post_held"


def test_nothing_ends_before_it_begins(desk: Desk, judge: Person) -> None:
    post = add_posting(judge, desk.divisions[CIVIL_2], "judge", starts_on=ON)
    with pytest.raises(StateError) as caught:
        end_dated(post, on=date(2026, 6, 29))
    assert caught.value.code == "person.ends_before"
    end_dated(post, on=ON)
    assert post.ends_on == ON, "one day is possible, as the last day is included"


def test_party_membership_is_no_business_of_the_administration(judge: Person) -> None:
    member = Attribute.objects.create(person=judge, kind="member", starts_on=SINCE)
    assert traits_of(judge.pk) == ()
    assert attribute_of(member.pk) is None
    assert not {"member", "probationary_member"} & set(ATTRIBUTES)


def test_a_number_and_a_name_of_the_case_system_stand_for_one_person(
    desk: Desk, judge: Person
) -> None:
    with pytest.raises(StateError) as caught:
        make_person(desk.court, PersonValues(number=judge.number, name="某人"))
    assert caught.value.code == "person.number_taken"
    with pytest.raises(StateError) as caught:
        make_person(desk.court, PersonValues(number="9", name="某人", case_name=judge.case_name))
    assert caught.value.code == "person.case_name_taken"
    elsewhere = make_person(desk.higher, PersonValues(number=judge.number, name="某人"))
    assert elsewhere.court == desk.higher


def test_several_people_may_have_no_name_in_the_case_system(desk: Desk) -> None:
    make_person(desk.court, PersonValues(number="8", name="甲"))
    make_person(desk.court, PersonValues(number="9", name="乙"))


def test_whoever_edits_an_old_state_is_told(judge: Person) -> None:
    values = PersonValues(number=judge.number, name="法官某", case_name=judge.case_name)
    assert change_person(judge, values, revision=0) == "name:法官丙02→法官某"
    with pytest.raises(StateError) as caught:
        change_person(judge, values, revision=0)
    assert caught.value.code == "records.changed_meanwhile"
