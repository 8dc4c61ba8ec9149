"""Heads of tables sort by link and keep what the list is limited to."""

from __future__ import annotations

from tests.web.ui.gallery import PATH, visit
from tuobo.web.ui.tables import Column, Order, heads_of

COLUMNS = (
    Column(key="filed_on", name="立案", is_sortable=True),
    Column(key="days", name="天数", is_sortable=True),
    Column(key="cause", name="案由"),
)
USUAL = Order(key="filed_on", is_descending=True)


def test_an_address_names_the_order() -> None:
    assert Order.of(visit(sort="-days"), COLUMNS, USUAL) == Order(key="days", is_descending=True)
    assert Order.of(visit(sort="days"), COLUMNS, USUAL) == Order(key="days")


def test_a_column_that_cannot_be_sorted_by_leaves_the_usual_order() -> None:
    assert Order.of(visit(sort="cause"), COLUMNS, USUAL) == USUAL
    assert Order.of(visit(sort="password"), COLUMNS, USUAL) == USUAL
    assert Order.of(visit(), COLUMNS, USUAL) == USUAL


def test_a_second_click_turns_the_order_and_criteria_stay() -> None:
    seen = visit(sort="days", cause="借款", page="7")
    filed_on, days, cause = heads_of(seen, PATH, COLUMNS, Order(key="days"))
    assert days.sorted == "ascending"
    assert days.address.endswith("sort=-days")
    assert filed_on.address.endswith("sort=filed_on")
    assert "cause=" in days.address
    assert "page=" not in days.address
    assert (cause.address, cause.sorted) == ("", "")
