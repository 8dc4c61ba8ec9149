"""Writing the log: with the change it tells of or not at all, and never over again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, connections, transaction

from tuobo.core.errors import DefinitionError, InternalError
from tuobo.records.audit.actions import Actor, record
from tuobo.records.audit.models import AuditEvent
from tuobo.records.audit.queries import verify_chain

AT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
JUDGE = Actor(account="judge", person="法官丙02", address="10.0.0.7")


def _refused(statement: str) -> str:
    with (
        pytest.raises(DatabaseError) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    return str(caught.value)


def test_the_database_refuses_to_change_an_event(db: None) -> None:
    record("account.login", actor=JUDGE, at=AT, subject="judge")
    told = _refused("UPDATE audit_auditevent SET person = '法官丁02'")
    assert "append-only" in told
    assert AuditEvent.objects.get().person == "法官丙02"


def test_the_database_refuses_to_remove_an_event(db: None) -> None:
    record("account.login", actor=JUDGE, at=AT, subject="judge")
    assert "append-only" in _refused("DELETE FROM audit_auditevent")
    assert AuditEvent.objects.count() == 1


def test_the_models_own_ways_are_refused_as_well(db: None) -> None:
    event = record("account.login", actor=JUDGE, at=AT, subject="judge")
    event.person = "法官丁02"
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        event.delete()
    assert verify_chain().is_whole


def test_an_event_goes_with_the_change_that_was_rolled_back(db: None) -> None:
    with transaction.atomic():
        record("account.login", actor=JUDGE, at=AT, subject="judge")
        transaction.set_rollback(True)
    assert not AuditEvent.objects.exists()


def test_outside_a_transaction_nothing_is_written(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as outside:
        outside.setattr(connections["default"], "in_atomic_block", False)
        with pytest.raises(InternalError) as caught:
            record("account.login", actor=JUDGE, at=AT)
    assert caught.value.code == "audit.no_transaction"


def test_a_kind_that_the_content_does_not_know_is_refused(db: None) -> None:
    with pytest.raises(DefinitionError) as caught:
        record("account.loggin", actor=JUDGE, at=AT)
    assert caught.value.code == "audit.no_kind"


def test_an_event_stands_by_itself(db: None) -> None:
    """Names, not keys: it must be readable when account and person have changed since."""
    event = record("grant.given", actor=JUDGE, at=AT, subject="clerk", role="clerk", unit="民一庭")
    event.refresh_from_db()
    assert (event.account, event.person, event.address) == ("judge", "法官丙02", "10.0.0.7")
    assert (event.family, event.fields) == ("security", {"role": "clerk", "unit": "民一庭"})
    assert not [field for field in AuditEvent._meta.fields if field.is_relation]
