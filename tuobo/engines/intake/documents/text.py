"""A document's text as the patterns see it: no blanks, one width, one kind of bracket.

Each character is replaced by one character, so that a place in the compact text is a place that a
person can count to. Nothing is read here.
"""

from __future__ import annotations

import re

_BLANK = re.compile(r"[\s\u200b\ufeff\u00ad]+")
# Style sheets and tags that a publisher's page left in the text.
_STYLE = re.compile(
    r"<!--.*?-->|<[/!?A-Za-z][^<>]{0,300}>|^(?:[@.#A-Za-z][^{}一-鿿]{0,80}\{[^{}]{0,400}\})+"
)
_WIDE: dict[int, int | str | None] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BRACKETS = str.maketrans("〔［【〈｛〕］】〉｝", "(((((" + ")))))")
_MAP: dict[int, int | str | None] = {
    **_WIDE,
    **_BRACKETS,
    ord("["): "(",
    ord("]"): ")",
    ord("｡"): "。",
}


def compact(text: str) -> str:
    """The text without blanks, with half-width digits, letters, brackets and punctuation."""
    return _STYLE.sub("", _BLANK.sub("", text.translate(_MAP)))


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that holds the place `at`."""
    return max(text.rfind("。", 0, at), text.rfind(";", 0, at)) + 1
