"""Limits of the readers and the words by which they find their way, from content/…/intake."""

from __future__ import annotations

from pydantic import Field

from tuobo.core.content import Content, Definition, Identifier
from tuobo.core.errors import DefinitionError


class Limits(Definition):
    """How large a file may be and how much of it is in hand at a time."""

    max_file_bytes: int = Field(gt=0)
    max_unpacked_bytes: int = Field(gt=0)
    max_ratio: int = Field(gt=1)
    ratio_from_bytes: int = Field(ge=0)
    max_columns: int = Field(gt=0)
    header_within_rows: int = Field(gt=0)
    window_bytes: int = Field(ge=1_000)


class Serials(Definition):
    """The serial numbers of days that are believed to be dates."""

    first: int
    last: int


class Reading(Definition):
    """Everything a lawyer or clerk may want to change about how files are read."""

    reading: Identifier
    limits: Limits
    total_words: tuple[str, ...]
    null_words: tuple[str, ...]
    yes_words: tuple[str, ...]
    no_words: tuple[str, ...]
    error_words: tuple[str, ...]
    serial_days: Serials
    expected: dict[str, str]

    @classmethod
    def of(cls, content: Content) -> Reading:
        """The one reading definition of the content in use."""
        found = content.load("intake/reading", cls)
        if len(found) != 1:
            raise DefinitionError("intake.reading_definitions", number=len(found))
        return found[0]
