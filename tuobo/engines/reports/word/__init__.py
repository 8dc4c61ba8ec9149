"""A document as .docx by GB/T 9704-2012, and the figures read back out of an edited one."""

from tuobo.engines.reports.word.for_libreoffice import for_libreoffice
from tuobo.engines.reports.word.reading import StoredFigure, read_passports
from tuobo.engines.reports.word.writer import word_bytes, write_word

__all__ = ["StoredFigure", "for_libreoffice", "read_passports", "word_bytes", "write_word"]
