"""Looking for events: one box for everything, brackets in any width, days of the court."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tuobo.records.audit.actions import Actor, record
from tuobo.records.audit.queries import (
    AuditFilter,
    count_about,
    count_events,
    events_until,
    page_of_events,
)

AT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
JUDGE = Actor(account="faguan", person="法官丙02")
OFFICE = Actor(account="shenguan", person="审管办经办人")
CASE = "（2026）辽9901民初12号"


@pytest.fixture
def log(db: None) -> None:
    record("account.login", actor=JUDGE, at=AT, subject="faguan")
    record("case.read", actor=JUDGE, at=AT + timedelta(hours=1), subject=CASE)
    record("list.exported", actor=OFFICE, at=AT + timedelta(days=1), subject="案件清单", rows=3)
    record("account.login_refused", actor=Actor(account="faguan"), at=AT + timedelta(days=2),
           subject="faguan", is_refused=True)  # fmt: skip


def _found(asked: AuditFilter) -> list[int]:
    return [one.sequence for one in page_of_events(asked, before=None, size=10)]


@pytest.mark.parametrize(
    "typed",
    [
        "（2026）辽9901民初12号",
        "(2026)辽9901民初12号",
        "（2026)辽9901民初12",
        "辽9901民初12",
        " (2026)辽9901 ",
        "（２０２６）辽９９０１",
    ],
)
def test_a_case_number_is_found_in_any_width_and_in_part(log: None, typed: str) -> None:
    assert _found(AuditFilter(text=typed)) == [2]


def test_a_number_in_its_official_form_is_looked_for_beside_what_was_typed(log: None) -> None:
    assert _found(AuditFilter(text="2026辽9901民初第12号", official=CASE)) == [2]


def test_an_account_is_found_as_actor_and_as_subject(log: None) -> None:
    assert _found(AuditFilter(text="faguan")) == [4, 2, 1]


def test_a_person_is_found(log: None) -> None:
    assert _found(AuditFilter(text="审管办")) == [3]


def test_family_kind_and_time_narrow_down(log: None) -> None:
    assert _found(AuditFilter(family="security")) == [4, 1]
    assert _found(AuditFilter(kind="list.exported")) == [3]
    assert _found(AuditFilter(begins=AT + timedelta(days=1), ends=AT + timedelta(days=2))) == [3]


def test_pages_go_on_where_the_one_before_ended(log: None) -> None:
    first = page_of_events(AuditFilter(), before=None, size=2)
    second = page_of_events(AuditFilter(), before=first[-1].sequence, size=2)
    assert [one.sequence for one in (*first, *second)] == [4, 3, 2, 1]


def test_all_events_are_counted_without_counting(
    log: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1) as captured:
        assert count_events(AuditFilter()) == 4
    assert "MAX" in captured.captured_queries[0]["sql"]
    assert count_events(AuditFilter(text="faguan")) == 3


def test_an_export_holds_what_stood_when_it_began(log: None) -> None:
    before = [one.sequence for one in events_until(AuditFilter(), 4)]
    record("account.logout", actor=JUDGE, at=AT + timedelta(days=3), subject="faguan")
    assert [one.sequence for one in events_until(AuditFilter(), 4)] == before == [1, 2, 3, 4]


def test_failures_are_counted_since_the_last_log_in(log: None) -> None:
    assert count_about("faguan", "account.login_refused", since=None) == 1
    assert count_about("faguan", "account.login_refused", since=AT + timedelta(days=3)) == 0
