"""Questions travel through addresses and come back as they were."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tuobo.engines.docket import (
    CHOICES,
    LISTED,
    PAGE_SIZES,
    CaseFilter,
    CaseQuestion,
    CaseSort,
    CaseState,
    query_of,
    read_query,
)

CODES = st.lists(st.text(max_size=6), max_size=3).map(tuple)
DAYS = st.none() | st.dates()
_CHOSEN = dict.fromkeys(CHOICES, CODES)
_BETWEEN = {one.name: DAYS for one in fields(CaseFilter) if one.name.endswith(("_from", "_to"))}
FILTERS = st.builds(
    CaseFilter, text=st.text(), state=st.sampled_from(CaseState), no_limit=st.booleans(),
    **_CHOSEN, **_BETWEEN,
)  # fmt: skip
SORTS = st.builds(CaseSort, column=st.sampled_from(LISTED), descending=st.booleans())
QUESTIONS = st.builds(
    CaseQuestion,
    filter=FILTERS,
    sort=SORTS | st.just(CaseSort()),
    page=st.integers(1, 10**9 - 1),
    size=st.sampled_from(PAGE_SIZES),
)


@given(question=QUESTIONS)
def test_a_question_comes_back_from_its_address_as_it_was(question: CaseQuestion) -> None:
    found = read_query(query_of(question))
    assert found.question == question
    assert not found.unread


def test_defaults_need_no_words() -> None:
    assert query_of(CaseQuestion()) == ""


def test_an_address_reads_like_what_was_asked() -> None:
    question = CaseQuestion(
        filter=CaseFilter(division=("民一庭", ""), filed_from=date(2026, 1, 1)),
        sort=CaseSort(column="days_left", descending=True),
        page=3,
    )
    assert read_query("division=民一庭&division=-&filed_from=20260101&sort=-days_left&page=3") == (
        read_query(query_of(question))
    )


def test_an_empty_choice_of_a_form_asks_for_all() -> None:
    assert read_query("division=&judge=&filed_from=&state=").question == CaseQuestion()


def test_names_of_others_pass_unnoticed() -> None:
    assert read_query("period=2026&org=辽9901&lane=overdue").question.filter.lane == ("overdue",)


def test_what_cannot_be_read_is_told_and_the_rest_is_answered() -> None:
    found = read_query("filed_from=gestern&state=half&sort=beauty&page=-1&size=7&lane=overdue")
    assert found.question == CaseQuestion(filter=CaseFilter(lane=("overdue",)))
    assert [(one.name, one.found) for one in found.unread] == [
        ("filed_from", "gestern"), ("state", "half"), ("sort", "beauty"), ("page", "-1"),
        ("size", "7"),
    ]  # fmt: skip


@given(query=st.text())
def test_no_address_breaks_the_reading(query: str) -> None:
    assert read_query(query).question.page >= 1
