"""Old entries keep their version until touched; then nothing of them is lost in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.engines.ledgers.small_ledgers import PROMISE, VISIT, ZH, book_of, flaws_in, made
from tuobo.core.errors import RequestError
from tuobo.engines.ledgers import migrated

SECOND = (
    PROMISE.replace("version: 1", "version: 2")
    .replace("{id: title,", "{id: heading,")
    .replace("title: title", "title: heading")
    .replace("copy: {subject: title, cost: cost}", "copy: {subject: heading, cost: cost}")
    .replace("[number, title, secret", "[number, heading, secret")
    .replace("code: service", "code: public_service")
    .replace("id: waiting,", "id: held_up,")
    .replace("to: waiting", "to: held_up")
    .replace("from: waiting", "from: held_up")
    .replace("[made, waiting]", "[made, held_up]")
    .replace("paused_in: [waiting]", "paused_in: [held_up]")
    .replace(
        "  - {id: ratio,", "  - {id: rank, type: number, zh: 顺序, en: Order}\n  - {id: unused,"
    )
)
SAY = "请在 migration 写 rename（改名）或者 drop（不要了）。"
AT = "3.yaml 第 1 行（promise）："
MIGRATION = """
migration:
  rename: {title: heading}
  values: {kind: {service: public_service}}
  default: {rank: 1}
  states: {waiting: held_up}
  drop: [ratio]
"""


def test_an_entry_comes_into_the_latest_version() -> None:
    book = book_of(PROMISE, VISIT, SECOND + MIGRATION)
    old = made({"kind": "服务", "ratio": "1.5", "times": "3"})
    new = migrated(old, book)
    assert (new.version, new.state) == (2, "made")
    assert dict(new.values) == {
        "made_on": old.values["made_on"], "person": "p1", "kind": "public_service",
        "times": Decimal(3), "heading": "两个月内清理超期案件", "rank": Decimal(1),
    }  # fmt: skip
    assert migrated(new, book) == new


def test_states_and_steps_take_their_new_names() -> None:
    from_waiting = made()
    book = book_of(PROMISE, VISIT, SECOND + MIGRATION)
    step = from_waiting.steps[0]
    waiting = from_waiting.stepped(
        type(step)(event="wait", from_state="made", to_state="waiting", on=step.on, person="p1"),
        from_waiting.values,
    )
    new = migrated(waiting, book)
    assert (new.state, new.steps[-1].to_state) == ("held_up", "held_up")


def test_every_version_can_be_had() -> None:
    book = book_of(PROMISE, VISIT, SECOND + MIGRATION)
    assert (book["promise"].version, book.version("promise", 1).version) == (2, 1)
    with pytest.raises(RequestError) as caught:
        book.version("promise", 3)
    assert caught.value.code == "ledger.no_version"


def test_what_would_be_lost_must_be_named() -> None:
    told = [one.text(ZH) for one in flaws_in(PROMISE, VISIT, SECOND)]
    assert told == [
        f"{AT}第 1 版的字段“事项”在新版中没有了。{SAY}",
        (
            f"{AT}字段“类别”原有的选项“服务”没有了，已有登记可能正填着它。"
            "请在 migration.values 写明改成哪一项。"
        ),
        f"{AT}第 1 版的字段“比率”在新版中没有了。{SAY}",
        f"{AT}上一版的状态“等待”没有了。请在 migration.states 写明改到哪个状态。",
    ]


def test_a_type_that_changes_must_be_a_new_field() -> None:
    third = PROMISE.replace("version: 1", "version: 2").replace(
        "{id: detail, type: text, zh: 内容, en: Detail, long: true}",
        "{id: detail, type: date, zh: 内容, en: Detail}",
    )
    told = [one.text(ZH) for one in flaws_in(PROMISE, VISIT, third)]
    assert told == [
        f"{AT}字段“内容”的类型由 text 变成 date，旧内容无法沿用。请另立新字段，旧字段写进 drop。"
    ]


def test_a_migration_that_follows_nothing_is_told() -> None:
    line = PROMISE.count("\n") + 1
    told = [one.text(ZH) for one in flaws_in(PROMISE + "migration: {drop: [cost]}\n", VISIT)]
    assert told == [f"1.yaml 第 {line} 行（promise）：写了 migration，但没有第 0 版可以接续。"]
