"""Finds the header among the first rows: known titles count, merged title rows above do not.

A row scores by the titles that it shares with those that mappings and fact tables know; where
none is known, by how many different texts stand side by side in it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from tuobo.engines.intake.batch import ROW

_DROPPED = str.maketrans("", "", " \u3000\t\r\n*:_\u200b\ufeff")
_BRACKETS = str.maketrans("（）〔〕【】", "()()()")


@lru_cache(maxsize=1 << 14)
def plain(title: str) -> str:
    """A title as it is compared: one width, no spaces, no marks of duty, lower case.

    >>> plain("立案 日期＊：") == plain("立案日期")
    True
    """
    folded = unicodedata.normalize("NFKC", title).translate(_BRACKETS)
    return folded.translate(_DROPPED).lower()


@dataclass(frozen=True, kw_only=True)
class Header:
    """The header row as the user counts it, its titles and where they stand."""

    row: int
    titles: tuple[str, ...]
    positions: tuple[int, ...]
    doubled: tuple[str, ...]


def find_header(head: pl.DataFrame, known: Collection[str], within: int) -> Header | None:
    """The best header among the first `within` rows, or None; `known` are plain titles."""
    best: tuple[float, Header] | None = None
    for row in head.head(within).iter_rows(named=True):
        cells = [
            (int(name), str(text).strip()) for name, text in row.items() if name != ROW and text
        ]
        cells = [(at, text) for at, text in cells if text]
        score = _score([text for _, text in cells], known)
        if score > 0 and (best is None or score > best[0]):
            best = (score, _header(int(row[ROW]), cells))
    return best[1] if best else None


def _score(texts: list[str], known: Collection[str]) -> float:
    """Known titles weigh ten; a row of numbers or with one cell alone is no header."""
    if not texts:
        return 0.0
    names = [plain(text) for text in texts]
    hits = sum(name in known for name in names)
    wordy = sum(not _looks_like_a_value(name) for name in names)
    if hits:
        return 10.0 * hits + wordy / 100
    if len(set(names)) < 2 or wordy < 0.8 * len(names):
        return 0.0
    return len(set(names)) / 100


def _looks_like_a_value(text: str) -> bool:
    digits = sum(char.isdigit() for char in text)
    return len(text) > 40 or digits * 2 > len(text)


def _header(row: int, cells: list[tuple[int, str]]) -> Header:
    seen: Counter[str] = Counter()
    titles = []
    for _, text in cells:
        name = " ".join(text.split())
        seen[name] += 1
        titles.append(name if seen[name] == 1 else f"{name} ·{seen[name]}")
    return Header(
        row=row,
        titles=tuple(titles),
        positions=tuple(at for at, _ in cells),
        doubled=tuple(name for name, count in seen.items() if count > 1),
    )
