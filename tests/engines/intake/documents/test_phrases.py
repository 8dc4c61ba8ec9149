"""Phrase lists are content: each rule matches its example, a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.intake.documents.invented import judgment
from tuobo.core.content import Content
from tuobo.core.errors import DefinitionError
from tuobo.engines.intake.documents import DocumentReader
from tuobo.engines.intake.documents.phrases import Phrases, RuleList

LIST = """
- reads: {reads}
  names: {{zh: 例, en: example}}
  source: {{text: 例, level: proposal, mark: P, checked_on: 2026-11-23, owner: 例}}
  rules:
    - {{pattern: "{pattern}", value: x, example: 甲乙}}
"""


def overlay(tmp_path: Path, reads: str, pattern: str) -> Content:
    folder = tmp_path / "intake_documents"
    folder.mkdir()
    (folder / "own.yaml").write_text(LIST.format(reads=reads, pattern=pattern), encoding="utf-8")
    return Content((tmp_path,))


def test_every_code_that_a_rule_gives_is_in_its_vocabulary(content: Content) -> None:
    lists = {one.reads: one for one in content.load("intake_documents", RuleList)}
    for reads, vocabulary in (
        ("procedure", "procedure"),
        ("procedure_elsewhere", "procedure"),
        ("old_case_word", "case_word"),
        ("appeal_outcome", "appeal_outcome"),
        ("appeal_object", "appeal_object"),
        ("matter", "matter"),
    ):
        known = DocumentReader(content).vocabularies[vocabulary].by_code
        assert {rule.value for rule in lists[reads].rules} <= set(known), reads


def test_a_rule_that_misses_its_own_example_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        Phrases.of(overlay(tmp_path, "own", "丙"))

    assert caught.value.code == "content.invalid"
    assert caught.value.fields["file"] == "own.yaml"


def test_a_rule_that_is_no_pattern_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        Phrases.of(overlay(tmp_path, "own", "(甲"))

    assert caught.value.code == "content.invalid"


def test_a_list_that_is_missing_is_named(tmp_path: Path) -> None:
    phrases = Phrases.of(overlay(tmp_path, "own", "甲"))

    with pytest.raises(DefinitionError) as caught:
        phrases["procedure"]

    assert caught.value.fields == {"reads": "procedure"}


def test_style_sheets_and_tags_left_in_a_text_do_not_disturb(reader: DocumentReader) -> None:
    text = "<!-- @font-face {font-family:宋体;} --> .MsoNormal{margin:0}" + judgment()

    assert reader.read(text).identity.case_number is not None


def test_a_text_that_breaks_off_anywhere_is_read_as_far_as_it_goes(reader: DocumentReader) -> None:
    """No cut makes the reader fail; a number is read once it stands there in full."""
    whole = judgment()
    cuts = [reader.read(whole[:at]).identity.case_number for at in range(0, len(whole), 9)]

    first = next(at for at, found in enumerate(cuts) if found)
    assert all(found is None for found in cuts[:first])
    assert {found.value for found in cuts[first:] if found} == {"（2031）辽9901民初123号"}
