"""Drafts in every form that offices send, and those that cannot be read."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from tests.bad.compound import compound_file
from tests.engines.reports.draft.drafts import CONTENT
from tuobo.core.errors import DataError
from tuobo.core.texts import Texts
from tuobo.engines.reports.draft import docx_paragraphs, read_draft

TEXT = "关于工作情况的汇报\n一、基本情况\n审结3件。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes((TEXT * 30).encode(encoding))
    draft = read_draft(path)
    first = next(iter(draft.paragraphs))
    assert (first.number, first.text) == (1, "关于工作情况的汇报")


def test_a_word_file_gives_paragraphs_tables_and_levels_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("关于工作情况的汇报", style="Title")
    document.add_paragraph("")
    document.add_heading("基本情况", level=1)
    table = document.add_table(rows=2, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "类别", "件数"
    table.rows[1].cells[0].text, table.rows[1].cells[1].text = "民事", "12"
    document.add_paragraph("审结12件。")
    path = tmp_path / "draft.docx"
    document.save(str(path))
    read = [(one.number, one.text, one.level) for one in read_draft(path).paragraphs]
    assert read == [
        (1, "关于工作情况的汇报", 0),
        (2, "基本情况", 1),
        (3, "类别\t件数", 0),
        (4, "民事\t12", 0),
        (5, "审结12件。", 0),
    ]


def test_insertions_count_and_deletions_do_not(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("审结")
    for tag, text_tag, words in (("w:ins", "w:t", "12件"), ("w:del", "w:delText", "XX件")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    path = tmp_path / "draft.docx"
    document.save(str(path))
    assert [one.text for one in read_draft(path).paragraphs] == ["审结12件"]


def test_a_page_gives_its_blocks_without_scripts(tmp_path: Path) -> None:
    path = tmp_path / "draft.html"
    path.write_text(
        "<html><head><title>x</title><script>var XX=1</script></head><body>"
        "<h1>关于工作情况的汇报</h1><div>首段<b>有</b>粗体<p>第二段。</p>尾段</div>"
        "<h2>一、情况</h2><table><tr><th>类别</th><td>件数</td></tr></table>"
        "<p>上行<span role='tooltip'>口径</span><br>下行</p><div hidden>藏</div></body></html>",
        encoding="utf-8",
    )
    read = [(one.text, one.level) for one in read_draft(path).paragraphs]
    assert read == [
        ("关于工作情况的汇报", 0),
        ("首段有粗体", 0),
        ("第二段。", 0),
        ("尾段", 0),
        ("一、情况", 1),
        ("类别\t件数", 0),
        ("上行", 0),
        ("下行", 0),
    ]


def _zip(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return made.getvalue()


BAD = {
    "empty.txt": (b"", "draft.empty"),
    "blank.txt": (b" \n\n", "draft.empty"),
    "noise.docx": (b"no archive at all", "draft.damaged"),
    "cut.docx": (_zip(word__document="x")[:40], "draft.damaged"),
    "foreign.docx": (_zip(readme="x"), "draft.damaged"),
    "broken.docx": (_zip(**{"word__document.xml": "<w:p"}), "draft.damaged"),
    "scan.pdf": (b"%PDF-1.7", "draft.pdf"),
    "macros.docm": (_zip(**{"word__document.xml": "<x/>"}), "draft.macros"),
    "hidden.docx": (
        _zip(**{"word__document.xml": "<x/>", "word__vbaProject.bin": ""}),
        "draft.macros",
    ),
    "sheet.xlsx": (b"PK", "draft.unknown_kind"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_by_name_with_the_next_step(
    tmp_path: Path, name: str
) -> None:
    data, code = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DataError) as raised:
        read_draft(path)
    assert raised.value.code == code
    for lang in ("zh", "en"):
        assert name in Texts(CONTENT, lang).error(raised.value)


@pytest.mark.parametrize(
    ("name", "stream", "code"),
    [
        ("locked.docx", "EncryptedPackage", "draft.encrypted"),
        ("old.doc", "WordDocument", "draft.old_word"),
    ],
)
def test_a_protected_or_old_document_is_refused(
    tmp_path: Path, name: str, stream: str, code: str
) -> None:
    with pytest.raises(DataError) as raised:
        read_draft(compound_file(tmp_path / name, stream))
    assert raised.value.code == code


def test_a_file_of_200_mb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.docx"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 200 * 1024 * 1024)
    with pytest.raises(DataError, match=r"draft\.too_large"):
        read_draft(path)


def test_an_archive_that_would_unpack_too_far_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docx_paragraphs, "_UNPACKED_MOST", 1000)
    path = tmp_path / "bomb.docx"
    path.write_bytes(_zip(**{"word__document.xml": " " * 2000}))
    with pytest.raises(DataError, match=r"draft\.zip_bomb"):
        read_draft(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"draft\.unreadable"):
        read_draft(tmp_path / "nowhere.txt")
