"""The chain of the audit log: whatever is changed, removed, swapped or put in later is found.

The tests change the table behind the triggers' back, as somebody with the database file could.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tuobo.records.audit.actions import Actor, record
from tuobo.records.audit.chain import DIGESTED, GENESIS, digest_of, sm3
from tuobo.records.audit.models import AuditEvent
from tuobo.records.audit.queries import holds_digest, verify_chain

AT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
JUDGE = Actor(account="judge", person="法官丙02", address="10.0.0.7")
EVENTS = 8
CHANGES: dict[str, Callable[[object], object]] = {
    "at": lambda _: AT + timedelta(days=400),
    "account": lambda old: f"{old}x",
    "person": lambda old: f"{old}某",
    "address": lambda _: "10.0.0.8",
    "kind": lambda old: "case.read" if old != "case.read" else "account.login",
    "family": lambda old: "read" if old != "read" else "sign",
    "subject": lambda old: f"{old} ",
    "fields": lambda _: {"rows": 1},
    "is_refused": lambda old: not old,
    "previous": lambda _: sm3("something else"),
    "digest": lambda _: sm3("another thing"),
}


@pytest.fixture
def log(db: None) -> None:
    """Eight events of a judge."""
    for number in range(1, EVENTS + 1):
        case = f"（2026）辽9901民初{number}号"
        record("case.read", actor=JUDGE, at=AT + timedelta(minutes=number), subject=case)


@pytest.fixture
def forged(log: None) -> None:
    """The table without its guards, as somebody who has the file may have it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER ALL")
        else:
            cursor.execute("DROP TRIGGER audit_refuses_update")
            cursor.execute("DROP TRIGGER audit_refuses_delete")


def test_sm3_is_that_of_the_standard() -> None:
    """GB/T 32905-2016, example 1."""
    assert sm3("abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_numbers_have_no_gaps_and_each_event_holds_the_digest_before(log: None) -> None:
    events = list(AuditEvent.objects.order_by("sequence"))
    assert [one.sequence for one in events] == list(range(1, EVENTS + 1))
    assert [one.previous for one in events] == [GENESIS, *(one.digest for one in events[:-1])]


def test_a_chain_that_nobody_touched_is_whole(log: None) -> None:
    proof = verify_chain()
    assert (proof.is_whole, proof.events, proof.is_finished) == (True, EVENTS, True)
    assert holds_digest(proof.last_digest)


def test_an_empty_log_is_whole(db: None) -> None:
    assert verify_chain().events == 0
    assert verify_chain().is_whole


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("sequence", [1, 4, EVENTS])
def test_a_change_of_any_field_of_any_event_is_found(
    forged: None, field: str, sequence: int
) -> None:
    event = AuditEvent.objects.get(sequence=sequence)
    changed = CHANGES[field](getattr(event, field))
    AuditEvent.objects.filter(sequence=sequence).update(**{field: changed})
    assert verify_chain().broken_at == sequence


@pytest.mark.parametrize("sequence", [1, 4, EVENTS - 1])
def test_a_removed_event_is_found(forged: None, sequence: int) -> None:
    AuditEvent.objects.filter(sequence=sequence).delete()
    assert verify_chain().broken_at == sequence


def test_a_removed_event_is_found_even_if_the_others_move_up(forged: None) -> None:
    AuditEvent.objects.filter(sequence=4).delete()
    for sequence in range(5, EVENTS + 1):
        AuditEvent.objects.filter(sequence=sequence).update(sequence=sequence - 1)
    assert verify_chain().broken_at == 4


def test_events_removed_at_the_end_are_found_by_a_digest_kept_elsewhere(forged: None) -> None:
    kept = verify_chain().last_digest
    AuditEvent.objects.filter(sequence=EVENTS).delete()
    assert verify_chain().is_whole, "nothing inside tells of what stood at the end"
    assert not holds_digest(kept)


@given(one=st.integers(1, EVENTS), other=st.integers(1, EVENTS))
def test_a_digest_depends_on_the_place_in_the_chain(one: int, other: int) -> None:
    """What makes swapped and inserted events break it: two events agree only if all is the same."""

    def digest(sequence: int) -> str:
        values = [sequence, AT, "judge", "", "", "case.read", "read", "", {}, False, GENESIS]
        return digest_of(values)

    assert (digest(one) == digest(other)) == (one == other)


@pytest.mark.parametrize(("one", "other"), [(1, 2), (3, 7), (1, EVENTS)])
def test_swapped_events_are_found(forged: None, one: int, other: int) -> None:
    moved = {one: -1, other: one}
    for source, target in [*moved.items(), (-1, other)]:
        AuditEvent.objects.filter(sequence=source).update(sequence=target)
    assert verify_chain().broken_at == min(one, other)


@pytest.mark.parametrize("sequence", [1, 5, EVENTS])
def test_an_inserted_event_is_found(forged: None, sequence: int) -> None:
    """Even one with a digest of its own that fits what stands before it."""
    for number in range(EVENTS, sequence - 1, -1):
        AuditEvent.objects.filter(sequence=number).update(sequence=number + 1)
    before = AuditEvent.objects.filter(sequence=sequence - 1).first()
    event = AuditEvent(
        sequence=sequence, at=AT, account="judge", kind="case.read", family="read",
        subject="（2026）辽9901民初99号", previous=before.digest if before else GENESIS,
    )  # fmt: skip
    event.digest = digest_of([getattr(event, name) for name in DIGESTED])
    event.save(force_insert=True)
    assert verify_chain().broken_at == sequence + 1


texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
values = st.fixed_dictionaries(
    {
        "sequence": st.integers(1, 10**9),
        "at": st.datetimes(timezones=st.just(UTC)),
        "account": texts,
        "person": texts,
        "address": texts,
        "kind": texts,
        "family": texts,
        "subject": texts,
        "fields": st.dictionaries(texts, texts | st.integers(), max_size=3),
        "is_refused": st.booleans(),
        "previous": texts,
    }
)


@given(values, values, st.sampled_from(DIGESTED))
def test_another_value_in_any_field_gives_another_digest(
    one: dict[str, object], other: dict[str, object], field: str
) -> None:
    changed = {**one, field: other[field]}
    same = digest_of(list(one.values())) == digest_of(list(changed.values()))
    assert same == (changed[field] == one[field])


def test_a_chain_proven_by_stretches_is_proven_as_a_whole(log: None) -> None:
    first = verify_chain(most=3)
    assert (first.events, first.is_finished) == (3, False)
    second = verify_chain(after=3, most=3)
    assert (second.events, second.is_finished) == (6, False)
    third = verify_chain(after=6, most=3)
    assert (third.events, third.is_finished) == (EVENTS, True)
    assert third.last_digest == verify_chain().last_digest


@pytest.mark.parametrize("sequence", range(1, EVENTS + 1))
def test_a_change_is_found_in_the_stretch_that_it_lies_in(forged: None, sequence: int) -> None:
    AuditEvent.objects.filter(sequence=sequence).update(subject="（2026）辽9901民初99号")
    found, after = None, 0
    while found is None:
        proof = verify_chain(after=after, most=3)
        found, after = proof.broken_at, proof.events
    assert found == sequence
