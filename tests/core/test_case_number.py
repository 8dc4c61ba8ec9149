"""Case numbers: read in any spelling, printed in one, never guessed."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuobo.core.case_number import CaseNumber, CaseNumbers
from tuobo.core.content import Content
from tuobo.core.vocabulary import Vocabularies

VOCABULARIES = Vocabularies.of(Content())
NUMBERS = CaseNumbers.of(VOCABULARIES)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
BRACKETS = ["()", "（）", "〔〕", "[]", "【】", "［］", "﹝﹞"]


def new(word: str, court: str = "辽9901", serial: int = 123, year: int = 2025) -> CaseNumber:
    return CaseNumber(year=year, court=court, word=word, serial=serial)


def test_the_official_form_has_full_width_brackets_and_no_spaces() -> None:
    number = NUMBERS.parse("(2025) 辽9901 民初 123 号")
    assert number == new("民初")
    assert str(number) == "（2025）辽9901民初123号"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("(2025)辽9901行保123号", "行保"),  # an act preservation, not an administrative case
        ("(2025)辽9901财保123号", "财保"),
        ("(2025)辽9901执保123号", "执保"),
        ("(2025)辽9901执123号", "执"),
        ("(2025)辽9901执恢123号", "执恢"),
        ("(2025)辽9901民辖终123号", "民辖终"),
        ("(2025)辽9901破申123号", "破申"),
        ("(2025)辽9901民诉前调123号", "民诉前调"),
    ],
)
def test_a_word_that_begins_another_word_is_kept_apart(text: str, word: str) -> None:
    assert NUMBERS.parse(text) == new(word)


@pytest.mark.parametrize(
    ("text", "court", "word"),
    [
        ("(2016)最高法民终123号", "最高法", "民终"),
        ("(2016)最高法知民终123号", "最高法", "知民终"),
        ("(2016)辽民终123号", "辽", "民终"),
        ("(2016)辽99民终123号", "辽99", "民终"),
    ],
)
def test_courts_of_every_level_are_read(text: str, court: str, word: str) -> None:
    assert NUMBERS.parse(text) == new(word, court, year=2016)


@pytest.mark.parametrize(
    ("text", "court", "word", "code", "printed"),
    [
        ("(2014)盘民初字第00123号", "盘", "民初", "民初", "（2014）盘民初字第00123号"),
        ("〔2014〕辽刑二终字第12号", "辽", "刑二终", "刑终", "（2014）辽刑二终字第12号"),
        ("(2012)沪一中民一(民)终字第7号", "沪一中", "民一(民)终", "民终",
         "（2012）沪一中民一（民）终字第7号"),
        ("(2013)民提字第3号", "", "民提", "民再", "（2013）民提字第3号"),
        ("(2009)浙甬商初字第1-2号", "浙甬", "商初", "民初", "（2009）浙甬商初字第1-2号"),
        ("(2014)盘执字第5号", "盘", "执", "执", "（2014）盘执字第5号"),
    ],
)  # fmt: skip
def test_old_numbers_keep_their_word_and_find_its_present_code(
    text: str, court: str, word: str, code: str, printed: str
) -> None:
    number = NUMBERS.parse(text)
    assert number is not None
    assert (number.court, number.word, number.is_old) == (court, word, True)
    assert str(number) == printed
    assert NUMBERS.word_code(word) == code


def test_leading_zeros_and_unlisted_words_are_read_but_not_ok() -> None:
    read = NUMBERS.parse_column(
        pl.Series(["(2025)辽9901民初00123号", "(2025)辽9901民抹3号", "2025辽9901民初3", "x", None])
    )
    assert read["form_ok"].to_list() == [False, False, False, False, False]
    assert read["case_number"].to_list() == [
        "（2025）辽9901民初123号", "（2025）辽9901民抹3号", "（2025）辽9901民初3号", None, None,
    ]  # fmt: skip


def test_the_document_suffix_is_no_part_of_the_case() -> None:
    number = NUMBERS.parse("（2025）辽9901民初123号之二")
    assert number is not None
    assert str(number) == "（2025）辽9901民初123号之二"
    assert number.case == new("民初")
    read = NUMBERS.parse_column(pl.Series(["（2025）辽9901民初123号之二"]))
    assert read["case_number"].to_list() == ["（2025）辽9901民初123号"]
    assert read["suffix"].to_list() == ["之二"]


def test_numbers_are_found_in_a_running_text_in_order() -> None:
    text = "不服（2012）盘民初字第3号判决，现以(2024)辽9901民初 12号、〔2024〕辽9901执保7号查明"
    assert [str(number) for number in NUMBERS.find_all(text)] == [
        "（2012）盘民初字第3号", "（2024）辽9901民初12号", "（2024）辽9901执保7号",
    ]  # fmt: skip


@given(
    year=st.integers(2016, 2099),
    court=st.sampled_from(["辽9901", "辽99", "辽", "最高法", "新7101", "兵0603"]),
    word=st.sampled_from(sorted(NUMBERS.words)),
    serial=st.integers(1, 99_999_999),
    suffix=st.sampled_from(["", "之一", "之十二"]),
    brackets=st.sampled_from(BRACKETS),
    space=st.sampled_from(["", " ", "\u3000", "\u00a0", "\t"]),
    wide=st.booleans(),
)
def test_any_bracket_width_and_spacing_comes_back_in_the_official_form(
    *, year: int, court: str, word: str, serial: int, suffix: str,
    brackets: str, space: str, wide: bool,
) -> None:  # fmt: skip
    number = CaseNumber(year=year, court=court, word=word, serial=serial, suffix=suffix)
    parts = [brackets[0], str(year), brackets[1], court, word, str(serial), "号", suffix]
    text = space.join(parts)
    text = text.translate(FULL_WIDTH) if wide else text
    assert NUMBERS.parse(text) == number
    column = NUMBERS.parse_column(pl.Series([text]))
    assert column.row(0) == (str(number.case), court, word, year, serial, suffix, "official", True)
    assert NUMBERS.parse(str(number)) == number
