"""Words that people type for yes, no and nothing, and titles that every template has."""

from __future__ import annotations

from functools import cached_property

from tuobo.core.content import Content, Definition, load_file
from tuobo.engines.ledgers.folding import folded

WORDS = "words.yaml"


class Words(Definition):
    """Words for yes, no and nothing, as people type them; titles of the columns number, unit and
    state, first in Chinese, then in English, then others that are understood.
    """

    yes: tuple[str, ...]
    no: tuple[str, ...]
    nothing: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]

    @cached_property
    def flags(self) -> dict[str, bool]:
        found = {folded(word): True for word in self.yes}
        return found | {folded(word): False for word in self.no}

    @cached_property
    def blanks(self) -> frozenset[str]:
        return frozenset(folded(word) for word in self.nothing)

    @cached_property
    def longest_blank(self) -> int:
        """Longer texts need not be looked up."""
        return max(len(word) for word in self.nothing) + 2


def words_of(content: Content, folder: str) -> Words:
    """The words of the last root: a court may use its own list instead."""
    paths = [path for path in content.files(folder) if path.name == WORDS]
    return load_file(paths[-1], Words)[0]
