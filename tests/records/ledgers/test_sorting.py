"""A list in its usual order is read by its key, in either direction, and is that of the values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.desk_cast import Desk
from tests.ledger_desk import Ledgers, made
from tuobo.engines.ledgers import Values
from tuobo.records.ledgers.models import Entry
from tuobo.records.ledgers.queries import Scope, entries
from tuobo.records.ledgers.rows import sort_key_of
from tuobo.records.ledgers.sorting import in_order, sorted_ids

DAYS = ["2026-04-01", "", "2026-03-10", "", "2026-03-20"]
UP, DOWN = ("deadline",), ("-deadline",)
IN_ORDER: dict[tuple[str, ...], list[str]] = {
    UP: ["2026-03-10", "2026-03-20", "2026-04-01", "", ""],
    DOWN: ["2026-04-01", "2026-03-20", "2026-03-10", "", ""],
}


@pytest.fixture
def errands(desk: Desk, ledgers: Ledgers) -> dict[int, str]:
    """Five errands, two of them without a deadline: id → deadline, in the order of their making."""
    office = ledgers("trial_management")
    return {made(desk, office, deadline=day).pk: day for day in DAYS}


def _scope(ledgers: Ledgers, usual: tuple[str, ...]) -> Scope:
    """The list of errands as if its usual order were this one."""
    office = ledgers("trial_management")
    plain = office.ledger("errand")
    listing = plain.listing.model_copy(update={"sort": usual})
    return replace(office.scope(plain), ledger=plain.model_copy(update={"listing": listing}))


def _keep_keys(scope: Scope) -> None:
    for entry in Entry.objects.all():
        key = sort_key_of(scope.ledger, Values.of_document(scope.ledger, entry.values), None)
        Entry.objects.filter(pk=entry.pk).update(sort_key=key)


def _is_by_key(scope: Scope, sort: tuple[str, ...]) -> bool:
    first, *_ = in_order(entries(scope), scope, sort)
    return "sort_key" in str(first.query).partition("ORDER BY")[2]


@pytest.mark.parametrize("usual", [UP, DOWN])
@pytest.mark.parametrize("asked", [UP, DOWN])
def test_empty_values_come_last_in_either_direction_by_key_as_by_value(
    ledgers: Ledgers, errands: dict[int, str], usual: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    scope = _scope(ledgers, usual)
    by_value = sorted_ids(entries(scope), scope, asked)
    assert not _is_by_key(scope, asked)

    _keep_keys(scope)
    by_key = sorted_ids(entries(scope), scope, asked)

    assert _is_by_key(scope, asked)
    for found in (by_value, by_key):
        assert [errands[one] for one in found] == IN_ORDER[asked]


def test_what_is_equal_follows_the_direction_by_number(
    ledgers: Ledgers, errands: dict[int, str]
) -> None:
    """The two without a deadline: the older number first upwards, the newer one downwards."""
    scope = _scope(ledgers, UP)
    _keep_keys(scope)
    older, newer = (one for one, day in errands.items() if not day)

    assert sorted_ids(entries(scope), scope, UP)[-2:] == [older, newer]
    assert sorted_ids(entries(scope), scope, DOWN)[-2:] == [newer, older]


@pytest.mark.parametrize("usual", [UP, DOWN])
@pytest.mark.parametrize("asked", [UP, DOWN])
def test_every_part_of_a_list_is_that_part_of_the_whole(
    ledgers: Ledgers, errands: dict[int, str], usual: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    scope = _scope(ledgers, usual)
    _keep_keys(scope)
    whole = sorted_ids(entries(scope), scope, asked)
    assert sorted(whole) == sorted(errands)

    for offset in range(7):
        for limit in (1, 2, 3, 6):
            part = sorted_ids(entries(scope), scope, asked, offset=offset, limit=limit)
            assert part == whole[offset : offset + limit], (offset, limit)


def test_a_list_in_the_order_of_numbers_is_read_by_the_same_index(
    ledgers: Ledgers, errands: dict[int, str]
) -> None:
    scope = _scope(ledgers, ("-number",))
    _keep_keys(scope)
    assert set(Entry.objects.values_list("sort_key", flat=True)) == {""}

    assert sorted_ids(entries(scope), scope, ("-number",)) == list(errands)[::-1]
    assert sorted_ids(entries(scope), scope, ("number",)) == list(errands)
    assert _is_by_key(scope, ("number",))


def test_keys_of_an_older_definition_are_not_sorted_by(
    ledgers: Ledgers, errands: dict[int, str]
) -> None:
    """Until every entry has been touched, the order is worked out from the values."""
    scope = _scope(ledgers, UP)
    _keep_keys(scope)
    Entry.objects.filter(pk=min(errands)).update(sort_key="")

    assert not _is_by_key(scope, UP)
    assert [errands[one] for one in sorted_ids(entries(scope), scope, UP)] == IN_ORDER[UP]
