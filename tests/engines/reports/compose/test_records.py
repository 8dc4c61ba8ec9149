"""Entries of a ledger in a report: those with something to say, and how far they are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.engines.reports.compose.invented import InventedFigures
from tests.engines.reports.compose.test_composing import made, text_of
from tuobo.engines.reports.compose import Record, RecordsAsk

BODY = """
body:
  - records:
      of: meeting
      say: [{filled: [held_on], say: "{记录：held_on}召开{记录：title}。"}]
      otherwise: {lead: "", say: ["还没有召开会议。"]}
"""
CALLED = Record(number="会议〔2026〕002", fields={"title": "数据会商"})
HELD = Record(number="会议〔2026〕001", fields={"title": "党组会", "held_on": "2026年3月27日"})


@dataclass
class Kept(InventedFigures):
    kept: Sequence[Record] = ()
    asked: list[RecordsAsk] = field(default_factory=list)

    def records(self, ask: RecordsAsk) -> Sequence[Record]:
        self.asked.append(ask)
        return self.kept


def test_an_entry_of_which_nothing_is_said_leaves_no_empty_paragraph() -> None:
    found = made(BODY, Kept(kept=(CALLED, HELD)))

    assert text_of(found) == "2026年3月27日召开党组会。"


def test_where_no_entry_says_anything_that_is_said() -> None:
    assert text_of(made(BODY, Kept(kept=(CALLED,)))) == "还没有召开会议。"


def test_an_outline_may_tell_entries_as_they_stand() -> None:
    to_the_end, now = Kept(), Kept()
    made(BODY, to_the_end)
    made(f"records: now{BODY}", now)

    assert [one.as_they_stand for one in (*to_the_end.asked, *now.asked)] == [False, True]
