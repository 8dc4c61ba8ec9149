"""LibreOffice is given the same page in words that it understands; the file itself stays."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from tests.engines.reports.sample_report import official, report
from tests.engines.reports.word.reading_back import value, written
from tuobo.core.errors import DataError
from tuobo.engines.reports.document import Document
from tuobo.engines.reports.word import for_libreoffice


def _opened(document: Document, folder: Path) -> Any:
    path = folder / "report.docx"
    path.write_bytes(written(document))
    return docx.Document(io.BytesIO(for_libreoffice(path)))


def test_the_grid_is_taken_out_and_characters_are_brought_closer(tmp_path: Path) -> None:
    """-842/4096 point are -4.1 twips; rounded to -5, 28 characters take 441.0 of 442.25 points."""
    opened = _opened(report(), tmp_path)
    assert not list(opened.element.iter(qn("w:docGrid")))
    defaults = opened.styles.element.find(qn("w:docDefaults"))
    assert value(defaults, "w:rPrDefault/w:rPr/w:spacing") == "-5"
    assert 28 * (16 - 5 / 20) <= 442.25


def test_page_references_stay_and_the_field_of_the_contents_goes(tmp_path: Path) -> None:
    opened = _opened(report(kind="trend_analysis"), tmp_path)
    fields = [one.text.split()[0] for one in opened.element.body.iter(qn("w:instrText"))]
    assert set(fields) == {"PAGEREF"}
    marks = [one.get(qn("w:fldCharType")) for one in opened.element.body.iter(qn("w:fldChar"))]
    assert marks == ["begin", "separate", "end"] * len(fields)


def test_the_last_part_is_framed_at_the_foot_of_the_type_area(tmp_path: Path) -> None:
    """Two lines of copies and one of printing: 16,838 − 1,984 − 3 × 579 = 13,117 twips down."""
    opened = _opened(official(), tmp_path)
    frames = list(opened.element.body.iter(qn("w:framePr")))
    assert len(frames) == 5
    assert {one.get(qn("w:y")) for one in frames} == {"13117"}
    assert not list(opened.element.body.iter(qn("w:tblpPr")))


def test_a_table_that_somebody_else_put_at_the_foot_stays_a_table(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(written(official())))
    for one in document.tables[-1]._tbl.iter(qn("w:pStyle")):
        one.set(qn("w:val"), "body")
    path = tmp_path / "edited.docx"
    document.save(str(path))
    opened = docx.Document(io.BytesIO(for_libreoffice(path)))
    assert list(opened.element.body.iter(qn("w:tblpPr")))


def test_a_file_that_is_no_word_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK no archive")
    with pytest.raises(DataError) as raised:
        for_libreoffice(tmp_path / "a.docx")
    assert raised.value.code == "layout.docx_damaged"
