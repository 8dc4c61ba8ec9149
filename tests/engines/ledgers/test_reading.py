"""What people type becomes typed values; whatever is wrong is told all at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.ledgers.small_ledgers import (
    BOOK,
    CONTENT,
    EN,
    LEDGER,
    READER,
    TODAY,
    VISITS,
    ZH,
    reader_on,
)
from tuobo.core.issue import Place, Severity
from tuobo.core.period import Period
from tuobo.engines.ledgers import Raw, Value, Values, checked, read_field
from tuobo.engines.ledgers.form import typed

DAYS = "日期，如 2026-07-15、20260715、2026.7.15、2026年7月15日"
FULL_WIDTH = str.maketrans("0123456789.-/,", "０１２３４５６７８９．－／，")


def _read(field: str, raw: Raw) -> Value | None:
    """The value of one field; nothing may be wrong."""
    value, problems = read_field(LEDGER.field_by_id[field], raw, READER)
    assert not problems, problems[0].text(ZH)
    return value


def _wrong(field: str, raw: Raw, lang: str = "zh") -> str:
    """The one sentence that is said of one field."""
    value, problems = read_field(LEDGER.field_by_id[field], raw, READER)
    assert value is None
    assert len(problems) == 1
    return problems[0].text(ZH if lang == "zh" else EN)


def _problems(raw: Mapping[str, Raw]) -> list[str]:
    found = checked(LEDGER, raw, READER, state="made")
    return [one.text(ZH) for one in found.problems]


@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)), wide=st.booleans())
def test_a_day_is_read_in_all_the_ways_that_people_write_it(*, day: date, wide: bool) -> None:
    y, m, d = day.year, day.month, day.day
    for text in (
        f"{y}{m:02}{d:02}", f"{y}-{m:02}-{d:02}", f"{y}.{m}.{d}", f"{y}/{m}/{d}",
        f"{y}年{m}月{d}日", f" {y} 年 {m} 月 {d} 日 ", f"{y}-{m:02}-{d:02} 00:00:00",
    ):  # fmt: skip
        assert _read("made_on", text.translate(FULL_WIDTH) if wide else text) == day
    assert _read("made_on", day) == day
    assert _read("made_on", datetime(y, m, d, 8, tzinfo=UTC)) == day


def test_a_workbook_that_shows_a_day_as_a_number_is_understood() -> None:
    """46218 is 2026-07-15: 1899-12-30 plus 46,218 days."""
    assert _read("made_on", 46218.0) == date(2026, 7, 15)


@pytest.mark.parametrize("text", ["2026-02-30", "20261301", "昨天", "1899-12-31", "15", "7.15"])
def test_a_day_that_there_is_not_is_no_day(text: str) -> None:
    assert _wrong("made_on", text) == (
        f"“承诺日期”看不懂“{text}”或者没有这一天，"
        "应为日期，如 2026-07-15、20260715、2026.7.15、2026年7月15日。"
    )


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("3.5万元", 3_500_000),  # 35,000 yuan
        ("３，０００．５元", 300_050),
        ("¥1,234.56", 123_456),
        ("人民币2万元整", 2_000_000),
        ("1.2亿", 12_000_000_000),
        ("0.01", 1),
        (300, 30_000),
        (1234567890.12, 123_456_789_012),  # as a workbook keeps it: …119999886
        (Decimal("0.1"), 10),
    ],
)
def test_money_is_whole_fen(text: Raw, fen: int) -> None:
    assert _read("cost", text) == fen


@given(st.integers(0, 10**13))
def test_money_survives_being_shown_and_typed_again(fen: int) -> None:
    assert _read("cost", typed(fen, LEDGER.field_by_id["cost"])) == fen


@pytest.mark.parametrize("text", ["1.234", "三千", "12,34", "1e5", "abc", True])
def test_what_is_no_amount_is_not_guessed(text: Raw) -> None:
    assert "应为金额" in _wrong("cost", text)


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("times", "12次", Decimal(12)),
        ("times", "1 times", Decimal(1)),
        ("times", 3.0, Decimal(3)),
        ("ratio", "97.25", Decimal("97.25")),
        ("days", "15个工作日", 15),
        ("days", "１５天", 15),
        ("span", "2026年第三季度", Period.of("2026Q3")),
        ("span", "2026年3季度", Period.of("2026Q3")),
        ("span", "2026q3", Period.of("2026Q3")),
        ("span", "2026年上半年", Period.of("2026H1")),
        ("span", "2026年7月", Period.of("2026-07")),
        ("span", "2026年1月至6月", Period.of("2026H1")),
        ("span", "2025年11月至2026年2月", Period.of("2025-11..2026-02")),
        ("span", "2026年", Period.of("2026")),
        ("open_to_all", "√", True),
        ("open_to_all", "否", False),
        ("open_to_all", 1.0, True),
        ("open_to_all", False, False),
        ("kind", "办案", "case"),
        ("kind", "审判", "case"),
        ("kind", "CASES", "case"),
        ("kind", " service ", "service"),
        ("at", "辽9901", "辽9901"),
        ("at", "最高人民法院", "最高法"),
        ("cases", "(2026)辽9901民初12号", ("（2026）辽9901民初12号",)),
        ("cases", "〔2026〕辽9901民初12号；［2026］辽9901刑初3号",
         ("（2026）辽9901民初12号", "（2026）辽9901刑初3号")),
        ("person", "甲某", "p1"),
        ("helpers", "甲某、乙某，丙某", ("p1", "p2", "p3")),
        ("helpers", ["甲某", "甲某", "p2"], ("p1", "p2")),
        ("lead", "民二庭", "d2"),
        ("tags", "党建；队伍", ("party", "staff")),
        ("tags", "审判、执行", ("trial",)),  # a label with a separator in it
        ("title", "  第一行\n第二行 ", "第一行 第二行"),
        ("detail", "甲\r\n乙", "甲\n乙"),
    ],
)  # fmt: skip
def test_values_are_read_as_they_are_typed(field: str, raw: Raw, value: Value) -> None:
    assert _read(field, raw) == value


@pytest.mark.parametrize("word", ["", "无", "-", "——", "/", "不适用", None, "  "])
def test_words_for_nothing_leave_a_field_empty(word: Raw) -> None:
    assert _read("cost", word) is None


def test_in_a_text_the_word_for_nothing_is_a_text() -> None:
    assert _read("detail", "无") == "无"


def test_the_number_of_a_linked_entry_is_read_in_any_bracket() -> None:
    reader = reader_on(TODAY, BOOK, "承诺〔2026〕007")
    value, problems = read_field(LEDGER.field_by_id["earlier"], "承诺[2026]7", reader)
    assert (value, problems) == ("承诺〔2026〕007", [])


@pytest.mark.parametrize(
    ("field", "raw", "sentence"),
    [
        ("person", "丁某", "“承诺人”的“丁某”不止一个，请写明：p4、p5。"),
        ("person", "戊某", "“承诺人”找不到“戊某”，应为本院人员的姓名或者工号。"),
        ("earlier", "走访9", "“前一承诺”找不到“走访9”，应为承诺的编号。"),
        ("kind", "其他", "“类别”没有“其他”这一项，可填：办案、服务。"),
        ("kind", "旧类", "“类别”的“旧类”今天不能用：“旧类”自 … 起至 2026-01-01 前使用。"),
        ("open_to_all", "也许", "“公开”看不懂“也许”，应为是或者否。"),
        ("at", "某某法院", "“法院”没有法院“某某法院”，应为法院代字或者全称。"),
        ("times", "1.5", "“次数”看不懂“1.5”，应为数，至多 0 位小数。"),
        ("days", "半个月", "“天数”看不懂“半个月”，应为天数（整数）。"),
        ("person", ["甲某", "乙某"], "“承诺人”只能填一个，实为“甲某、乙某”。"),
        ("title", "字" * 201, "“事项”太长：至多 200 字。"),
    ],
)
def test_what_is_wrong_names_field_found_and_expected(field: str, raw: Raw, sentence: str) -> None:
    assert _wrong(field, raw) == sentence


def test_the_same_is_said_in_english() -> None:
    assert (
        _wrong("kind", "其他", "en") == "“Kind” has no option “其他”; choose from: cases, service."
    )


def test_everything_that_is_wrong_is_told_at_once() -> None:
    """One bad date, one bad amount, one order of days, one bound, one unknown name, one gap."""
    assert _problems(
        {"made_on": "2026-07-10", "due_on": "2026-07-09", "kept_on": "x", "cost": "y",
         "times": "100", "titel": "z"}
    ) == [
        f"“兑现日期”看不懂“x”或者没有这一天，应为{DAYS}。",
        "“经费”看不懂“y”，应为金额，如 3000、3,000.50、3.5万元（至分为止）。",
        "没有字段“titel”。相近的字段：title。",
        "“事项”必须填写。",
        "“期限”是 2026-07-09，不得早于“承诺日期”（2026-07-10）。",
        "“次数”是 100，不得大于 99。",
    ]  # fmt: skip


def test_a_field_that_cannot_be_read_is_told_once_and_not_as_missing() -> None:
    assert _problems({"title": "甲", "made_on": "昨天"}) == [
        f"“承诺日期”看不懂“昨天”或者没有这一天，应为{DAYS}。"
    ]


def test_days_to_come_and_negative_amounts_are_refused() -> None:
    assert _problems({"title": "甲", "made_on": "2026-07-16", "cost": "-1", "days": "-3"}) == [
        "“承诺日期”不能是将来的日子：2026-07-16，不得晚于 2026-07-15。",
        "“经费”是 -1，不得小于 0。",
        "“天数”是 -3，不得小于 0。",
    ]


def test_what_depends_on_another_field_is_asked_for_only_then() -> None:
    def missing(kind: str) -> list[str]:
        raw = {"subject": "甲", "kind": kind}
        found = checked(VISITS, raw, READER, state="planned")
        return [one.field for one in found.problems]

    assert missing("企业") == ["firm"]
    assert missing("村") == []


def test_an_option_that_is_out_of_force_may_stay_where_it_stands() -> None:
    """An old entry keeps its option although nobody is offered it any more."""
    before = Values({"title": "甲", "made_on": TODAY, "kind": "old"})
    found = checked(LEDGER, {"kind": "old"}, READER, state="made", before=before)
    assert found.is_accepted
    assert found.values["kind"] == "old"


def test_fields_that_are_not_named_stay_and_named_empty_ones_are_emptied() -> None:
    before = Values({"title": "甲", "made_on": TODAY, "cost": 5, "times": Decimal(3)})
    found = checked(LEDGER, {"cost": ""}, READER, state="made", before=before)
    assert found.values == Values({"title": "甲", "made_on": TODAY, "times": Decimal(3)})


def test_a_problem_becomes_an_issue_of_an_imported_row() -> None:
    (problem,) = checked(LEDGER, {"title": "甲", "cost": "很多"}, READER, state="made").problems[:1]
    place = Place(file="承诺.xlsx", sheet="承诺", row=7, column="经费")
    issue = problem.issue(place, ZH)
    assert (issue.rule, issue.found, issue.severity) == (
        "ledger.value.money", "很多", Severity.REJECTED,
    )  # fmt: skip
    assert issue.expected == "金额，如 3000、3,000.50、3.5万元（至分为止）"


_VALUES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(min_size=1, max_size=20),
        "made_on": st.dates(),
        "cost": st.integers(0, 10**15),
        "ratio": st.decimals(0, 100, places=2),
        "span": st.sampled_from([Period.of("2026Q1"), Period.of("2026-01-03..2026-02-07")]),
        "open_to_all": st.booleans(),
        "helpers": st.lists(st.sampled_from(["p1", "p2"]), min_size=1, unique=True).map(tuple),
    },
)


@given(_VALUES)
def test_values_survive_the_store(held: dict[str, Value]) -> None:
    values = Values(held)
    assert Values.of_document(LEDGER, values.document()) == values


@given(st.text(max_size=40), st.sampled_from([one.id for one in LEDGER.fields]))
def test_no_text_makes_reading_fail(text: str, field: str) -> None:
    """Whatever is typed, the answer is a value or a problem with a sentence in both languages."""
    _, problems = read_field(LEDGER.field_by_id[field], text, READER)
    for one in problems:
        assert one.text(ZH)
        assert one.text(EN)


def test_the_words_are_content() -> None:
    assert CONTENT.files("ledgers")
    assert "是" in READER.words.yes
