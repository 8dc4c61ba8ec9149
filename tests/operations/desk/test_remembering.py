"""What was computed once is remembered, a bounded number of answers, whoever asks."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tuobo.operations.desk.remembering import Memory


def test_many_who_ask_at_once_are_answered_by_one_computation() -> None:
    memory, made = Memory(10), []

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return 42

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: memory.of("page", make), range(8)))
    assert answers == [42] * 8
    assert made == [1]


def test_the_answers_used_last_stay() -> None:
    memory = Memory(2)
    for question in ("a", "b"):
        memory.of(question, lambda: question)  # noqa: B023 - called at once
    memory.of("a", lambda: "again")
    memory.of("c", lambda: "c")
    assert memory.of("a", lambda: "made anew") == "a"
    assert memory.of("b", lambda: "made anew") == "made anew"
    assert len(memory) == 2


def test_heavy_answers_push_out_more() -> None:
    """Three arrays of 100 bytes within 250: the oldest goes."""
    memory = Memory(250, weight=lambda rows: rows.nbytes)
    for question in range(3):
        memory.of(question, lambda: np.zeros(100, np.uint8))
    assert len(memory) == 2


def test_one_answer_stays_however_heavy() -> None:
    memory = Memory(1, weight=lambda rows: rows.nbytes)
    memory.of("large", lambda: np.zeros(100, np.uint8))
    assert len(memory) == 1


def test_what_failed_is_tried_again() -> None:
    memory = Memory(10)
    with pytest.raises(ZeroDivisionError):
        memory.of("figure", lambda: 1 // 0)
    assert memory.of("figure", lambda: 7) == 7


def test_nothing_can_be_an_answer() -> None:
    memory, made = Memory(10), []
    for _ in range(2):
        assert memory.of("none", lambda: made.append(1)) is None
    assert made == [1]
