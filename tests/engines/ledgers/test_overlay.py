"""A court may add and tighten a ledger; whatever would loosen it is refused with its line."""

from __future__ import annotations

import pytest

from tests.engines.ledgers.small_ledgers import PROMISE, VISIT, ZH, book_of, flaws_in

BASE = """
extends: promise
base: 1
version: 2
source: {text: 测试, level: local, mark: P, checked_on: 2026-11-26, owner: 审判管理办公室}
"""

RIGHT = "right: programme.edit"
SHORTCUT = (
    "覆盖增加的动作“直接办结”会开出国家定义没有的路。"
    "新状态只能从一个未办结状态进入，并且只能回到那个状态。"
)

ALL = (
    BASE
    + """
fields: [{id: remark, type: text, zh: 备注, en: Remark}]
require: [cost]
restrict: {reason: programme.verify}
states: [{id: parked, zh: 搁置, en: Parked, kind: waiting}]
transitions:
  - {event: park, zh: 搁置, en: Park, from: made, to: parked, right: programme.edit}
  - {event: unpark, zh: 取回, en: Take back, from: parked, to: made, right: programme.edit}
stricter:
  - {event: check, requires: [cost], not_same_person_as: [create]}
stricter_clocks: [{id: check, within: {working_days: 3}, remind: [1]}]
clocks: [{id: made, zh: 承诺, en: Made, starts: {field: made_on}, within: {months: 3}}]
views: [{id: dear, zh: 大额, en: Dear, where: {field: cost, at_least: 100000}}]
"""
)


def _told(overlay: str) -> list[str]:
    return [one.text(ZH) for one in flaws_in(PROMISE, VISIT, overlay)]


def test_an_overlay_adds_and_tightens() -> None:
    book = book_of(PROMISE, VISIT, ALL)
    ledger = book["promise"]
    assert ledger.key == "promise@1+2"
    assert ledger.field_by_id["cost"].required
    assert ledger.field_by_id["reason"].sensitive == "programme.verify"
    assert "remark" in ledger.field_by_id
    assert ledger.transition_by_event["check"].not_same_person_as == ("apply", "person", "create")
    assert ledger.transition_by_event["check"].requires == ("cost",)
    within = ledger.clock_by_id["check"].within
    assert within
    assert within.working_days == 3
    assert [one.id for one in ledger.clocks] == ["due", "check", "made"]
    assert ledger.state_by_id["parked"].kind == "waiting"
    assert book["visit"].key == "visit@1"


def test_an_overlay_may_bring_a_ledger_of_its_own() -> None:
    own = VISIT.replace("id: visit", "id: own_visit")
    assert "own_visit" in book_of(PROMISE, VISIT, own).versions


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("stricter_clocks: [{id: check, within: {working_days: 6}}]",
         "覆盖只能把时限“核验期限”改短，并且单位须相同。"),
        ("stricter_clocks: [{id: check, within: {days: 3}}]",
         "覆盖只能把时限“核验期限”改短，并且单位须相同。"),
        ("stricter_clocks: [{id: chek, remind: [1]}]",
         "国家定义中没有“chek”。相近的写法：check。"),
        ("require: [costs]", "没有（这类）字段“costs”。相近的写法：cost。"),
        ("restrict: {secret: programme.view}", "该字段已经限制查看，覆盖不能改换权限。"),
        (f"transitions: [{{event: jump, zh: 直接办结, en: Jump, from: made, to: closed, {RIGHT}}}]",
         SHORTCUT),
        ("states: [{id: done, zh: 完成, en: Done, kind: closed}]", "覆盖不能增加办结状态“完成”。"),
        ("list: {columns: [number]}", "覆盖的列表和模板可以增加，不能减少国家定义的栏目。"),
    ],
)  # fmt: skip
def test_what_would_loosen_is_refused(line: str, sentence: str) -> None:
    """Line 6 of the overlay: its head has five."""
    assert f"3.yaml 第 6 行（promise）：{sentence}" in _told(f"{BASE}{line}\n")


@pytest.mark.parametrize(
    "rows",
    [
        # In from two states: a way from one to the other.
        ["{event: a, zh: 甲, en: A, from: [made, applied], to: parked, right: programme.edit}",
         "{event: b, zh: 乙, en: B, from: parked, to: made, right: programme.edit}"],
        # Out to another state than it came from.
        ["{event: a, zh: 甲, en: A, from: made, to: parked, right: programme.edit}",
         "{event: b, zh: 乙, en: B, from: parked, to: checked, right: programme.edit}"],
        # What is closed would be open again.
        ["{event: a, zh: 甲, en: A, from: closed, to: parked, right: programme.edit}",
         "{event: b, zh: 乙, en: B, from: parked, to: closed, right: programme.edit}"],
        # What is under review could be edited in the side state.
        ["{event: a, zh: 甲, en: A, from: applied, to: parked, right: programme.edit}",
         "{event: b, zh: 乙, en: B, from: parked, to: applied, right: programme.edit}"],
    ],
)  # fmt: skip
def test_a_side_state_opens_no_new_way(rows: list[str]) -> None:
    lines = "".join(f"  - {row}\n" for row in rows)
    states = "states: [{id: parked, zh: 搁置, en: Parked, kind: waiting}]\n"
    told = _told(f"{BASE}{states}transitions:\n{lines}")
    assert any("会开出国家定义没有的路" in one for one in told)


def test_fewer_of_a_cadence_is_refused_and_more_is_not() -> None:
    twice = VISIT.replace("at_least: 1, every: quarter", "at_least: 2, every: quarter")

    def told(at_least: int) -> list[str]:
        overlay = BASE.replace("promise", "visit")
        line = f"stricter_cadences: [{{id: quarterly, at_least: {at_least}}}]"
        return [one.text(ZH) for one in flaws_in(PROMISE, twice, f"{overlay}{line}\n")]

    assert told(3) == []
    assert told(1) == ["3.yaml 第 6 行（visit）：覆盖不能把频次“每季一次”降到 2 次以下。"]
    assert "at_least" in told(0)[0]


def test_an_overlay_of_a_version_that_there_is_not_is_told() -> None:
    assert _told(BASE.replace("base: 1", "base: 4")) == [
        "3.yaml 第 3 行：覆盖的是台账 promise 第 4 版，但没有这一版。请改写 base。"
    ]
    assert _told(BASE.replace("extends: promise", "extends: promises")) == [
        "3.yaml 第 2 行（promises）：没有台账“promises”。相近的写法：promise。"
    ]
