"""院庭长办案: own cases against the average, in the order of posts, only within one's reach."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from tests.operations.desk.small_desk import ALL, YEAR, at, court, opened
from tuobo.core.content import Content
from tuobo.core.errors import RequestError
from tuobo.operations.desk.own_cases import OwnCases, half_year_of, leaders_norms, own_cases


def _found() -> OwnCases:
    with opened() as now:
        return own_cases(now, ALL, court(), YEAR)


def _cases_closed() -> pl.DataFrame:
    """The cases closed in 2025, counted from the facts and not from an indicator."""
    with opened() as now:
        case = now.workspace.snapshots.read(now.version.number)["case"].collect()
    in_year = pl.col("closed_on").is_between(date(2025, 1, 1), date(2025, 12, 31))
    return case.filter((pl.col("court") == court()) & in_year & (pl.col("domain") != "pre_filing"))


def test_posts_come_in_the_order_of_the_opinion_and_divisions_as_they_stand() -> None:
    norms = [one.post for one in leaders_norms(Content())]
    posts = [one.norm.post for one in _found().lines]
    assert norms == ["president", "vice_president", "division_head"]
    assert posts == sorted(posts, key=norms.index)
    with opened() as now:
        staff = now.workspace.snapshots.read(now.version.number)["staff"].collect()
    heads = staff.filter(pl.col("post") == "division_head")["person"].to_list()
    assert [one.person for one in _found().lines if one.norm.post == "division_head"] == heads


def test_a_head_is_compared_with_the_average_of_the_division() -> None:
    """Closed by the head × judges of the division ÷ closed by the division."""
    cases = _cases_closed()
    line = next(one for one in _found().lines if one.norm.post == "division_head")
    own = cases.filter(pl.col("judge") == line.person).height
    whole = cases.filter(pl.col("division") == line.division).height
    assert (line.closed, line.all_closed) == (own, whole)
    assert own
    assert line.judges > 1
    assert line.share is not None
    assert float(line.share) == pytest.approx(own / (whole / line.judges))


def test_leaders_of_the_court_are_compared_with_the_court() -> None:
    line = next(one for one in _found().lines if one.norm.of == "court")
    assert line.all_closed == _cases_closed().height
    assert line.evidence.data_version


def test_a_court_that_one_may_not_see_is_not_there() -> None:
    with opened() as now, pytest.raises(RequestError) as caught:
        own_cases(now, at("民事审判第一庭"), court(), YEAR)
    assert caught.value.code == "desk.no_place"


def test_the_half_year_is_that_of_the_day() -> None:
    assert str(half_year_of(date(2025, 6, 30))) == str(half_year_of(date(2025, 1, 1)))
    assert half_year_of(date(2025, 7, 1)).start == date(2025, 7, 1)
