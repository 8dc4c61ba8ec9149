"""Writes a document as files: Word, page, PDF or the JSON of its tree, by the ending of a name."""

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
from tuobo.engines.reports.web_page import document_html
from tuobo.engines.reports.word import write_word
from tuobo.operations.scope_words import scope_in_words
from tuobo.operations.workspace import Workspace

ENDINGS = (".docx", ".html", ".pdf", ".json")


def write_report(workspace: Workspace, document: Document, paths: Sequence[Path]) -> None:
    """Write a document to each path; raises RequestError for an ending that is not known."""
    writers: Mapping[str, Callable[[Document, Path], None]] = {
        ".docx": partial(_write_word, content=workspace.content),
        ".html": partial(_write_page, workspace=workspace),
        ".pdf": partial(_write_pdf, content=workspace.content),
        ".json": _write_json,
    }
    refuse_unknown_endings(paths)
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        writers[path.suffix.lower()](document, path)


def refuse_unknown_endings(paths: Sequence[Path]) -> None:
    """Raises RequestError for a name that no writer knows: before anything is composed."""
    for path in paths:
        if path.suffix.lower() not in ENDINGS:
            expected = "、".join(ENDINGS)
            raise RequestError("compose.unknown_ending", path=path.name, expected=expected)


def _write_word(document: Document, path: Path, *, content: Content) -> None:
    layout = Layouts.of(content).for_kind(document.kind)
    draw = Drawing(chart_style(content))
    write_word(document, path, layout=layout, texts=Texts(content, "zh"), draw=draw.png)


def _write_page(document: Document, path: Path, *, workspace: Workspace) -> None:
    content = workspace.content
    page = document_html(
        document,
        layout=Layouts.of(content).for_kind(document.kind),
        texts=Texts(content, "zh"),
        draw=Drawing(chart_style(content)).svg,
        scope_in_words=partial(scope_in_words, workspace),
    )
    path.write_text(page, encoding="utf-8")


def _write_pdf(document: Document, path: Path, *, content: Content) -> None:
    with TemporaryDirectory(prefix="tuobo-report-") as folder:
        word = Path(folder) / f"{path.stem}.docx"
        _write_word(document, word, content=content)
        write_pdf(word, path, fonts=Layouts.of(content).fonts.values())


def _write_json(document: Document, path: Path) -> None:
    path.write_text(document_json(document), encoding="utf-8")
