"""One's own account: sessions that can be ended, and the idle time-out."""

from __future__ import annotations

from datetime import timedelta

from pytest_django import DjangoAssertNumQueries
from qsessions.models import Session

from tests.desk_cast import ClientOf, Desk
from tuobo.core.clock import now
from tuobo.records.accounts.open_sessions import handle_of
from tuobo.records.audit.models import AuditEvent


def test_ones_own_sessions_are_listed_without_their_keys(client_of: ClientOf) -> None:
    here, elsewhere = client_of("judge"), client_of("judge")
    client_of("clerk")
    page = here.get("/account/own/").text
    assert page.count("/account/own/sessions/") == 1, "one of two can be ended, the other is this"
    assert handle_of(elsewhere.session.session_key) in page
    assert elsewhere.session.session_key not in page
    assert here.session.session_key not in page


def test_another_session_of_ones_own_can_be_ended(client_of: ClientOf) -> None:
    here, elsewhere = client_of("judge"), client_of("judge")
    handle = handle_of(elsewhere.session.session_key)
    assert here.post(f"/account/own/sessions/{handle}/end/").status_code == 302
    assert elsewhere.get("/account/own/").status_code == 302
    assert here.get("/account/own/").status_code == 200
    assert AuditEvent.objects.get().kind == "account.session_ended"


def test_a_session_of_somebody_else_is_not_there(client_of: ClientOf) -> None:
    here, other = client_of("judge"), client_of("clerk")
    handle = handle_of(other.session.session_key)
    assert here.post(f"/account/own/sessions/{handle}/end/").status_code == 404
    assert other.get("/account/own/").status_code == 200


def test_a_session_ends_after_twenty_idle_minutes(client_of: ClientOf) -> None:
    browser = client_of("judge")
    browser.get("/account/own/")
    session = Session.objects.get()
    assert timedelta(minutes=19) < session.expire_date - now() <= timedelta(minutes=20)
    Session.objects.update(expire_date=now())
    assert browser.get("/account/own/").headers["Location"].startswith("/account/login/")


def test_a_page_moves_the_time_out_at_most_once_a_minute(client_of: ClientOf) -> None:
    """Every move is a write, so pages that come fast must not each make one."""
    browser = client_of("judge")
    browser.get("/account/own/")
    before = Session.objects.get().expire_date
    browser.get("/account/own/")
    assert Session.objects.get().expire_date == before


def test_a_page_of_ones_own_needs_few_statements(
    desk: Desk, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = client_of("party_office")
    browser.get("/account/own/")
    with django_assert_max_num_queries(9):
        assert browser.get("/account/own/").status_code == 200


def test_the_roles_and_the_age_of_the_password_are_shown(client_of: ClientOf) -> None:
    page = client_of("judge").get("/account/own/").text
    assert "法官丙02" in page
    assert (now() + timedelta(days=90)).strftime("%Y-") in page
    assert "尚无角色" in client_of("nobody").get("/account/own/").text
