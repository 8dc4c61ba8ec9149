"""Whatever is tried, in whatever order: an entry is always in a state that its table leads to, and
its history, replayed from the first step, gives it as it is.
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk_cast import Desk
from tests.ledger_desk import ON, Ledgers, made
from tuobo.core.errors import StateError
from tuobo.operations.ledgers.given import Given
from tuobo.operations.ledgers.writing import edit_entry, move_entry
from tuobo.records.ledgers.models import EntryEvent
from tuobo.records.ledgers.queries import history
from tuobo.records.ledgers.rows import replayed

EVENTS = ("pause", "resume", "ask", "verify", "refuse", "reopen", "edit")
PEOPLE = ("division_head", "trial_management", "judge")
step = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(EVENTS),
    st.integers(min_value=0, max_value=20),
    st.sampled_from(["", "已完成", "清理积案"]),
)


@given(steps=st.lists(step, max_size=12))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_sequence_of_steps_leaves_the_table(
    desk: Desk, ledgers: Ledgers, steps: list[tuple[str, str, int, str]]
) -> None:
    entry = made(desk, ledgers("division_head"), leader="法官丙02")
    table = {
        (source, row.event): row.to_state
        for row in ledgers("judge").ledger("errand").transitions
        for source in row.from_states
    }
    day = ON
    for who, event, days, text in steps:
        day += timedelta(days=days)
        before = entry.state
        by = ledgers(who, on=day)
        raw: dict[str, object] = {"result": text} if event == "ask" else {}
        if event == "edit":
            raw = {"story": text, "deadline": (day + timedelta(days=5)).isoformat()}
        sent = Given(raw=raw, revision=entry.revision)  # type: ignore[arg-type]
        try:
            if event == "edit":
                written = edit_entry(by, entry=entry.pk, given=sent)
            else:
                written = move_entry(by, entry=entry.pk, event=event, given=sent)
        except StateError:
            written = None
        entry.refresh_from_db()
        if written is None or not written.is_kept or event == "edit":
            assert entry.state == before
        else:
            assert entry.state == table[before, event]

    life = history(entry)
    assert replayed(life) == (entry.state, entry.values)
    assert entry.revision == len(life)
    assert [one.position for one in life] == list(range(len(life)))
    assert (entry.closed_on is not None) == (entry.state == "done")
    _no_step_was_done_by_the_wrong_person(life)


def _no_step_was_done_by_the_wrong_person(life: tuple[EntryEvent, ...]) -> None:
    """Who asked for the close-out last has not verified it, nor has the responsible judge."""
    asked_by: int | None = None
    for one in life:
        if one.event == "ask":
            asked_by = one.by_id
        if one.event == "verify":
            assert one.by_id != asked_by
            assert one.by is not None
            assert one.by.name != "法官丙02"


def test_a_moment_of_the_past_can_be_told_from_the_history(desk: Desk, ledgers: Ledgers) -> None:
    entry = made(desk, ledgers("division_head"), what="原题")
    by = ledgers("division_head", on=date(2026, 3, 10))
    edit_entry(by, entry=entry.pk, given=Given(raw={"what": "改题"}, revision=1))

    before = [one for one in history(entry) if one.on < date(2026, 3, 10)]

    assert replayed(before)[1]["what"] == "原题"
