"""Procedure, bench and conversion."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.intake.documents.conftest import Read
from tests.engines.intake.documents.invented import SIGNED, appeal, judgment

FILED = "本院于2021年3月5日立案后，"
OLD = {
    "number": "（2021）辽9901民初123号",
    "signed": f"{SIGNED}二〇二一年五月二十日书记员周虚",
}
CRIMINAL = {"number": "（2031）辽9901刑初5号", "title": "刑 事 判 决 书"}


def procedure(read: Read, course: str, **parts: str) -> str | None:
    found = read(judgment(course, **parts)).course.procedure
    return found.value if found else None


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        ("依法适用简易程序，公开开庭", "simplified"),
        ("依法适用普通程序，公开开庭", "ordinary"),
        ("依法适用小额诉讼程序，公开开庭", "small_claims"),
        ("依法适用简易程序中的小额诉讼程序公开开庭", "small_claims"),
        ("依法组成合议庭，公开开庭", "ordinary"),
        ("由审判员孙编造担任审判长，与人民陪审员李想象组成合议庭，公开开庭", "ordinary"),
        ("依法由审判员孙编造独任审判，公开开庭", "simplified"),
        ("依法由审判员孙编造公开开庭进行了审理", "simplified"),
        ("依法公开开庭进行了审理", None),
    ],
)
def test_the_procedure_is_what_the_text_says(read: Read, course: str, expected: str | None) -> None:
    assert procedure(read, FILED + course, **OLD) == expected


def test_a_single_judge_tells_nothing_after_2022(read: Read) -> None:
    """From 2022 on a single judge may sit in the ordinary procedure as well."""
    assert procedure(read, "本院立案后，依法由审判员孙编造独任审判，") is None
    assert procedure(read, "本院立案后，依法适用普通程序，由审判员孙编造独任审理，") == "ordinary"


def test_a_single_judge_tells_nothing_in_a_criminal_case(read: Read) -> None:
    """Both the simplified and the expedited procedure may have one."""
    assert procedure(read, "本院依法由审判员孙编造独任审判，", **CRIMINAL) is None
    assert procedure(read, "本院依法适用速裁程序，实行独任审判，", **CRIMINAL) == "expedited"


def test_a_criminal_panel_may_sit_in_the_simplified_procedure(read: Read) -> None:
    assert procedure(read, "本院适用简易程序，依法组成合议庭，", **CRIMINAL) == "simplified"


def test_a_procedure_that_is_refused_or_asked_for_is_not_applied(read: Read) -> None:
    course = "经审查认为本案不适用简易程序，依法适用普通程序，组成合议庭，"
    found = read(judgment(course, **CRIMINAL)).course

    assert found.procedure is not None
    assert found.procedure.value == "ordinary"
    assert found.conversions == ()
    assert (
        procedure(read, "公诉机关建议适用速裁程序，本院依法组成合议庭，", **CRIMINAL) == "ordinary"
    )


def test_a_dated_conversion_becomes_an_event(read: Read) -> None:
    course = "依法适用简易程序；因案情复杂，于2021年5月17日裁定转为普通程序，公开开庭"
    found = read(judgment(FILED + course, **OLD)).course

    assert found.procedure is not None
    assert found.procedure.value == "ordinary"
    (change,) = found.conversions
    assert (change.before, change.after, change.day) == (
        "simplified",
        "ordinary",
        date(2021, 5, 17),
    )


def test_a_conversion_may_be_told_without_what_was_before(read: Read) -> None:
    course = "因被告下落不明，于2021年4月21日裁定将本案转为普通程序进行审理，"
    (change,) = read(judgment(FILED + course, **OLD)).course.conversions

    assert (change.before, change.after, change.day) == ("", "ordinary", date(2021, 4, 21))


@pytest.mark.parametrize(
    "course",
    [
        "依法适用简易程序，于2021年4月12日公开开庭进行了审理，后转为普通程序，",
        "依法适用简易程序，后因案情复杂，依法转为普通程序，",
        "依法适用简易程序独任审判，后依法组成合议庭，",
    ],
)
def test_a_conversion_without_its_own_date_has_none(read: Read, course: str) -> None:
    (change,) = read(judgment(FILED + course, **OLD)).course.conversions

    assert (change.after, change.day) == ("ordinary", None)


def test_words_on_fees_name_the_procedure_where_the_opening_is_silent(read: Read) -> None:
    operative = "判决如下：被告付款。本案适用简易程序，减半收取受理费。"
    assert procedure(read, "本院受理后，公开开庭", operative=operative) == "simplified"


def test_an_appeal_has_no_first_instance_procedure_but_a_panel(read: Read) -> None:
    found = read(appeal("判决如下：驳回上诉，维持原判。")).course

    assert found.procedure is None
    assert found.panel is not None
    assert found.panel.value is True
