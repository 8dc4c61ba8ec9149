"""The table decides: what may follow, who may not, what must be filled; nothing frees itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.ledgers.small_ledgers import (
    APPROVER,
    BOOK,
    CHECKER,
    EDITOR,
    EN,
    LEDGER,
    PROMISE,
    READER,
    TODAY,
    ZH,
    book_of,
    made,
    moved,
    reader_on,
)
from tests.engines.ledgers.small_ledgers import VISIT as VISIT_TEXT
from tuobo.core.errors import StateError
from tuobo.engines.ledgers import (
    Act,
    Entry,
    LinkedEntry,
    Ruling,
    after,
    create,
    edit,
    events_from,
    move,
    obstacles,
    possible_moves,
)

VISIT = LinkedEntry(ledger="visit", through="promise", number="走访1", is_closed=True)
APPLYING = replace(EDITOR, linked=(VISIT,))
EVIDENCE = {"kept_on": "2026-07-15", "evidence": ["file1"]}
HOLDS = Ruling(verdict="effect_holds", holds=True)
FAILS = Ruling(verdict="effect_holds", holds=False, said="第二期在区间之外")


def _applied() -> Entry:
    return moved(made(), "apply", APPLYING, EVIDENCE)


def _checked(**more: str) -> Entry:
    return moved(moved(made(more), "apply", APPLYING, EVIDENCE), "check", CHECKER)


def _refused(entry: Entry, event: str, act: Act, raw: dict[str, str] | None = None) -> str:
    """The sentence with which a step is forbidden."""
    with pytest.raises(StateError) as caught:
        move(LEDGER, entry, event, raw or {}, act, READER)
    return ZH.error(caught.value)


def _lacking(entry: Entry, event: str, act: Act, raw: dict[str, object] | None = None) -> list[str]:
    """The sentences about what the step's form lacks."""
    outcome = move(LEDGER, entry, event, raw or {}, act, READER)  # type: ignore[arg-type]
    assert outcome.entry is None
    return [one.text(ZH) for one in outcome.problems]


def test_an_entry_goes_the_whole_way() -> None:
    entry = moved(_checked(), "approve", APPROVER)
    assert entry.state == "closed"
    assert [(step.event, step.from_state, step.person) for step in entry.steps] == [
        ("create", "", "p1"), ("apply", "made", "p1"), ("check", "applied", "p2"),
        ("approve", "checked", "p3"),
    ]  # fmt: skip
    assert entry.closed_on(LEDGER) == TODAY


def test_what_follows_a_state_is_in_the_order_of_the_table() -> None:
    assert [row.event for row in events_from(LEDGER, "made")] == ["wait", "apply", "drop"]
    assert after(LEDGER, "made", "wait").id == "waiting"


def test_a_step_that_the_table_forbids_names_both_states() -> None:
    with pytest.raises(StateError) as caught:
        after(LEDGER, "made", "approve")
    assert ZH.error(caught.value) == (
        "承诺现在的状态是“已承诺”，不能“批准”到“已办结”；须先到：已核验。 [ledger.state_forbids]"
    )
    assert EN.error(caught.value) == (
        "Promises is in state “Made”; “Approve” to “Closed” starts from: Checked."
        " [ledger.state_forbids]"
    )


def test_an_event_that_there_is_not_is_told_with_those_that_there_are() -> None:
    with pytest.raises(StateError) as caught:
        after(LEDGER, "waiting", "fly")
    assert ZH.error(caught.value) == (
        "承诺没有动作“fly”。现在的状态是“等待”，可以做：resume、drop。 [ledger.no_event]"
    )


def test_a_step_takes_its_right() -> None:
    nobody = replace(EDITOR, rights=frozenset())
    assert (
        _refused(made(), "wait", nobody) == "“挂起”须有权限 programme.edit。 [ledger.no_right_for]"
    )


def test_creating_and_editing_take_their_rights() -> None:
    nobody = replace(EDITOR, rights=frozenset())
    with pytest.raises(StateError) as caught:
        create(LEDGER, {}, nobody, READER, number="1", unit="d1")
    assert caught.value.code == "ledger.no_right_to_create"
    with pytest.raises(StateError) as caught:
        edit(LEDGER, made(), {}, nobody, READER)
    assert caught.value.code == "ledger.no_right_to_edit"


def test_whoever_applies_cannot_check() -> None:
    both = replace(APPLYING, rights=EDITOR.rights | CHECKER.rights)
    assert _refused(_applied(), "check", both) == (
        "您办理或者承担了“申请办结”，“核验”须由他人办理。 [ledger.same_person]"
    )


