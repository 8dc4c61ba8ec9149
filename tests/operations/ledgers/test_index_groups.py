"""The index of ledgers: every national ledger in one group, in the order of the content."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tuobo.core.content import Content
from tuobo.engines.ledgers import LedgerBook
from tuobo.operations.ledgers.index_groups import grouped, ledger_groups

CONTENT = Content()
BOOK = LedgerBook.of(CONTENT)


def test_every_national_ledger_stands_in_exactly_one_group() -> None:
    named = Counter(name for group in ledger_groups(CONTENT) for name in group.ledgers)
    assert set(named) == {one.id for one in BOOK}
    assert set(named.values()) == {1}


def test_only_ledgers_that_are_seen_are_shown_in_the_order_of_the_content() -> None:
    seen = [BOOK["task"], BOOK["problem"], BOOK["training"]]
    shown = [(group and group.group, [one.id for one in held])
             for group, held in grouped(CONTENT, seen)]  # fmt: skip
    assert shown == [("problems", ["problem", "task"]), ("team", ["training"])]


def test_a_ledger_that_no_group_names_comes_last(tmp_path: Path) -> None:
    folder = tmp_path / "ledger_groups"
    folder.mkdir()
    text = "- {group: own, names: {zh: 本院, en: own}, ledgers: [task]}\n"
    (folder / "groups.yaml").write_text(text, encoding="utf-8")
    shown = grouped(Content((tmp_path,)), [BOOK["problem"], BOOK["task"]])
    assert [group.group if group else None for group, _ in shown] == ["own", None]
