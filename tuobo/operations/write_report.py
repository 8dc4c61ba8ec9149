"""Writes a document as files: Word, PDF, or the JSON of its tree, by the ending of each name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tuobo.core.content import Content
from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.engines.reports.charts import Drawing
from tuobo.engines.reports.compose import document_json
from tuobo.engines.reports.document import Document
from tuobo.engines.reports.layout import Layouts, chart_style
from tuobo.engines.reports.pdf import write_pdf
from tuobo.engines.reports.word import write_word


def write_report(document: Document, paths: Sequence[Path], content: Content) -> None:
    """Write a document to each path; raises RequestError for an ending that is not known."""
    writers: Mapping[str, Callable[[Document, Path], None]] = {
        ".docx": partial(_write_word, content=content),
        ".pdf": partial(_write_pdf, content=content),
        ".json": _write_json,
    }
    for path in paths:
        if path.suffix.lower() not in writers:
            expected = "、".join(writers)
            raise RequestError("compose.unknown_ending", path=path.name, expected=expected)
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        writers[path.suffix.lower()](document, path)


def _write_word(document: Document, path: Path, *, content: Content) -> None:
    layout = Layouts.of(content).for_kind(document.kind)
    draw = Drawing(chart_style(content))
    write_word(document, path, layout=layout, texts=Texts(content, "zh"), draw=draw.png)


def _write_pdf(document: Document, path: Path, *, content: Content) -> None:
    with TemporaryDirectory(prefix="tuobo-report-") as folder:
        word = Path(folder) / f"{path.stem}.docx"
        _write_word(document, word, content=content)
        write_pdf(word, path, fonts=Layouts.of(content).fonts.values())


def _write_json(document: Document, path: Path) -> None:
    path.write_text(document_json(document), encoding="utf-8")
