"""Writes the rejected rows of an import as marked workbooks, to be mended and imported again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tuobo.core.texts import Texts
from tuobo.engines.intake import Rejected, write_marked_workbook


def write_marked(rejected: Iterable[Rejected], path: Path, texts: Texts) -> tuple[Path, ...]:
    """One workbook a file: `path`, or with several files `path` with the file's name added."""
    files = list(rejected)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = []
    for one in files:
        target = path
        if len(files) > 1:
            target = path.with_name(f"{path.stem}-{one.file.split('.')[0]}{path.suffix}")
        write_marked_workbook(one, target, texts)
        written.append(target)
    return tuple(written)
