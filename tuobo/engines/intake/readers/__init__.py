"""Readers: one file a format; every cell comes as text with the row number that the user sees."""

from tuobo.engines.intake.readers.header import plain
from tuobo.engines.intake.readers.opening import open_source
from tuobo.engines.intake.readers.source import Chunk, Kind, Progress, Sheet, Source, silent
from tuobo.engines.intake.readers.words import Limits, Reading

__all__ = [
    "Chunk",
    "Kind",
    "Limits",
    "Progress",
    "Reading",
    "Sheet",
    "Source",
    "open_source",
    "plain",
    "silent",
]
