"""A paragraph's text as the patterns see it: one width, one kind of punctuation.

Each character is replaced by exactly one character, so that a place in the plain text is a place
in what the author wrote; quotations are always cut from the original.
"""

from __future__ import annotations

import re

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_SIGNS = str.maketrans(
    {"％": "%", "．": ".", "　": " ", "\u00a0": " ", "\t": " ", "–": "-", "－": "-"}
)
_STOPS = str.maketrans({"(": "（", ")": "）", ":": "：", ";": "；", "?": "？", "!": "！"})
# A comma inside a number groups its digits; a colon between digits is a time or a ratio.
_COMMA = re.compile(r",(?!(?<=\d,)\d{3}(?!\d))")
_QUOTES = "“”‘’\"'「」『』"


def plain(text: str) -> str:
    """The text with half-width digits and letters and with full-width punctuation.

    >>> plain("新收1,234件,结案（９0）件")
    '新收1,234件，结案（90）件'
    """
    narrow = text.translate(_WIDE).translate(_SIGNS).translate(_STOPS)
    return _COMMA.sub("，", narrow)


def squeezed(text: str) -> tuple[str, list[int]]:
    """The text without quotation marks and blanks, and where each of its characters stood."""
    kept = [(one, at) for at, one in enumerate(text) if one not in _QUOTES and not one.isspace()]
    return "".join(one for one, _ in kept), [at for _, at in kept]


def hanzi(text: str) -> int:
    """How many Chinese characters it has.

    >>> hanzi("审结3件。")
    3
    """
    return sum("\u4e00" <= one <= "\u9fff" for one in text)


def characters(text: str) -> int:
    """How many characters it has without blanks, as a word processor counts."""
    return sum(not one.isspace() for one in text)
