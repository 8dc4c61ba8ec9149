"""The close-out rules of the problem list, and the exit in four steps, played with their tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from tests.content.ledgers.test_definitions import ACT, BOOK, CONTENT, READER, TODAY, ZH, Willing
from tuobo.core.errors import StateError
from tuobo.engines.ledgers import (
    Act,
    ClockStatus,
    Entry,
    LinkedEntry,
    PlannedMove,
    Raw,
    Reader,
    Ruling,
    create,
    made_entry,
    move,
    read_clock,
)

PROBLEM, TASK, EVALUATION = BOOK["problem"], BOOK["task"], BOOK["evaluation"]
OFFICE = replace(ACT, person="office", rights=frozenset({"programme.edit", "programme.verify"}))
DIVISION = replace(ACT, person="division", rights=frozenset({"programme.edit"}))
PRESIDENT = replace(ACT, person="president", rights=frozenset({"programme.approve"}))
ABOVE = replace(ACT, person="above", rights=frozenset({"programme.assess"}))
HIGHER = replace(ABOVE, person="higher")
DONE = LinkedEntry(ledger="task", through="problems", number="任务〔2026〕001", is_closed=True)
FOUND = {
    "statement": "一审民商事案件平均审理时间偏长", "dimension": "审判执行质效",
    "found_through": "自查", "main_layer": "思想认识", "main_cause": "等靠要", "solver": "本院",
    "responsible_unit": "民一庭", "leader": "president", "person": "head",
    "due_on": "2026-12-31",
}  # fmt: skip


@pytest.fixture
def problem() -> Entry:
    outcome = create(PROBLEM, FOUND, OFFICE, READER, number="问题〔2026〕001", unit="u1")
    assert outcome.entry, [one.text(ZH) for one in outcome.problems]
    return outcome.entry


def _step(
    entry: Entry, event: str, act: Act, raw: Mapping[str, Raw] | None = None, on: date = TODAY
) -> Entry:
    ledger = BOOK[entry.ledger]
    reader = Reader.of(CONTENT, BOOK, Willing(), on)
    outcome = move(ledger, entry, event, raw or {}, replace(act, on=on), reader)
    assert outcome.entry, [one.text(ZH) for one in outcome.problems]
    return outcome.entry


def _code(entry: Entry, event: str, act: Act, raw: Mapping[str, Raw] | None = None) -> str:
    with pytest.raises(StateError) as caught:
        move(BOOK[entry.ledger], entry, event, raw or {}, act, READER)
    return caught.value.code


def _rectifying(problem: Entry) -> Entry:
    listed = _step(problem, "list", OFFICE)
    return _step(listed, "start", replace(DIVISION, linked=(replace(DONE, is_closed=False),)))


def _checked(problem: Entry) -> Entry:
    applying = replace(DIVISION, linked=(DONE,))
    evidence = {"closing_note": "已缩短 12 日", "closing_documents": ["材料.pdf"]}
    applied = _step(_rectifying(problem), "apply", applying, evidence)
    return _step(applied, "check", OFFICE, {"check_note": "属实"})


def test_a_problem_without_a_measure_is_not_started(problem: Entry) -> None:
    listed = _step(problem, "list", OFFICE)
    assert _code(listed, "start", DIVISION) == "ledger.linked_too_few"


def test_no_close_out_while_a_task_is_open(problem: Entry) -> None:
    still_open = replace(DIVISION, linked=(replace(DONE, is_closed=False),))
    assert _code(_rectifying(problem), "apply", still_open) == "ledger.linked_open"


def test_no_close_out_without_evidence(problem: Entry) -> None:
    applying = replace(DIVISION, linked=(DONE,))
    outcome = move(
        PROBLEM, _rectifying(problem), "apply", {"closing_note": "好了"}, applying, READER
    )
    assert [one.text(ZH) for one in outcome.problems] == [
        "“申请销号”的条件还不具备，须具备其一：“销号数据”已填写、“销号材料”已填写。"
    ]


def test_applicant_verifier_and_approver_are_three_people(problem: Entry) -> None:
    applying = replace(DIVISION, linked=(DONE,))
    evidence = {"closing_note": "已缩短", "closing_documents": ["材料.pdf"]}
    applied = _step(_rectifying(problem), "apply", applying, evidence)
    same = replace(OFFICE, person="division")
    assert _code(applied, "check", same, {"check_note": "属实"}) == "ledger.same_person"
    responsible = replace(OFFICE, person="head")
    assert _code(applied, "check", responsible, {"check_note": "属实"}) == "ledger.same_person"
    checked = _step(applied, "check", OFFICE, {"check_note": "属实"})
    for person in ("division", "office"):
        assert _code(checked, "approve", replace(PRESIDENT, person=person)) == "ledger.same_person"
    assert _step(checked, "approve", PRESIDENT).state == "closed"


def test_a_problem_tied_to_an_indicator_needs_the_effect_test(problem: Entry) -> None:
    tied = replace(problem, values=problem.values | {"indicators": ("average_days",)})
    checked = _checked(tied)
    assert _code(checked, "approve", PRESIDENT) == "ledger.no_ruling"
    failed = Ruling(verdict="effect_holds", holds=False, said="连续两期在区间之外")
    assert _code(checked, "approve", replace(PRESIDENT, rulings=(failed,))) == (
        "ledger.verdict_refuses"
    )
    holding = replace(PRESIDENT, rulings=(replace(failed, holds=True),))
    assert _step(checked, "approve", holding).state == "closed"
    both = replace(PRESIDENT, rulings=(failed,),
                   rights=PRESIDENT.rights | {"programme.override"})  # fmt: skip
    assert move(PROBLEM, checked, "approve", {}, both, READER).entry is None
    closed = _step(checked, "approve", both, {"override_reason": "区间由上级于五月收窄"})
    assert closed.values["override_reason"] == "区间由上级于五月收窄"


def test_where_the_intermediate_court_must_accept_it_does(problem: Entry) -> None:
    asking = replace(problem, values=problem.values | {"wants_acceptance": True})
    checked = _checked(asking)
    outcome = move(PROBLEM, checked, "approve", {}, PRESIDENT, READER)
    assert outcome.entry is None
    awaiting = _step(checked, "submit", PRESIDENT)
    assert awaiting.state == "awaiting"
    assert _step(awaiting, "accept", ABOVE).state == "closed"
    assert _step(awaiting, "refuse", ABOVE, {"return_reason": "材料不足"}).state == "rectifying"


def test_a_relapse_opens_the_problem_again_and_keeps_its_closure(problem: Entry) -> None:
    closed = _step(_checked(problem), "approve", PRESIDENT)
    look_back = create(
        BOOK["look_back"],
        {"title": "成效回头看", "part": "脱薄成效", "problem": closed.number},
        OFFICE, READER, number="回看〔2026〕001", unit="u1",
    ).entry  # fmt: skip
    assert look_back
    raw = {"held_on": "20260715", "finding": "又变长", "remedy": "重新排查"}
    outcome = move(BOOK["look_back"], look_back, "find_relapsed", raw, OFFICE, READER)
    (plan,) = outcome.effects.moves
    assert plan == PlannedMove(ledgers=("problem",), numbers=(closed.number,), event="reopen")
    reopened = _step(closed, plan.event, OFFICE)
    assert reopened.state == "rectifying"
    assert [step.event for step in reopened.steps][-2:] == ["approve", "reopen"]


class _EveryDay:
    def is_rest_day(self, day: date) -> bool | None:
        del day
        return False


def test_a_problem_on_account_is_not_overdue_but_stays_visible(problem: Entry) -> None:
    """Due on 31 December 2026, on account from 1 December on: 31 days are still to come."""
    needing = replace(
        problem, values=problem.values | {"solver": "local", "request": "请示〔2026〕001"}
    )
    listed = _step(needing, "list", OFFICE)
    waiting = _step(listed, "put_on_account", PRESIDENT, on=date(2026, 12, 1))
    clock = PROBLEM.clock_by_id["due"]
    later = read_clock(PROBLEM, waiting, clock, date(2027, 2, 1), _EveryDay())
    assert (later.status, later.is_provisional) == (ClockStatus.PAUSED, True)
    resumed = _step(waiting, "resume", DIVISION, on=date(2027, 2, 1))
    again = read_clock(PROBLEM, resumed, clock, date(2027, 2, 1), _EveryDay())
    assert again.due_on == date(2027, 3, 3)  # 31 December and 62 days
    assert _step(listed, "start", replace(DIVISION, linked=(DONE,))).state == "rectifying"


def test_only_what_others_must_solve_is_put_on_account(problem: Entry) -> None:
    own = replace(problem, values=problem.values | {"request": "请示〔2026〕001"})
    outcome = move(PROBLEM, _step(own, "list", OFFICE), "put_on_account", {}, PRESIDENT, READER)
    assert [one.text(ZH) for one in outcome.problems] == [
        "“挂账”的条件还不具备，须“谁能解决”是需上级法院、需党委政府。"
    ]


def test_a_decision_of_a_meeting_becomes_a_task() -> None:
    agenda = BOOK["agenda_item"]
    raw = {
        "meeting": "会议〔2026〕001", "position": "2", "kind": "质效分析", "subject": "长期未结",
        "wants_task": "是", "task_title": "逐案制定方案", "lead_unit": "民一庭",
        "leader": "president", "due_on": "2026-09-30", "conclusion": "一案一策",
    }  # fmt: skip
    item = create(agenda, raw, OFFICE, READER, number="议题〔2026〕0001", unit="u1").entry
    assert item
    outcome = move(agenda, item, "decide", {}, OFFICE, READER)
    (plan,) = outcome.effects.made
    task = made_entry(TASK, plan, OFFICE, number="任务〔2026〕009", unit="u1")
    assert (task.values["title"], task.values["lead_unit"], task.values["decision"]) == (
        "逐案制定方案", "民一庭", "议题〔2026〕0001",
    )  # fmt: skip
    assert task.values.day("due_on") == date(2026, 9, 30)


def test_the_exit_goes_its_four_steps_each_closed_before_the_next() -> None:
    raw = {"title": "2026年评估", "designation": "认定〔2025〕01", "edition": "2026年"}
    made = create(EVALUATION, raw, replace(PRESIDENT, rights=ACT.rights), READER,
                  number="评估〔2026〕01", unit="u1").entry  # fmt: skip
    assert made
    criterion = LinkedEntry(ledger="exit_criterion", through="evaluation", number="条件〔2026〕001",
                            is_closed=True)  # fmt: skip
    ready = replace(PRESIDENT, linked=(criterion,))
    report = {"data_version": "7-3f9a2c41", "self_conclusion": "见报告", "self_report": ["r.docx"],
              "self_on": "20260701"}  # fmt: skip
    assert _code(made, "assess", ABOVE) == "ledger.state_forbids"
    submitted = _step(made, "submit", ready, report)
    back = _step(submitted, "return_self", ABOVE, {"return_reason": "第三条缺依据"})
    assert back.state == "self_check"
    submitted = _step(back, "submit", ready)
    assessed = _step(submitted, "assess", ABOVE, {
        "intermediate_conclusion": "建议通过", "intermediate_documents": ["a.pdf"],
        "intermediate_on": "20260705"})  # fmt: skip
    assert _code(assessed, "audit", ABOVE) == "ledger.same_person"
    audited = _step(assessed, "audit", HIGHER, {
        "high_conclusion": "拟脱薄", "high_documents": ["b.pdf"],
        "high_on": "20260710"})  # fmt: skip
    assert audited.state == "supreme"
    decision = {"decision": "出列", "decision_documents": ["c.pdf"], "decided_on": "20260714"}
    assert _step(audited, "confirm", PRESIDENT, decision).state == "exited"
    assert _step(audited, "decline", PRESIDENT, decision).state == "not_yet"


def test_the_system_has_no_pass_mark_of_its_own() -> None:
    """A criterion is the wording of a document that the court enters; no number is offered.

    The bounds that a document sets are typed, with its day and the indicator that they speak of.
    """
    criterion = BOOK["exit_criterion"]
    assert {"wording", "document", "document_number"} <= {
        one.id for one in criterion.fields if one.required
    }
    numbers = [one for one in criterion.fields if one.type in {"number", "money", "days"}]
    assert [(one.id, one.default, one.required) for one in numbers] == [
        ("lower", None, False), ("upper", None, False),
    ]  # fmt: skip
    for name in ("document_on", "indicators"):
        condition = criterion.field_by_id[name].required_when
        assert condition is not None
        assert [one.field for one in condition.any] == ["lower", "upper"]


def test_a_responsibility_is_acknowledged_by_whoever_holds_it() -> None:
    ledger = BOOK["responsibility"]
    rights = frozenset({"party.view", "party.edit", "party.verify", "party.approve"})
    office = replace(ACT, person="party", rights=rights)
    raw = {"title": "抓好组织生活", "level": "党组", "holder": "court", "person": "president",
           "edition": "2026年", "content": "每季度听取汇报"}  # fmt: skip
    item = create(ledger, raw, office, READER, number="责任〔2026〕001", unit="u1").entry
    assert item
    issued = _step(item, "issue", office)
    assert _code(issued, "acknowledge", office) == "ledger.only_by"
    performing = _step(issued, "acknowledge", replace(office, person="president"))
    assert performing.values["acknowledged_by"] == "president"
    reported = _step(performing, "report", office, {"performance": "已听取"})
    judge = replace(office, person="assessor")
    assessed = _step(reported, "assess", judge, {"finding": "未履行", "assessment": "两季未听取"})
    outcome = move(ledger, assessed, "settle", {}, judge, READER)
    assert outcome.entry is None
    held = _step(assessed, "hold_to_account", judge, {"measure": "约谈", "measure_note": "已约谈"})
    assert _step(held, "perform_again", judge).state == "performing"
