"""Checking the content reads every folder, and says of each fault where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuobo.core.content import Content
from tuobo.core.errors import TuoboError
from tuobo.core.texts import Texts
from tuobo.operations.check_content import check_content

ZH = Texts(Content())


def fault(tmp_path: Path, folder: str, text: str, name: str = "wrong.yaml") -> str:
    """What the check says of an overlay with one wrong file; each fault is told once."""
    path = tmp_path / "overlay" / folder / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    (error,) = check_content(Content().with_overlay(tmp_path / "overlay")).errors
    return ZH.error(error)


def test_the_national_content_is_whole() -> None:
    report = check_content(Content())

    assert report.errors == ()
    assert all(report.counts.values())


@pytest.mark.parametrize(
    ("folder", "text"),
    [
        ("texts", "court.own: {zh: 好, en: Good}\ncourt.other:\n  zh: 只有中文\n"),
        ("audit", "- event: a.b\n  family: wrte\n  names: {zh: 一, en: a}\n"),
        ("notices", "- notice: a.b\n  name: {zh: 一, en: a}\n  sentence: {zh: 一, en: a}\n"),
        ("menu", "- group: own\n  names: {zh: 一, en: a}\n  icon: user\n  itms: []\n"),
        ("supervision", "kinds: 3\n"),
        ("dossier", "- part: a\n  names: {zh: 一, en: a}\n  head: 一\n"),
        ("dossier_choice", "with: [a]\n"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_told_with_file_and_line(tmp_path: Path, folder: str, text: str) -> None:
    told = fault(tmp_path, folder, text)

    assert "wrong.yaml" in told
    assert "第 " in told
    assert "content.invalid" in told


def test_a_wrong_text_is_told_with_its_line_and_code(tmp_path: Path) -> None:
    told = fault(tmp_path, "texts", "court.own: {zh: 好, en: Good}\ncourt.other:\n  zh: 只有中文\n")

    assert "wrong.yaml 第 3 行" in told, "where the entry lies that lacks its English"
    assert "en" in told


def test_wrong_words_of_ledgers_are_told_once(tmp_path: Path) -> None:
    told = fault(tmp_path, "ledgers", "yes: [是]\nno: [否]\n", name="words.yaml")

    assert "words.yaml" in told


def test_a_menu_may_not_name_a_right_that_does_not_exist(tmp_path: Path) -> None:
    item = "{view: 'home:health', names: {zh: 一, en: a}, right: figures.veiw}"
    text = f"- group: more\n  names: {{zh: 一, en: a}}\n  icon: user\n  items: [{item}]\n"

    assert "是否指“figures.view”" in fault(tmp_path, "menu", text)


def test_the_texts_of_a_court_raise_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "own.yaml").write_text("court.own: 好\n", encoding="utf-8")

    with pytest.raises(TuoboError) as caught:
        Texts(Content().with_overlay(tmp_path))

    assert caught.value.code == "content.invalid"
    assert caught.value.fields["line"] == 1