def test_whoever_is_responsible_cannot_check_what_somebody_else_applied_for() -> None:
    entry = moved(made({"person": "乙某"}), "apply", APPLYING, EVIDENCE)
    assert "承担了“承诺人”" in _refused(entry, "check", CHECKER)


def test_of_several_applications_the_last_one_counts() -> None:
    """p1 applied, it was sent back, p2 applied: now p1 may check and p2 may not."""
    entry = moved(_applied(), "send_back", CHECKER, {"reason": "材料不全"})
    entry = moved(entry, "apply", replace(APPLYING, person="p2"))
    third = replace(CHECKER, person="p1")
    assert "申请办结" in _refused(entry, "check", CHECKER)
    assert "承诺人" in _refused(entry, "check", third)  # but p1 made the promise
    assert moved(entry, "check", replace(CHECKER, person="p3")).state == "checked"


def test_nobody_gets_round_the_rule_by_changing_the_person_in_the_same_step() -> None:
    """In a state that can be edited, the entry as it was counts as well."""
    rule = "to: waiting, right: programme.edit"
    book = book_of(PROMISE.replace(rule, rule + ", not_same_person_as: [person]"), VISIT_TEXT)
    reader = reader_on(book=book)
    with pytest.raises(StateError) as caught:
        move(book["promise"], made(), "wait", {"person": "乙某"}, EDITOR, reader)
    assert caught.value.code == "ledger.same_person"


def test_only_whoever_entered_it_may_drop_it() -> None:
    other = replace(EDITOR, person="p2")
    assert _refused(made(), "drop", other, {"reason": "重复"}) == (
        "“撤销”只能由“登记”本人办理。 [ledger.only_by]"
    )
    assert moved(made(), "drop", EDITOR, {"reason": "重复"}).state == "dropped"


def test_required_fields_and_conditions_may_be_met_by_the_form_of_the_step() -> None:
    assert _lacking(made(), "apply", APPLYING) == [
        "“兑现日期”须先填写，才能“申请办结”。",
        "“申请办结”的条件还不具备，须具备其一：“佐证”已填写、“数据”已填写。",
    ]
    assert (
        moved(made(), "apply", APPLYING, {"kept_on": "20260715", "figure": "F1"}).state == "applied"
    )


def test_a_reason_of_an_earlier_step_does_not_serve_again() -> None:
    entry = moved(_applied(), "send_back", CHECKER, {"reason": "材料不全"})
    entry = moved(entry, "apply", APPLYING)
    assert entry.values["reason"] == "材料不全"
    assert _lacking(entry, "send_back", CHECKER) == ["“理由”须先填写，才能“退回”。"]


def test_linked_entries_must_be_there_and_closed() -> None:
    assert _refused(made(), "apply", EDITOR, {"kept_on": "20260715", "figure": "F1"}) == (
        "“申请办结”之前至少要有 1 条“走访”，现有 0 条。 [ledger.linked_too_few]"
    )
    open_one = replace(EDITOR, linked=(VISIT, replace(VISIT, number="走访2", is_closed=False)))
    assert _refused(made(), "apply", open_one) == (
        "关联的记录还没有办结，不能“申请办结”：走访2。 [ledger.linked_open]"
    )


def test_without_an_indicator_no_verdict_is_asked_for() -> None:
    assert moved(_checked(), "approve", APPROVER).state == "closed"


def test_with_an_indicator_the_verdict_must_hold() -> None:
    entry = _checked(indicator="审限内结案率")
    assert _refused(entry, "approve", APPROVER) == (
        "“批准”之前须先作“效果检验”。 [ledger.no_ruling]"
    )
    assert _refused(entry, "approve", replace(APPROVER, rulings=(FAILS,))) == (
        "“效果检验”没有通过，不能“批准”：第二期在区间之外 [ledger.verdict_refuses]"
    )
    assert moved(entry, "approve", replace(APPROVER, rulings=(HOLDS,))).state == "closed"


def test_somebody_authorised_may_go_on_against_the_verdict_with_a_reason() -> None:
    entry = _checked(indicator="审限内结案率")
    may = replace(APPROVER, rights=APPROVER.rights | {"programme.override"}, rulings=(FAILS,))
    assert _lacking(entry, "approve", may) == [
        "“理由”须先填写，才能“批准”。检验结果：第二期在区间之外"
    ]
    outcome = move(LEDGER, entry, "approve", {"reason": "样本太小"}, may, READER)
    assert outcome.entry
    assert outcome.rulings == (FAILS,)
    assert outcome.entry.values["reason"] == "样本太小"


