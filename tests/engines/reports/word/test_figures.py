"""A figure keeps its passport through editing, and is found again in the edited file."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.engines.reports.sample_report import official, paragraph, rate, report
from tests.engines.reports.word.reading_back import written
from tuobo.core.errors import DataError, InternalError, RequestError
from tuobo.engines.reports.passports import passport_of
from tuobo.engines.reports.pdf import find_libreoffice
from tuobo.engines.reports.word import StoredFigure, read_passports


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    path.write_bytes(written(report()))
    return path


def _edited(path: Path, edit: Callable[[Any], None]) -> list[StoredFigure]:
    document = docx.Document(str(path))
    edit(document)
    document.save(str(path))
    return read_passports(path)


def _run_of(document: Any, code: str) -> Any:
    """The run inside the first bookmark of a figure."""
    for start in document.element.body.iter(qn("w:bookmarkStart")):
        if start.get(qn("w:name")) == f"_Tuobo_{code}":
            return start.getnext()
    raise AssertionError(code)


def test_every_place_of_every_figure_is_read_in_the_order_of_the_text(file: Path) -> None:
    figures = read_passports(file)
    assert [(one.code, one.text) for one in figures[:4]] == [
        ("F1", "342"), ("F4", "14.00%"), ("F2", "90.94%"), ("F2", "90.94%"),
    ]  # fmt: skip
    assert len(figures) == 14


def test_the_passport_that_is_read_is_the_one_that_was_written(file: Path) -> None:
    given = {one.code: one for one in report().passports}
    for figure in read_passports(file):
        assert passport_of(figure.passport) == given[figure.code]


def test_bookmarks_are_hidden_and_no_two_have_one_name() -> None:
    document = docx.Document(io.BytesIO(written(official())))
    starts = list(document.element.body.iter(qn("w:bookmarkStart")))
    names = [one.get(qn("w:name")) for one in starts]
    assert all(name.startswith("_Tuobo") and len(name) <= 40 for name in names)
    assert len(set(names)) == len(names)
    assert len({one.get(qn("w:id")) for one in starts}) == len(starts)


def test_editing_around_a_figure_keeps_the_link(file: Path) -> None:
    def edit(document: Any) -> None:
        found = next(one for one in document.paragraphs if "上半年共结案" in one.text)
        found.runs[0].text = "前面改写了。"
        found.add_run("后面加了一句。")
        found.insert_paragraph_before("新加的一段。")

    assert ("F1", "342") in [(one.code, one.text) for one in _edited(file, edit)]


def test_a_figure_altered_by_hand_is_read_as_it_stands_now(file: Path) -> None:
    def edit(document: Any) -> None:
        _run_of(document, "F1").find(qn("w:t")).text = "352"

    figure = _edited(file, edit)[0]
    assert (figure.code, figure.text) == ("F1", "352")
    assert passport_of(figure.passport).text == "342"


def test_a_figure_that_word_split_into_runs_is_read_whole(file: Path) -> None:
    def edit(document: Any) -> None:
        whole = _run_of(document, "F1")
        whole.find(qn("w:t")).text = "3"
        rest, words = OxmlElement("w:r"), OxmlElement("w:t")
        words.text = "42"
        rest.append(words)
        whole.addnext(rest)

    assert _edited(file, edit)[0].text == "342"


def test_text_deleted_with_changes_tracked_is_no_longer_printed(file: Path) -> None:
    def edit(document: Any) -> None:
        whole = _run_of(document, "F1")
        deleted, inserted = OxmlElement("w:del"), OxmlElement("w:ins")
        whole.addprevious(deleted)
        new, words = OxmlElement("w:r"), OxmlElement("w:t")
        words.text = "350"
        new.append(words)
        inserted.append(new)
        deleted.addnext(inserted)
        deleted.append(whole)

    assert _edited(file, edit)[0].text == "350"


def test_a_figure_whose_sentence_was_deleted_is_named_at_the_end(file: Path) -> None:
    def edit(document: Any) -> None:
        found = next(one for one in document.paragraphs if "合计207" in one.text)
        found._p.getparent().remove(found._p)

    last = _edited(file, edit)[-1]
    assert (last.code, last.text) == ("F3", None)
    assert passport_of(last.passport).text == "207"


def test_passports_are_read_from_the_document_variables_if_the_custom_part_is_lost(
    file: Path,
) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            if not name.startswith("customXml/"):
                archive.writestr(name, data)
    assert all(passport_of(one.passport).code == one.code for one in read_passports(file))


def test_the_file_names_its_document_and_data_version(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        custom = archive.read("docProps/custom.xml").decode()
    for name, text in (
        ("tuobo.document", "special-report-2026h1"),
        ("tuobo.data_version", "7-3f9a2c41"),
        ("tuobo.outline", "special_report@1"),
    ):
        assert f'name="{name}"><vt:lpwstr>{text}<' in custom


def test_a_code_that_a_bookmark_cannot_hold_is_our_fault() -> None:
    with pytest.raises(InternalError) as raised:
        written(report(blocks=[paragraph(rate("F 1", 1, 2))]))
    assert raised.value.code == "layout.bad_code"


@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
def test_figures_outlive_being_saved_by_another_program(file: Path, tmp_path: Path) -> None:
    program, profile = str(find_libreoffice()), (tmp_path / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to",
         "docx:Office Open XML Text", "--outdir", str(tmp_path / "saved"), str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert read_passports(tmp_path / "saved" / "report.docx") == read_passports(file)


def test_a_file_without_figures_has_none(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "plain.docx"))
    assert read_passports(tmp_path / "plain.docx") == []


def _with_part(file: Path, name: str, data: bytes) -> None:
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, data)


def test_what_cannot_be_read_is_said_with_the_reason(tmp_path: Path, file: Path) -> None:
    old, cut, macros = (tmp_path / name for name in ("old.docx", "cut.docx", "macros.docx"))
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)
    cut.write_bytes(file.read_bytes()[:2000])
    shutil.copy(file, macros)
    _with_part(macros, "word/vbaProject.bin", b"x")
    for path, code in (
        (old, "layout.docx_encrypted"),
        (cut, "layout.docx_damaged"),
        (macros, "layout.docx_macros"),
    ):
        with pytest.raises(DataError) as raised:
            read_passports(path)
        assert (raised.value.code, raised.value.fields["file"]) == (code, path.name)


def test_a_part_that_unpacks_too_far_is_not_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 65 * 1024 * 1024)
    with pytest.raises(DataError) as raised:
        read_passports(bomb)
    assert raised.value.code == "layout.docx_too_large"


def test_a_file_that_is_not_there_is_said() -> None:
    with pytest.raises(RequestError) as raised:
        read_passports(Path("nowhere.docx"))
    assert raised.value.code == "layout.no_file"


def test_entities_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "entity.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]><d xmlns:w="http://schemas'
            '.openxmlformats.org/wordprocessingml/2006/main"><w:bookmarkStart w:id="1" '
            'w:name="_Tuobo_F1"/><w:t>&e;</w:t><w:bookmarkEnd w:id="1"/></d>',
        )
    assert read_passports(path) == [StoredFigure("F1", "", "")]
