"""Two definitions side by side, field by field: what is the same and what is not."""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.core.content import Definition
from tuobo.operations.definitions_desk.entries import Entry
from tuobo.operations.definitions_desk.wording import NOTHING, Wording


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One field of both; a dash where one of them does not say it."""

    label: str
    before: str
    after: str
    is_code: bool

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def compare(one: Entry, other: Entry, wording: Wording) -> tuple[Compared, ...]:
    """All fields of either entry, in the order of the first, then what only the second says."""
    return compared(one.definition, other.definition, wording)


def compared(one: Definition, other: Definition, wording: Wording) -> tuple[Compared, ...]:
    """The same for definitions that stand in no catalogue."""
    before = {line.path: line for line in wording.lines(one)}
    after = {line.path: line for line in wording.lines(other)}
    return tuple(
        Compared(
            label=(before.get(path) or after[path]).label,
            before=before[path].value if path in before else NOTHING,
            after=after[path].value if path in after else NOTHING,
            is_code=(before.get(path) or after[path]).is_code,
        )
        for path in {**before, **after}
    )
