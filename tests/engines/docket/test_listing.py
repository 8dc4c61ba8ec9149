"""Lists of the ten cases: what is found, in which order, on which page, within which reach."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.docket.docket_of_ten import AS_OF, CASES, docket
from tests.engines.docket.test_query_strings import SORTS
from tuobo.core.reach import Place, Reach
from tuobo.engines.docket import (
    LISTED,
    CaseFilter,
    CaseQuestion,
    CaseRow,
    CaseSort,
    CaseState,
    covers_row,
    list_cases,
    select_rows,
    sorted_rows,
)

ALL = Reach.EVERYTHING
COURTS, DIVISIONS = ("辽9901", "辽9902"), ("民一庭", "民二庭", "刑庭")
JUDGES = tuple("甲乙丙丁戊己")


def found(reach: Reach = ALL, sort: CaseSort | None = None, **chosen: object) -> list[str]:
    """Court, word and serial number of the cases, such as 9901民初1."""
    question = CaseQuestion(
        filter=CaseFilter(**chosen),  # type: ignore[arg-type]
        sort=sort or CaseSort(),
        size=100,
    )
    page = list_cases(docket(), reach, question)
    return [row.case_number[7:-1] for row in page.rows]


def test_courts_in_official_order_and_newest_cases_first() -> None:
    assert found() == [
        "9901民初10", "9901民初2", "9901执4", "9901民初1", "9901刑初3", "9901民初9",
        "9902民初7", "9902民初1", "9902民初8", "9902刑初5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "cases"),
    [
        ({"division": ("民二庭",)}, ["9901民初10", "9901民初9"]),
        ({"division": ("",)}, ["9901执4"]),
        ({"judge": ("甲",), "court": ("辽9902",)}, ["9902民初1"]),
        ({"domain": ("criminal", "enforcement")}, ["9901执4", "9901刑初3", "9902刑初5"]),
        ({"lane": ("overdue",)}, ["9901民初1", "9902民初7"]),
        ({"paused_ground": ("CIV-STAY-OTHER-CASE",)}, ["9901民初10"]),
        ({"finding": ("overdue",), "court": ("辽9901",)}, ["9901民初1"]),
        ({"no_limit": True}, ["9901刑初3"]),
        ({"filed_from": date(2026, 2, 2), "filed_to": date(2026, 2, 2)}, ["9902民初1"]),
        ({"due_to": date(2026, 3, 20), "due_from": date(2026, 3, 1)}, ["9901民初1", "9902民初7"]),
        ({"closed_from": date(2025, 9, 1)}, ["9901民初9", "9902民初8"]),
        ({"lane": ("no_such_lane",)}, []),
        ({"court": ("京0101",)}, []),
    ],
)
def test_a_filter_finds(chosen: dict[str, object], cases: list[str]) -> None:
    assert found(**chosen) == cases


def test_a_case_that_closes_after_the_day_of_the_data_is_still_open() -> None:
    """Closed on 15 April; the data speak of 31 March."""
    assert "9902民初8" in found(state=CaseState.OPEN)
    assert found(state=CaseState.CLOSED) == ["9901刑初3", "9901民初9", "9902刑初5"]


@pytest.mark.parametrize(
    "text",
    [
        "（2026）辽9901民初1号",
        "(2026)辽9901民初1号",
        "〔２０２６〕辽９９０１民初１号",
        " (2026) 辽9901 民初 1 号 ",
    ],
)
def test_a_whole_number_names_one_case_in_any_width(text: str) -> None:
    assert found(text=text) == ["9901民初1"]


def test_parts_of_a_number_are_found_in_any_order() -> None:
    assert found(text="民初1") == ["9901民初10", "9901民初1", "9902民初1"]
    assert found(text="2026 1号") == ["9901民初1", "9902民初1"]
    assert found(text="(2025) 刑初") == ["9901刑初3", "9902刑初5"]
    assert found(text="商初") == []


def test_numbers_sort_as_people_count() -> None:
    sort = CaseSort(column="case_number")
    assert found(sort=sort, text="民初", court=("辽9901",)) == [
        "9901民初9", "9901民初1", "9901民初2", "9901民初10",
    ]  # fmt: skip


def test_empty_cells_come_last_in_both_directions() -> None:
    up = found(sort=CaseSort(column="days_left"), court=("辽9901",))
    down = found(sort=CaseSort(column="days_left", descending=True), court=("辽9901",))
    assert up[:4] == ["9901民初1", "9901执4", "9901民初2", "9901民初10"]
    assert down[:4] == ["9901民初10", "9901民初2", "9901执4", "9901民初1"]
    assert up[4:] == down[4:] == ["9901刑初3", "9901民初9"]


def test_a_page_beyond_the_last_is_the_last() -> None:
    page = list_cases(docket(), ALL, CaseQuestion(page=99, size=4))
    assert (page.page, page.pages, page.total, len(page.rows)) == (3, 3, 10, 2)


def test_a_row_carries_what_pages_show() -> None:
    (row,) = list_cases(docket(), ALL, CaseQuestion(filter=CaseFilter(lane=("paused",)))).rows
    assert (row.open_since, row.paused_ground) == (None, "CIV-STAY-OTHER-CASE")
    assert row.active_on == date(2026, 2, 20)
    assert (row.days_left, row.findings, row.closed_on) == (123, 0, None)


PLACES = st.builds(
    Place,
    court=st.sampled_from(("", *COURTS, "京0101")),
    division=st.sampled_from(("", *DIVISIONS)),
    judge=st.sampled_from(("", *JUDGES)),
)
REACHES = st.lists(PLACES, max_size=4).map(lambda places: Reach(tuple(places)))
SOME = st.lists(st.sampled_from(("", *JUDGES)), max_size=3).map(tuple)
FILTERS = st.builds(
    CaseFilter,
    text=st.sampled_from(("", "民初", "2026", "号")),
    court=st.lists(st.sampled_from((*COURTS, "")), max_size=2).map(tuple),
    division=st.lists(st.sampled_from((*DIVISIONS, "")), max_size=2).map(tuple),
    judge=SOME,
    state=st.sampled_from(CaseState),
    filed_from=st.none() | st.dates(date(2025, 1, 1), date(2026, 3, 1)),
    lane=st.lists(st.sampled_from(("overdue", "running")), max_size=2).map(tuple),
)


def passes(case: tuple[str | None, ...], chosen: CaseFilter) -> bool:
    """A filter in plain words, to be compared with."""
    number, court, division, judge, filed, closed, _, lane = case
    is_open = closed is None or date.fromisoformat(closed) > AS_OF
    return (
        all(part in str(number) for part in chosen.text.split())
        and (not chosen.court or (court or "") in chosen.court)
        and (not chosen.division or (division or "") in chosen.division)
        and (not chosen.judge or (judge or "") in chosen.judge)
        and (not chosen.lane or (lane or "") in chosen.lane)
        and (chosen.state is CaseState.ANY or is_open == (chosen.state is CaseState.OPEN))
        and (chosen.filed_from is None or date.fromisoformat(str(filed)) >= chosen.filed_from)
    )


@given(reach=REACHES, chosen=FILTERS)
def test_a_list_holds_exactly_what_is_within_reach_and_passes(
    reach: Reach, chosen: CaseFilter
) -> None:
    wanted = {
        case[0]
        for case in CASES
        if passes(case, chosen)
        and reach.covers(court=str(case[1]), division=case[2] or "", judge=case[3] or "")
    }
    rows = select_rows(docket(), reach, chosen)
    assert set(docket().case["case_number"].gather(rows).to_list()) == wanted
    assert sorted(rows) == list(rows)


@given(reach=REACHES)
def test_a_case_may_be_opened_exactly_if_a_list_shows_it(reach: Reach) -> None:
    rows = set(select_rows(docket(), reach, CaseFilter()).tolist())
    assert rows == {row for row in range(len(docket())) if covers_row(docket(), reach, row)}


@given(reach=REACHES, chosen=FILTERS, sort=SORTS, size=st.integers(1, 5))
def test_pages_part_the_list(reach: Reach, chosen: CaseFilter, sort: CaseSort, size: int) -> None:
    """Every page is part of the whole, each case stands on one page, in the order of the whole."""
    question = CaseQuestion(filter=chosen, sort=sort, size=size)
    rows = sorted_rows(docket(), select_rows(docket(), reach, chosen), sort)
    whole = docket().case["case_number"].gather(rows).to_list()
    pages = list_cases(docket(), reach, question).pages
    shown: list[CaseRow] = []
    for number in range(1, pages + 1):
        asked = CaseQuestion(filter=chosen, sort=sort, size=size, page=number)
        page = list_cases(docket(), reach, asked)
        assert page.total == len(whole)
        shown += page.rows
    assert [row.case_number for row in shown] == whole
    assert len(set(whole)) == len(whole)


@given(column=st.sampled_from(LISTED), descending=st.booleans())
def test_an_order_is_total_and_equal_cells_keep_the_order_of_the_docket(
    column: str,
    descending: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    every = select_rows(docket(), ALL, CaseFilter())
    rows = sorted_rows(docket(), every, CaseSort(column=column, descending=descending)).tolist()
    assert sorted(rows) == every.tolist()
    named = "number_rank" if column == "case_number" else column
    cells = docket().case[named].to_physical().cast(int, strict=False).to_list()
    for one, other in pairwise(rows):
        before, after = cells[one], cells[other]
        assert after is None or before is not None
        if before == after:
            assert one < other
        elif after is not None:
            assert (before > after) == descending


@given(some=st.sets(st.integers(0, 9), min_size=1, max_size=9), sort=SORTS)
def test_few_rows_come_in_the_order_of_the_whole(some: set[int], sort: CaseSort) -> None:
    """Few rows are sorted by themselves, many are taken from the order of all."""
    every = select_rows(docket(), ALL, CaseFilter())
    few = every[sorted(some)]
    whole = [row for row in sorted_rows(docket(), every, sort).tolist() if row in some]
    assert sorted_rows(docket(), few, sort).tolist() == whole