def test_the_verdict_cannot_be_got_rid_of_by_emptying_the_indicator() -> None:
    """In a state that is closed to editing only the step's own fields can be given."""
    entry = _checked(indicator="审限内结案率")
    outcome_or_error = _refused(entry, "approve", APPROVER, {"indicator": ""})
    assert "效果检验" in outcome_or_error


def test_what_is_under_review_cannot_be_edited() -> None:
    with pytest.raises(StateError) as caught:
        edit(LEDGER, _applied(), {"title": "别的"}, EDITOR, READER)
    assert ZH.error(caught.value) == (
        "承诺〔2026〕001 的状态是“申请办结”，不能再改。确需更改的，请先按动作退回或者重新打开。"
        " [ledger.not_editable]"
    )
    assert _lacking(_applied(), "send_back", CHECKER, {"reason": "补", "title": "别的"}) == [
        "“事项”现在不能由您填写。"
    ]


def test_a_mover_who_may_not_edit_fills_the_fields_of_the_step_only() -> None:
    entry = moved(moved(_checked(), "approve", APPROVER), "reopen", CHECKER)
    mover = replace(CHECKER, rights=frozenset({"programme.edit"}))
    assert edit(LEDGER, entry, {"title": "改"}, mover, READER).entry
    closed = moved(_checked(), "approve", APPROVER)
    assert _lacking(closed, "reopen", CHECKER, {"title": "改"}) == ["“事项”现在不能由您填写。"]


def test_a_sensitive_field_is_not_written_by_whoever_may_not_see_it() -> None:
    outcome = create(LEDGER, {"title": "甲", "secret": "乙"}, EDITOR, READER, number="1", unit="d1")
    assert [one.text(ZH) for one in outcome.problems] == ["“内部意见”现在不能由您填写。"]


def test_possible_moves_say_what_they_ask_and_what_stands_against_them() -> None:
    found = {one.transition.event: one for one in possible_moves(LEDGER, made(), EDITOR, BOOK)}
    assert found["wait"].is_open
    assert [one.id for one in found["apply"].asks] == ["kept_on", "figure", "evidence"]
    assert [one.text(ZH) for one in found["apply"].obstacles] == [
        "“申请办结”之前至少要有 1 条“走访”，现有 0 条。"
    ]
    assert [one.id for one in found["drop"].asks] == ["reason"]


def test_the_history_keeps_the_old_closure_when_an_entry_is_opened_again() -> None:
    entry = moved(moved(_checked(), "approve", APPROVER), "reopen", CHECKER)
    assert entry.state == "made"
    assert entry.closed_on(LEDGER) is None
    assert [step.event for step in entry.steps].count("approve") == 1


_EVENTS = st.lists(st.sampled_from([row.event for row in LEDGER.transitions]), max_size=12)
_PERSONS = st.lists(st.sampled_from(["p1", "p2", "p3"]), min_size=12, max_size=12)


@given(_EVENTS, _PERSONS)
def test_no_sequence_of_events_reaches_what_the_table_forbids(
    events: list[str], persons: list[str]
) -> None:
    """Whoever does whatever: every step kept is a row of the table, and its rules held."""
    rights = frozenset({"programme.edit", "programme.verify", "programme.approve"})
    entry = made({"person": ""})
    for event, person in zip(events, persons, strict=False):
        act = replace(APPLYING, person=person, rights=rights)
        raw = {"reason": "理由"} if event in {"drop", "send_back"} else {}
        raw |= EVIDENCE if event == "apply" else {}  # type: ignore[arg-type]
        forbidden = obstacles(LEDGER, entry, event, act, BOOK)
        try:
            outcome = move(LEDGER, entry, event, raw, act, READER)
        except StateError:
            may = entry.state in LEDGER.transition_by_event[event].from_states
            assert forbidden or not may
            continue
        assert outcome.entry
        assert not forbidden
        entry = outcome.entry
    table = {
        (row.event, one, row.to_state) for row in LEDGER.transitions for one in row.from_states
    }
    state = "made"
    for step in entry.steps[1:]:
        assert step.from_state == state
        assert (step.event, step.from_state, step.to_state) in table
        state = step.to_state
    assert state == entry.state
    for at, step in enumerate(entry.steps):
        if step.event == "check":
            applied = [one for one in entry.steps[:at] if one.event == "apply"]
            assert applied[-1].person != step.person
