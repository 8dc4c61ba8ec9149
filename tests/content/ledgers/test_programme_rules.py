"""Rules of the programme's tables that its people would trip over: exit, order of tasks, duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.content.ledgers.playing import made, refusal, step
from tests.content.ledgers.test_definitions import ACT, BOOK, READER, ZH
from tuobo.engines.ledgers import Act, Entry, LinkedEntry, Raw, create, move

OFFICE = replace(ACT, person="office")
PRESIDENT = replace(ACT, person="president")
TASK = {"title": "每周核对排期", "deliverable": "核对记录", "leader": "president",
        "lead_unit": "民一庭", "due_on": "2026-12-31"}  # fmt: skip
BEFORE = LinkedEntry(ledger="task", through="depends_on", number="任务〔2026〕001", is_closed=False)


def _made(ledger: str, raw: Mapping[str, Raw], act: Act = OFFICE) -> Entry:
    return made(ledger, raw, act)


def _refused(entry: Entry, event: str, act: Act, raw: Mapping[str, Raw] | None = None) -> str:
    return ZH.error(refusal(entry, event, act, raw or {}))


def test_a_court_exits_only_after_an_evaluation_that_confirmed_it() -> None:
    """A declined evaluation is closed, too; it does not open the way out."""
    entry = _made("designation", {
        "title": "认定", "level": "省级", "batch": "第一批", "designated_on": "20250601",
        "leader": "president", "baseline_period": "2024-06..2025-05", "baseline_version": "1-a",
    })  # fmt: skip
    entry = step(entry, "start", PRESIDENT)
    exiting = {"exited_on": "20260714", "exit_notice": ["通知.pdf"]}
    declined = LinkedEntry(ledger="evaluation", through="designation", number="评估〔2026〕01",
                           is_closed=True, state="not_yet")  # fmt: skip
    assert _refused(entry, "exit", replace(PRESIDENT, linked=(declined,)), exiting) == (
        "“出列”之前至少要有 1 条“评估出列”处在“出列”，现有 0 条。 [ledger.linked_too_few_in]"
    )
    confirmed = replace(declined, number="评估〔2027〕01", state="exited")
    both = replace(PRESIDENT, linked=(declined, confirmed))
    assert step(entry, "exit", both, exiting).state == "follow_up"


def test_a_task_is_not_reported_done_before_what_it_depends_on() -> None:
    entry = step(_made("task", TASK), "assign", OFFICE, {"strand": "抓审判", "branch": "支部"})
    entry = step(entry, "accept", OFFICE, {"person": "head"})
    done = {"result": "已完成", "result_figures": ["a1b2c3d4"]}
    assert _refused(entry, "submit", replace(OFFICE, named=(BEFORE,)), done) == (
        "“前置任务”写明的记录还没有办结，不能“报完成”：任务〔2026〕001。"
        "请先办结，或者更正“前置任务”。 [ledger.named_open]"
    )
    ready = replace(OFFICE, named=(replace(BEFORE, is_closed=True),))
    assert step(entry, "submit", ready, done).state == "submitted"


def test_a_task_that_is_handed_out_belongs_to_a_strand_and_to_a_branch() -> None:
    outcome = move(BOOK["task"], _made("task", TASK), "assign", {}, OFFICE, READER)
    assert outcome.entry is None
    assert [one.field for one in outcome.problems] == ["strand", "branch"]


def test_what_follows_from_an_assessment_is_decided_by_the_person_whom_the_table_names() -> None:
    entry = _made("assessment", {"title": "2026年度考核", "edition": "2026年",
                                 "assessed_unit": "民一庭"})  # fmt: skip
    entry = step(entry, "report", OFFICE, {"scheme": ["办法.pdf"], "published_on": "20260101",
                                            "self_report": "见材料"})  # fmt: skip
    other = replace(ACT, person="assessor")
    entry = step(entry, "assess", other, {"result": "履行到位"})
    days = {"notified_on": "20260710", "objections_until": "20260720"}
    entry = step(entry, "notify", other, days)
    deciding = {"advice": "建议推荐先进支部", "decision": "同意推荐"}
    entry = step(entry, "settle", PRESIDENT, deciding)
    assert (entry.state, entry.values["decided_by"]) == ("final", "president")


def test_a_branchs_own_meeting_names_the_branch_and_may_analyse_figures() -> None:
    """One meeting, two duties: a column each, and the quarter of its branch is kept."""
    raw = {"title": "三季度支部大会", "kinds": ["支部党员大会", "质效分析"]}
    lacking = create(BOOK["meeting"], raw, OFFICE, READER, number="一", unit="u1")
    assert [one.field for one in lacking.problems] == ["branch"]
    held = _made("meeting", {**raw, "branch": "第一支部"})
    assert set(held.values.listed("kinds")) == {"branch_meeting", "quality_analysis"}
    cadence = BOOK["meeting"].cadence_by_id["branch_analysis"]
    assert (cadence.per, cadence.units, cadence.every) == ("branch", ("branch",), "quarter")
