"""Pagers: every page is reachable, no criterion is lost, nothing asked for breaks the list."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.ui.gallery import visit
from tuobo.web.ui.paging import SIZES, AskedPage, pages_of

PATH = "/cases/"
NAMES = st.sampled_from(["org", "period", "cause", "division", "sort"])
VALUES = st.text(min_size=1, max_size=12)


@given(
    st.dictionaries(NAMES, VALUES, max_size=5),
    st.integers(0, 100_000),
    st.integers(1, 5_000),
    st.sampled_from(SIZES),
)
def test_no_link_of_a_pager_loses_a_criterion(
    criteria: dict[str, str], total: int, number: int, size: int
) -> None:
    pager = AskedPage(number=number, size=size).pager(total, PATH, criteria)
    for link in [*(one for one in pager.links if one.number), *pager.sizes]:
        query = dict(parse_qsl(urlsplit(link.address).query, keep_blank_values=True))
        assert {name: query.get(name) for name in criteria} == criteria
    assert set(criteria.items()) <= set(pager.kept)


@given(st.integers(0, 100_000), st.integers(1, 5_000), st.sampled_from(SIZES))
def test_the_rows_that_are_told_lie_within_the_list(total: int, number: int, size: int) -> None:
    pager = AskedPage(number=number, size=size).pager(total, PATH, {})
    assert 0 <= pager.first_row <= pager.last_row <= total
    assert pager.last_row - pager.first_row < size
    assert [one.number for one in pager.links if one.is_here] == [pager.number]


def test_a_long_list_shows_first_last_and_neighbours() -> None:
    """1,987 rows of 20 are 100 pages (99 × 20 = 1,980)."""
    pager = AskedPage(number=50, size=20).pager(1_987, PATH, {})
    assert [one.number for one in pager.links] == [1, 0, 48, 49, 50, 51, 52, 0, 100]
    assert (pager.first_row, pager.last_row) == (981, 1_000)
    assert pager.before.endswith("page=49")
    assert pager.after.endswith("page=51")


def test_an_empty_list_has_one_page_without_neighbours() -> None:
    pager = AskedPage(number=1, size=20).pager(0, PATH, {})
    assert (pager.pages, pager.first_row, pager.last_row) == (1, 0, 0)
    assert (pager.before, pager.after) == ("", "")


@pytest.mark.parametrize(
    ("page", "size", "expected"),
    [("3", "50", (3, 50)), ("３", "", (3, 20)), ("-1", "7", (1, 20)), ("x", "1e9", (1, 20))],
)
def test_what_cannot_be_read_is_the_first_page_of_twenty(
    page: str, size: str, expected: tuple[int, int]
) -> None:
    asked = AskedPage.of(visit(page=page, size=size))
    assert (asked.number, asked.size) == expected


def test_a_page_beyond_the_last_is_the_last() -> None:
    assert AskedPage(number=9, size=10).within(25).number == 3
    assert AskedPage(number=9, size=10).within(25).offset == 20
    assert pages_of(0, 10) == 1
