"""Names of persons are hidden, organisations keep theirs."""

from __future__ import annotations

import pytest

from tests.engines.intake.documents.invented import PARTIES, judgment
from tuobo.engines.intake.documents import DocumentReader, Person
from tuobo.engines.intake.documents.text import compact


def people(*names: str) -> list[Person]:
    return [Person("原告", name, is_person=True) for name in names]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("赵示例", "赵某"),
        ("欧阳样本", "欧阳某"),
        ("买买提·样本江", "买某"),
        ("约翰·斯样本", "约某"),
        ("欧阳", "欧某"),
    ],
)
def test_a_name_keeps_its_surname_or_first_character(
    reader: DocumentReader, name: str, shown: str
) -> None:
    assert reader.people.masks(people(name)) == {name: shown}


def test_same_surnames_are_told_apart_in_the_order_of_the_text(reader: DocumentReader) -> None:
    shown = reader.people.masks(people("赵示例", "钱假定", "赵虚构"))

    assert shown == {"赵示例": "赵某甲", "钱假定": "钱某", "赵虚构": "赵某乙"}


def test_the_eleventh_of_a_surname_gets_a_number(reader: DocumentReader) -> None:
    names = [f"赵{one}" for one in "一二三四五六七八九十百"]

    assert reader.people.masks(people(*names))["赵百"] == "赵某11"


def test_a_name_that_is_hidden_already_stays(reader: DocumentReader) -> None:
    assert reader.people.masks(people("赵某甲", "钱某某")) == {}


def test_parties_and_representatives_are_found_and_organisations_told_apart(
    reader: DocumentReader,
) -> None:
    found = {one.name: one.is_person for one in reader.people.found_in(compact(PARTIES), 999)}

    assert found == {
        "赵示例": True,
        "欧阳样本": True,
        "赵虚构": True,
        "江海县样品机械有限公司": False,
        "钱假定": True,
    }


def test_a_text_is_masked_but_for_organisations(reader: DocumentReader) -> None:
    text = compact(judgment())
    masked = reader.people.masked(text, reader.people.found_in(text, 999))

    assert "赵示例" not in masked
    assert "赵虚构" not in masked
    assert "钱假定" not in masked
    assert "江海县样品机械有限公司" in masked
    assert "原告:赵某甲" in masked


def test_a_name_that_ends_like_an_organisation_is_still_a_person(reader: DocumentReader) -> None:
    text = compact("被告：赵造城，男，1980年1月2日出生。委托代理人吴假律师被告钱样行，女，汉族。")
    found = {one.name for one in reader.people.found_in(text, 999) if one.is_person}

    assert {"赵造城", "钱样行"} <= found


def test_the_names_of_those_who_sat_are_hidden_in_quotations(reader: DocumentReader) -> None:
    assert reader.people.masked("由审判员孙编造独任审判", ()) == "由审判员孙某独任审判"
