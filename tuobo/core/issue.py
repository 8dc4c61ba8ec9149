"""A finding about data: what is wrong, where, what was found, what was expected.

Issues are values, never exceptions; whoever checks returns all of them at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How an issue acts: a rejected row waits in quarantine, a warning only asks for a look."""

    REJECTED = "rejected"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in a file: sheet (empty for one-table files), row as people count it, column title."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        parts = [self.file, self.sheet]
        parts.append(f"第{self.row}行" if self.row is not None else "")
        parts.append(self.column)
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One finding: `rule` is the id of the check, its sentence is content under that id."""

    rule: str
    severity: Severity
    place: Place
    found: str
    expected: str
