"""A document as .docx by GB/T 9704-2012, and the figures read back out of an edited one."""

from tuobo.engines.reports.word.reading import StoredFigure, read_passports
from tuobo.engines.reports.word.without_grid import without_grid
from tuobo.engines.reports.word.writer import word_bytes, write_word

__all__ = ["StoredFigure", "read_passports", "without_grid", "word_bytes", "write_word"]
