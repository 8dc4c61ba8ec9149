"""Files: what is read, and what is refused with which code."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import docx
import pytest

from tests.engines.intake.documents.invented import judgment
from tuobo.core.content import Content
from tuobo.core.errors import DataError
from tuobo.core.texts import Texts
from tuobo.engines.intake.documents import DocumentReader
from tuobo.engines.intake.documents.sources import BadSource, Source, file_text, lines_of

TEXT = judgment()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def word_file(path: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))

    assert file_text(path) == TEXT


def test_a_word_file_is_read_with_its_tables_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("第一段")
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "表内"
    document.add_paragraph("第二段")
    path = tmp_path / "a.docx"
    document.save(str(path))

    text = file_text(path)

    assert text.index("第一段") < text.index("表内") < text.index("第二段")


@pytest.mark.parametrize("declared", ["utf-8", "gb2312"])
def test_a_page_gives_its_visible_text(tmp_path: Path, declared: str) -> None:
    page = (
        f'<html><head><meta charset="{declared}"><style>p{{}}</style></head>'
        f"<body><script>x()</script><p>{TEXT}</p><p>末段</p></body></html>"
    )
    path = tmp_path / "a.html"
    path.write_bytes(page.encode("gb18030" if declared == "gb2312" else "utf-8"))

    text = file_text(path)

    assert TEXT in text
    assert "末段" in text
    assert "x()" not in text


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", b"", "documents.empty"),
        ("a.txt", "　\n ".encode(), "documents.empty"),
        ("a.html", b"<html><body></body></html>", "documents.empty"),
        ("a.docx", b"not a zip", "documents.damaged_docx"),
        ("a.docx", b"PK\x03\x04 cut", "documents.damaged_docx"),
        ("a.doc", OLE + b"\x00" * 600, "documents.old_word"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "documents.encrypted"),
        ("a.pdf", b"%PDF-1.7", "documents.pdf"),
        ("a.txt", b"%PDF-1.7", "documents.pdf"),
        ("a.rtf", b"{\\rtf1}", "documents.unknown_kind"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(
    tmp_path: Path, content: Content, name: str, data: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(DataError) as caught:
        file_text(path)

    assert caught.value.code == code
    assert name in Texts(content).error(caught.value)


def test_a_word_file_without_words_is_empty(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        file_text(word_file(tmp_path / "scan.docx", "", ""))

    assert caught.value.code == "documents.empty"


def test_a_zip_that_is_no_word_file_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.txt", "x")

    with pytest.raises(DataError) as caught:
        file_text(path)

    assert caught.value.code == "documents.damaged_docx"


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        file_text(tmp_path / "none.txt")

    assert caught.value.code == "documents.unreadable"


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_lines_are_read_and_bad_lines_reported(
    tmp_path: Path, reader: DocumentReader, suffix: str
) -> None:
    lines = [
        json.dumps({"docId": "d1", "full_text": TEXT}, ensure_ascii=False),
        "{broken",
        "",
        json.dumps({"id": 7, "全文": TEXT}, ensure_ascii=False),
        json.dumps({"docId": "d5"}),
        "[1]",
    ]
    path = tmp_path / f"a{suffix}"
    data = "\n".join(lines).encode()
    path.write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)

    found = list(lines_of(path, reader.phrases))

    assert [(one.document, one.line) for one in found if isinstance(one, Source)] == [
        ("d1", 1),
        ("7", 4),
    ]
    assert [(one.line, one.error.code) for one in found if isinstance(one, BadSource)] == [
        (2, "documents.not_json"),
        (5, "documents.no_text"),
        (6, "documents.not_json"),
    ]


def test_a_cut_archive_keeps_what_came_before(tmp_path: Path, reader: DocumentReader) -> None:
    line = json.dumps({"docId": "d1", "full_text": TEXT}, ensure_ascii=False)
    whole = gzip.compress((line + "\n").encode())
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(whole[:-6])

    found = list(lines_of(path, reader.phrases))

    assert isinstance(found[-1], BadSource)
    assert found[-1].error.code == "documents.cut_off"
