"""The rules of branch, review and staff ledgers, played with their tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from tests.content.ledgers.playing import made, refusal, step
from tests.content.ledgers.test_definitions import ACT, BOOK, READER
from tuobo.core.errors import RequestError
from tuobo.core.measure import Rate
from tuobo.core.period import Period
from tuobo.engines.ledgers import (
    Act,
    Entry,
    FieldType,
    FigureQuestion,
    LinkedEntry,
    Raw,
    asked_fields,
    figure_cube,
    form_of,
    frames_of,
    made_entry,
    move,
)

BRANCH, OFFICE, PRESIDENT = (replace(ACT, person=one) for one in ("branch", "office", "president"))
REVIEWER, JUDGE = replace(ACT, person="reviewer"), replace(ACT, person="judge")


def _made(ledger: str, raw: Mapping[str, Raw], act: Act = BRANCH) -> Entry:
    return made(ledger, raw, act)


def _code(entry: Entry, event: str, act: Act, raw: Mapping[str, Raw] | None = None) -> str:
    return refusal(entry, event, act, raw or {}).code


def test_a_gap_against_the_standard_becomes_a_problem_and_waits_for_its_close_out() -> None:
    raw = {"requirement": "每月开支委会", "group": "组织生活", "edition": "2026年"}
    found = {"situation": "缺两次", "finding": "部分达到", "gap": "支委会没有按月召开"}
    rated = step(_made("branch_standard", raw), "rate", BRANCH, found)
    assert _code(rated, "list_gap", BRANCH) == "ledger.same_person"
    outcome = move(BOOK["branch_standard"], rated, "list_gap", {}, OFFICE, READER)
    assert outcome.entry
    (plan,) = outcome.effects.made
    problem = made_entry(BOOK["problem"], plan, OFFICE, number="问题〔2026〕009", unit="u1")
    assert problem.values["statement"] == "支委会没有按月召开"
    assert problem.values["found_through"] == "standard"
    assert plan.link == "origin"
    still_open = LinkedEntry(
        ledger="problem", through="origin", number="问题〔2026〕009", is_closed=False
    )
    waiting = replace(OFFICE, linked=(still_open,))
    assert _code(outcome.entry, "mend", waiting, {"opinion": "属实"}) == "ledger.linked_open"
    closed = replace(OFFICE, linked=(replace(still_open, is_closed=True),))
    assert step(outcome.entry, "mend", closed, {"opinion": "属实"}).state == "mended"


def test_a_branch_reaches_all_four_or_it_is_said_what_is_missing() -> None:
    entry = _made("branch_rating", {"title": "2026年评定", "edition": "2026年"})
    entry = step(entry, "give_account", BRANCH, {"own_account": "见材料"})
    entry = step(entry, "appraise", BRANCH, {"peers": ["第二支部"], "peers_on": "2026-07-15"})
    entry = step(entry, "check", OFFICE, {"check_note": "查阅记录", "checked_on": "2026-07-15"})
    three = {"political": "达到", "committee": "达到", "members": "达到", "role": "尚未达到"}
    refused = move(BOOK["branch_rating"], entry, "conclude", three, PRESIDENT, READER)
    assert refused.entry is None
    missing = step(entry, "conclude_not_yet", PRESIDENT, {**three, "next_step": "设先锋岗"})
    assert missing.state == "not_yet"
    assert step(entry, "conclude", PRESIDENT, {**three, "role": "达到"}).state == "reached"


def test_the_branches_that_reached_all_four_are_a_share_of_all_branches() -> None:
    """Three branches: one reached it, in two entries; one did not; one was never appraised."""
    entry = _made("branch_rating", {"title": "2026年评定", "edition": "2026年"})
    entry = step(entry, "give_account", BRANCH, {"own_account": "见材料"})
    entry = step(entry, "appraise", BRANCH, {"peers": ["第二支部"], "peers_on": "2026-07-15"})
    entry = step(entry, "check", OFFICE, {"check_note": "查阅记录", "checked_on": "2026-07-15"})
    all_four = dict.fromkeys(("political", "committee", "members", "role"), "达到")
    reached = step(entry, "conclude", PRESIDENT, all_four)
    missing = step(entry, "conclude_not_yet", PRESIDENT,
                    {**all_four, "role": "尚未达到", "next_step": "设先锋岗"})  # fmt: skip
    entries = (
        replace(reached, number="四强〔2026〕001", unit="u1"),
        replace(reached, number="四强〔2026〕002", unit="u1"),
        replace(missing, number="四强〔2026〕003", unit="u2"),
    )
    frames = frames_of(BOOK["branch_rating"], entries, on=date(2026, 12, 31))
    question = FigureQuestion(
        figure="reached_of_all", period=Period.of("2026"), data_version="1-a",
        units=frozenset({"u1", "u2", "u3"}),
    )  # fmt: skip

    (cell,) = figure_cube(frames, question)

    assert cell.measure == Rate(numerator=1, denominator=3)
    with pytest.raises(RequestError) as refused:
        figure_cube(frames, replace(question, units=None))
    assert refused.value.code == "ledger.no_units"


def test_whoever_reviewed_a_case_does_not_conclude_and_only_the_judge_replies() -> None:
    raw = {"title": "第三季度评查", "case": "（2026）辽9901民初12号", "kind": "常规",
           "sample_rule": "随机抽取百分之二", "judge": "judge"}  # fmt: skip
    entry = _made("case_review", raw, OFFICE)
    found = {"reviewer": "reviewer", "found": "送达日期缺", "reply_due_on": "2026-07-25"}
    assert _code(entry, "review", JUDGE, found) == "ledger.same_person"
    entry = step(entry, "review", REVIEWER, found)
    assert _code(entry, "answer", REVIEWER, {"reply": "属实"}) == "ledger.only_by"
    entry = step(entry, "answer", JUDGE, {"reply": "已补正"})
    for act in (REVIEWER, JUDGE):
        assert _code(entry, "conclude", act, {"grade": "合格"}) == "ledger.same_person"
    entry = step(entry, "conclude", OFFICE, {"grade": "瑕疵", "lesson": "送达后当日登记"})
    again = step(entry, "ask_again", JUDGE, {"request": "送达回证在卷"})
    assert _code(again, "conclude_again", OFFICE, {"second": "维持"}) == "ledger.same_person"
    assert step(again, "conclude_again", PRESIDENT, {"second": "改为合格"}).state == "concluded"


def test_the_author_of_a_case_does_not_check_its_masking() -> None:
    raw = {"title": "某物业合同纠纷案", "case": "（2026）辽9901民初12号", "rule": "减免须有约定",
           "level": "省级", "author": "judge", "document": ["text.docx"]}  # fmt: skip
    entry = _made("excellent_case", raw, JUDGE)
    assert _code(entry, "check", JUDGE) == "ledger.same_person"
    assert step(entry, "check", OFFICE).state == "masked"


def test_talks_and_integrity_checks_hold_no_content_and_no_names() -> None:
    talk, check, talent = BOOK["care_talk"], BOOK["integrity_check"], BOOK["talent"]
    assert not [one.id for one in talk.fields if one.long]
    for ledger in (talk, check, talent):
        people = [one for one in ledger.fields if one.type is FieldType.PERSON]
        assert all(one.sensitive == "team.personal" for one in people)
    assert talk.rights.see == "team.personal"
    assert not [one.id for one in check.fields if one.type is FieldType.PERSON]


@pytest.mark.parametrize(
    ("ledger", "event", "field"),
    [
        ("case_review", "conclude", "lesson"),
        ("branch_standard", "rate", "gap"),
        ("agenda_item", "decide", "task_title"),
    ],
)
def test_a_step_asks_in_its_own_form_for_what_its_choice_makes_necessary(
    ledger: str, event: str, field: str
) -> None:
    definition = BOOK[ledger]
    asked = asked_fields(definition, definition.transition_by_event[event])

    assert field in {one.id for one in asked}


def test_a_new_entry_is_not_asked_why_it_will_be_sent_back() -> None:
    asked = {one.field.id for one in form_of(BOOK["reporting_matter"], ACT, READER)}

    assert {"title", "content", "reply_due_on"} <= asked
    assert "opinion" not in asked
