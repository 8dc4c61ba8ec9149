"""One wrong definition a mistake, each with its exact message: file, line, what, what to do.

Every file is right.yaml beside this test with one change of wrong.yaml, mostly in the line told.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.engines.ledgers.small_ledgers import EN, ZH
from tuobo.core.content import Content
from tuobo.engines.ledgers import DefinitionFlaw
from tuobo.engines.ledgers.book import assembled, surroundings_of
from tuobo.engines.ledgers.loading import LoadedFile, load_text

HERE = Path(__file__).parent
RIGHT = (HERE / "right.yaml").read_text(encoding="utf-8")
RIGHTS = frozenset({"party.view", "party.edit", "party.verify"})


def _flaws(text: str) -> tuple[DefinitionFlaw, ...]:
    return _flaws_of(load_text(text, "talk.yaml"))


def _flaws_of(*files: LoadedFile) -> tuple[DefinitionFlaw, ...]:
    return assembled(files, surroundings_of(Content(), RIGHTS))[1]


def _changed(old: str, new: str) -> str:
    assert RIGHT.count(old) >= 1, old
    return RIGHT.replace(old, new, 1)


def test_the_right_file_is_right() -> None:
    assert _flaws(RIGHT) == ()


WRONG = yaml.safe_load((HERE / "wrong.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["new"][:40])
def test_a_wrong_definition_is_told_with_its_line(case: dict[str, str]) -> None:
    flaws = _flaws(_changed(case["old"], case["new"]))
    told = [one.text(ZH) for one in flaws]
    assert case["message"] in told, told
    for one in flaws:
        assert one.text(EN).startswith("talk.yaml line ")
        assert ZH.error(one.error) == f"{one.text(ZH)} [{one.code}]"


def test_all_mistakes_are_told_at_once_in_the_order_of_the_checks() -> None:
    text = _changed("right: party.edit, requires: [held_on]", "requires: [held_at]")
    text = text.replace("per: branch", "per: division").replace("why:", "wye:", 1)
    assert [(one.line, one.code) for one in _flaws(text)] == [(4, "ledger.key_unknown")]
    text = text.replace("wye:", "why:", 1)
    assert [(one.line, one.code) for one in _flaws(text)] == [
        (23, "ledger.no_right"), (23, "ledger.field_unknown"), (28, "ledger.cadence_unit"),
    ]  # fmt: skip


def test_a_ledger_that_stands_twice_is_told() -> None:
    (flaw,) = _flaws_of(load_text(RIGHT, "talk.yaml"), load_text(RIGHT, "again.yaml"))
    assert flaw.text(ZH) == (
        "again.yaml 第 1 行：台账 talk 第 1 版已经定义过。"
        "同一版只能写一次，请改版本号或者删去一处。"
    )


@pytest.mark.parametrize("text", ["", "- ", "7", "a: b", "[1, 2]", "\t", "? : ?"])
def test_what_is_no_definition_at_all_is_told_and_not_thrown(text: str) -> None:
    for one in load_text(text, "talk.yaml").flaws:
        assert one.text(ZH)
    assert load_text(text, "talk.yaml").flaws
