"""Remembers answers, a bounded number of them; whoever asks while one is made waits for it.

When a page is opened by many at once in the morning, it is computed once. What failed is not
remembered: the next who waits tries again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

_Answer = TypeVar("_Answer")
_ABSENT = object()


def _one(_: object) -> int:
    return 1


class Memory:
    """Answers by question, those used last; `most` bounds the sum of their weights."""

    def __init__(self, most: int, weight: Callable[[Any], int] = _one) -> None:
        self._most = most
        self._weight = weight
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._total = 0
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def of(self, question: Hashable, make: Callable[[], _Answer]) -> _Answer:
        """The answer; `make` is called by the first who asks. It must not ask the same again."""
        found = self._known(question)
        if found is not _ABSENT:
            return found  # type: ignore[no-any-return]
        with self._lock:
            making = self._making.setdefault(question, Lock())
        with making:
            found = self._known(question)
            if found is not _ABSENT:
                return found  # type: ignore[no-any-return]
            try:
                answer = make()
                self._keep(question, answer)
            finally:
                with self._lock:
                    self._making.pop(question, None)
            return answer

    def __len__(self) -> int:
        return len(self._answers)

    def _known(self, question: Hashable) -> Any:  # noqa: ANN401 - an answer of any kind
        with self._lock:
            found = self._answers.get(question, _ABSENT)
            if found is not _ABSENT:
                self._answers.move_to_end(question)
            return found

    def _keep(self, question: Hashable, answer: object) -> None:
        """Keep an answer, and let go of those that were used longest ago."""
        with self._lock:
            self._answers[question] = answer
            self._total += self._weight(answer)
            while self._total > self._most and len(self._answers) > 1:
                _, oldest = self._answers.popitem(last=False)
                self._total -= self._weight(oldest)
