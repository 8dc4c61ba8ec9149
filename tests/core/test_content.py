"""A wrong definition is refused with its file, its line and a near name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuobo.core.content import Content, Definition, Names, load_file, unique
from tuobo.core.errors import DefinitionError
from tuobo.core.facts import FactSchema
from tuobo.core.texts import Texts
from tuobo.core.vocabulary import Vocabularies


class Lamp(Definition):
    """A definition as small as can be."""

    id: str
    names: Names


def _write(folder: Path, text: str) -> Path:
    path = folder / "lamps.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_misspelt_key_is_named_with_its_line_and_the_near_name(tmp_path: Path) -> None:
    path = _write(tmp_path, "- id: a\n  names: {zh: 灯, en: lamp}\n- id: b\n  nams: {zh: 灯}\n")
    with pytest.raises(DefinitionError) as caught:
        load_file(path, Lamp)
    error = caught.value
    assert error.code == "content.invalid"
    assert (error.fields["file"], error.fields["line"]) == ("lamps.yaml", 4)
    assert error.fields["suggestion"] == "names"


def test_a_missing_field_is_an_error_at_load(tmp_path: Path) -> None:
    path = _write(tmp_path, "id: a\nnames: {zh: 灯}\n")
    with pytest.raises(DefinitionError) as caught:
        load_file(path, Lamp)
    assert caught.value.fields["key"] == "names.en"


def test_broken_yaml_names_the_line(tmp_path: Path) -> None:
    path = _write(tmp_path, "id: a\nnames: {zh: 灯\n")
    with pytest.raises(DefinitionError) as caught:
        load_file(path, Lamp)
    assert caught.value.code == "content.not_yaml"


def test_an_id_that_stands_twice_is_an_error() -> None:
    lamp = Lamp(id="a", names=Names(zh="灯", en="lamp"))
    with pytest.raises(DefinitionError) as caught:
        unique((lamp, lamp), "id")
    assert caught.value.code == "content.twice"


def test_every_coded_column_names_a_code_list_that_exists() -> None:
    lists = Vocabularies.of(Content())
    coded = [
        column
        for table in FactSchema.of(Content()).tables.values()
        for column in table.columns
        if column.kind == "code"
    ]
    assert coded
    assert {column.vocabulary for column in coded} <= set(lists.lists)


def test_no_label_or_synonym_of_a_code_list_means_two_things() -> None:
    for vocabulary in Vocabularies.of(Content()).lists.values():
        if vocabulary.vocabulary in {"cause", "court"}:
            continue  # causes repeat a name at several levels, courts change names
        spelled = [(t, e.code) for e in vocabulary.entries for t in {e.zh, e.code, *e.synonyms}]
        doubled = {text for text, code in spelled if vocabulary.code_of[text] != code}
        assert not doubled, (vocabulary.vocabulary, doubled)


def test_an_error_is_printed_in_both_languages_with_its_code() -> None:
    error = DefinitionError("content.no_overlay", path="/x")
    assert "找不到" in Texts(Content(), "zh").error(error)
    assert Texts(Content(), "en").error(error).endswith("[content.no_overlay]")
