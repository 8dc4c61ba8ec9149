"""The tree of units: official order, nothing deleted, nobody's edit lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from tests.desk_cast import CIVIL_1, COURT, DIVISIONS, HIGHER, NEIGHBOUR, Desk
from tuobo.core.errors import StateError
from tuobo.records.organisation.models import Unit
from tuobo.records.organisation.registers import unit_of, unit_tree
from tuobo.records.organisation.unit_changes import (
    UnitValues,
    change_unit,
    end_unit,
    make_unit,
    values_of,
)

ON = date(2026, 6, 30)


def _changed(unit: Unit, **changes: object) -> UnitValues:
    before = values_of(unit)
    told = {name: getattr(before, name) for name in before.__dataclass_fields__}
    return UnitValues(**{**told, **changes})


def test_the_tree_is_in_official_order_and_needs_two_statements(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        nodes = unit_tree()
    assert [(one.depth, one.code) for one in nodes] == [
        (0, HIGHER), (1, COURT), *((2, name) for name in DIVISIONS), (1, NEIGHBOUR),
    ]  # fmt: skip
    civil = next(one for one in nodes if one.name == CIVIL_1)
    assert civil.people == 4, "the head, two judges and the clerk"


def test_the_order_is_that_of_the_positions_whatever_was_made_first(desk: Desk) -> None:
    made = make_unit(
        UnitValues(kind="division", code="综合", name="综合办公室", parent_id=desk.court.pk)
    )
    change_unit(desk.divisions[CIVIL_1], _changed(desk.divisions[CIVIL_1], position=99), revision=0)
    names = [one.name for one in unit_tree() if one.depth == 2]
    assert names.index(made.name) == 1, "position 0, made after 立案庭"
    assert names[-1] == CIVIL_1


def test_a_change_is_told_as_it_was_and_is(desk: Desk) -> None:
    unit = desk.divisions[CIVIL_1]
    told = change_unit(unit, _changed(unit, name="民事一庭", position=7), revision=0)
    assert told == f"name:{CIVIL_1}→民事一庭；position:2→7"
    assert unit.revision == 1


def test_whoever_edits_an_old_state_changes_nothing_and_is_told(desk: Desk) -> None:
    first, second = unit_of(desk.court.pk), unit_of(desk.court.pk)
    assert first
    assert second
    change_unit(first, _changed(first, name_en="Heng'an District"), revision=0)
    with pytest.raises(StateError) as caught:
        change_unit(second, _changed(second, level="high"), revision=0)
    assert (caught.value.code, caught.value.fields["revision"]) == (
        "records.changed_meanwhile", 1,
    )  # fmt: skip
    second.refresh_from_db()
    assert (second.level, second.name_en) == ("basic", "Heng'an District")


def test_a_unit_does_not_end_while_others_hang_on_it(desk: Desk) -> None:
    with pytest.raises(StateError) as caught:
        end_unit(desk.divisions[CIVIL_1], on=ON, revision=0)
    assert (caught.value.code, caught.value.fields["posts"]) == ("unit.still_used", 4)
    with pytest.raises(StateError) as caught:
        end_unit(desk.court, on=ON, revision=0)
    assert str(caught.value.fields["parts"]).startswith("立案庭、刑事审判庭")


def test_a_unit_that_ends_stays_with_its_last_day(desk: Desk) -> None:
    end_unit(desk.divisions["立案庭"], on=ON, revision=0)
    node = next(one for one in unit_tree() if one.name == "立案庭")
    assert node.ends_on == ON


def test_a_unit_does_not_end_before_it_begins(desk: Desk) -> None:
    unit = make_unit(
        UnitValues(kind="division", code="新庭", name="新庭", parent_id=desk.court.pk, starts_on=ON)
    )
    with pytest.raises(StateError) as caught:
        end_unit(unit, on=date(2026, 6, 29), revision=0)
    assert caught.value.code == "unit.ends_before"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (UnitValues(kind="court", code=COURT, name="另一法院"), "unit.code_taken"),
        (UnitValues(kind="division", code="孤庭", name="孤庭"), "unit.no_parent"),
    ],
)
def test_what_cannot_be_is_said_before_the_database_refuses(
    desk: Desk, values: UnitValues, code: str
) -> None:
    with pytest.raises(StateError) as caught:
        make_unit(values)
    assert caught.value.code == code
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(kind=values.kind, code=values.code, name=values.name)


def test_a_unit_stands_neither_under_itself_nor_under_its_parts(desk: Desk) -> None:
    for below in (desk.higher, desk.court):
        with pytest.raises(StateError) as caught:
            change_unit(desk.higher, _changed(desk.higher, parent_id=below.pk), revision=0)
        assert caught.value.code == "unit.own_parent"


def test_a_court_stands_under_courts_only(desk: Desk) -> None:
    under = desk.divisions[CIVIL_1].pk
    with pytest.raises(StateError) as caught:
        make_unit(UnitValues(kind="court", code="辽9903", name="某院", parent_id=under))
    assert caught.value.code == "unit.court_under_court"


def test_two_courts_may_have_divisions_of_one_name(desk: Desk) -> None:
    neighbour = Unit.objects.get(code=NEIGHBOUR)
    values = UnitValues(kind="division", code=CIVIL_1, name=CIVIL_1, parent_id=neighbour.pk)
    assert make_unit(values).court_code == NEIGHBOUR
