"""What the generic pages need: forms, lists, templates, diagrams, examples, drafts, words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.ledgers.small_ledgers import (
    APPROVER,
    BOOK,
    CHECKER,
    CONTENT,
    EDITOR,
    EN,
    LEDGER,
    PROMISE,
    READER,
    VISITS,
    ZH,
    made,
    root_of,
)
from tuobo.core.errors import RequestError
from tuobo.engines.ledgers import (
    Cell,
    LedgerBook,
    LedgersWrongError,
    Numbering,
    checked,
    condition_sentence,
    create,
    diagram_of,
    draft_of,
    examined,
    example_of,
    form_of,
    list_columns,
    list_filters,
    read_table,
    sort_keys,
    template_columns,
    visible_fields,
)
from tuobo.engines.ledgers.numbering import pattern_problem

DAYS = "日期，如 2026-07-15、20260715、2026.7.15、2026年7月15日"
OLD = replace(made(), values=made().values | {"kind": "old", "cost": 12_345, "reason": "旧理由"})


def test_a_new_form_has_the_defaults_and_leaves_out_what_is_not_typed() -> None:
    form = {one.field.id: one for one in form_of(LEDGER, EDITOR, READER)}
    assert {"closed_by", "secret"}.isdisjoint(form)
    assert (form["title"].required, form["detail"].required) == (True, False)
    assert (form["made_on"].texts, form["person"].texts) == (("2026-07-15",), ("p1",))
    assert [one.code for one in form["kind"].options] == ["case", "service"]


def test_an_old_option_is_offered_where_it_stands_and_money_is_in_yuan() -> None:
    form = {one.field.id: one for one in form_of(LEDGER, EDITOR, READER, entry=OLD)}
    assert [one.code for one in form["kind"].options] == ["case", "service", "old"]
    assert form["cost"].texts == ("123.45",)


def test_the_form_of_a_step_asks_for_its_fields_only_and_for_reasons_anew() -> None:
    form = list(form_of(LEDGER, CHECKER, READER, entry=OLD, event="send_back"))
    assert [(one.field.id, one.required, one.texts) for one in form] == [("reason", True, ())]


def test_groups_are_headings_of_the_form() -> None:
    grouped = PROMISE.replace(
        "title: title\n", "title: title\ngroups: [{id: g, zh: 组, en: G}]\n", 1
    )
    grouped = grouped.replace("{id: cost, type: money,", "{id: cost, type: money, group: g,")
    book = draft_of(grouped, BOOK).book
    parts = form_of(book["promise"], EDITOR, READER).parts
    assert [part.group and part.group.zh for part in parts] == [None, "组"]
    assert [one.field.id for one in parts[1].fields] == ["cost"]


def test_a_list_hides_what_the_viewer_may_not_see_and_does_not_sort_by_it() -> None:
    titles = [one.title(ZH) for one in list_columns(LEDGER, EDITOR.rights)]
    assert titles == ["编号", "事项", "状态", "期限"]
    assert [one.title(EN) for one in list_columns(LEDGER, APPROVER.rights)] == [
        "Number", "Title", "Secret", "State", "Due",
    ]  # fmt: skip
    assert [(one.column.id, one.downwards) for one in sort_keys(LEDGER, EDITOR.rights)] == [
        ("due_on", True)
    ]
    assert [one.column.id for one in sort_keys(LEDGER, APPROVER.rights)] == ["due_on", "secret"]
    assert "secret" not in {one.id for one in visible_fields(LEDGER, EDITOR.rights)}


def test_filters_offer_states_and_all_options_that_ever_were() -> None:
    kind, state, person = list_filters(LEDGER, EDITOR.rights, READER)
    assert [one.code for one in kind.options] == ["case", "service", "old"]
    assert [one.id for one in state.states][:2] == ["made", "waiting"]
    assert (person.options, person.states) == ((), ())


def test_the_template_has_titles_in_the_readers_language() -> None:
    titles = [one.title for one in template_columns(VISITS, EDITOR, READER, ZH)]
    assert titles == ["编号", "填报单位", "状态", "事由", "类别", "企业名称", "走访日期", "全天",
                      "参加人", "经费", "对应承诺"]  # fmt: skip
    assert template_columns(VISITS, EDITOR, READER, EN)[3].title == "Subject"


def test_a_filled_template_is_read_row_by_row() -> None:
    """Row 2 is right, row 3 is empty, row 4 wrong three times over."""
    titles = ["编号", "填报单位", "状态：", "*事由", "类 别", "走访日期", "Whole day", "随便"]
    rows: list[list[Cell]] = [
        ["走访 7", "民二庭", "已走访", "看望", "村", date(2026, 3, 1), "√", "?"],
        [None, "", "", "", None, "", "", ""],
        ["第7号", "民九庭", "完毕", "看望", "镇", "2026-13-01", "", ""],
    ]
    found = read_table(VISITS, titles, rows, EDITOR, READER)
    assert found.unknown_titles == ("随便",)
    assert found.missing == ()
    first, second = found.rows
    assert (first.row, first.number, first.unit, first.state) == (2, "走访7", "d2", "held")
    assert first.is_accepted
    assert dict(first.values) == {
        "subject": "看望", "kind": "village", "held_on": date(2026, 3, 1), "whole_day": True,
    }  # fmt: skip
    assert (second.row, second.is_accepted) == (4, False)
    assert [one.text(ZH) for one in second.problems] == [
        "没有状态“完毕”，可填：计划、已走访。",
        "“填报单位”找不到“民九庭”，应为部门或者支部的名称。",
        "看不懂编号“第7号”，应为编号，样式“走访{serial}”；新记录请留空。",
        "“类别”没有“镇”这一项，可填：村、企业。",
        f"“走访日期”看不懂“2026-13-01”或者没有这一天，应为{DAYS}。",
    ]


def test_a_state_asks_for_its_fields_in_an_import_too() -> None:
    found = read_table(VISITS, ["事由", "类别", "状态"], [["甲", "村", "已走访"]], EDITOR, READER)
    assert [one.field for one in found.rows[0].problems] == ["held_on"]


def test_required_columns_that_are_not_there_are_told() -> None:
    found = read_table(VISITS, ["事由"], [], EDITOR, READER)
    assert [one.id for one in found.missing] == ["kind"]


def test_a_table_of_bad_rows_only_is_all_problems_and_no_exception() -> None:
    rows = [["x"] * 3 for _ in range(50)]
    found = read_table(VISITS, ["类别", "走访日期", "经费"], rows, EDITOR, READER)
    assert len(found.rows) == 50
    assert not any(one.is_accepted for one in found.rows)


def test_the_diagram_is_laid_out_from_the_first_state() -> None:
    diagram = diagram_of(LEDGER)
    places = {node.id: (node.layer, node.row) for node in diagram.nodes}
    assert places == {"made": (0, 0), "waiting": (1, 0), "applied": (1, 1), "dropped": (1, 2),
                      "checked": (2, 0), "closed": (3, 0)}  # fmt: skip
    backward = [(edge.event, edge.source) for edge in diagram.edges if edge.is_back]
    assert backward == [("resume", "waiting"), ("send_back", "applied"), ("send_back", "checked"),
                        ("reopen", "closed"), ("drop", "waiting")]  # fmt: skip


def test_the_example_is_accepted_as_it_is_typed() -> None:
    """Words that stand for other records are known to the lookup of the test only."""
    raw = {one.field.id: one.text for one in example_of(VISITS, READER, ZH)}
    raw = {name: text for name, text in raw.items() if name not in {"people", "promise"}}
    assert checked(VISITS, raw, READER, state="planned").is_accepted
    assert create(VISITS, raw, EDITOR, READER, number="走访1", unit="d1").entry


def test_numbers_are_filled_and_read_back() -> None:
    numbering = Numbering(pattern="问题〔{year}〕{serial:03}")
    assert numbering.number(7, date(2026, 1, 1)) == "问题〔2026〕007"
    assert numbering.number(1234, date(2026, 1, 1)) == "问题〔2026〕1234"
    assert numbering.scope(date(2026, 1, 1)) == "2026"
    assert Numbering(pattern="走访{serial}").scope(date(2026, 1, 1)) == ""
    for text in ("问题[2026]7", "问题（2026）007", " 问题 【２０２６】７ "):
        assert numbering.read(text) == "问题〔2026〕007"
    assert numbering.read("问题2026-7") is None


@given(st.integers(1, 10**6), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_number_means_itself(serial: int, day: date) -> None:
    numbering = Numbering(pattern="问题〔{year}〕{serial:03}")
    number = numbering.number(serial, day)
    assert numbering.read(number) == number


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("问题{serial:03}", ""),
        ("问题", "{serial}"),
        ("{serial}{serial}", "{serial}"),
        ("{year:2}{serial}", "{year:2}"),
        ("{serial:>9}", "{serial:>9}"),
        ("{serial.real}", "{serial.real}"),
        ("{month}{serial}", "{month}"),
    ],
)
def test_a_pattern_can_only_have_year_and_serial(pattern: str, problem: str) -> None:
    assert pattern_problem(pattern) == problem


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ("apply", "具备其一：“佐证”已填写、“数据”已填写"),
        ("approve", "“指标”已填写"),
    ],
)
def test_a_condition_can_be_read_aloud(event: str, sentence: str) -> None:
    row = LEDGER.transition_by_event[event]
    condition = row.when or row.verdicts[0].when
    assert condition
    assert condition_sentence(condition, LEDGER, BOOK.vocabularies).text(ZH) == sentence


def test_conditions_of_all_kinds_have_words_in_both_languages() -> None:
    whole = {"all": [
        {"field": "kind", "is": ["case", "service"]}, {"field": "open_to_all", "is": True},
        {"field": "cost", "at_least": 1, "at_most": 2}, {"field": "cost", "at_least": 1},
        {"field": "cost", "at_most": 2}, {"field": "cost", "filled": False}, {"state": "made"},
        {"kind": ["open"]}, {"clock": "due", "is": "overdue"}, {"none": [{"state": "closed"}]},
    ]}  # fmt: skip
    condition = LEDGER.views[0].where.model_validate(whole)
    said = condition_sentence(condition, LEDGER, BOOK.vocabularies)
    assert said.text(ZH) == (
        "同时具备：“类别”是办案、服务、“公开”是是、“经费”在 1 至 2 之间、“经费”不小于 1、"
        "“经费”不大于 2、“经费”未填写、状态是已承诺、状态属于办理中、“期限”逾期、"
        "不得有：状态是已办结"
    )
    assert said.text(EN).startswith("all of: “Kind” is cases, service, “Open” is yes, ")


def test_a_draft_that_is_right_shows_its_ledger_and_one_that_is_wrong_its_lines() -> None:
    text = PROMISE.replace("承诺事项", "事项").replace(
        "zh: 承诺, en: Promises", "zh: 许诺, en: Vows"
    )
    draft = draft_of(text, BOOK)
    assert draft.flaws == ()
    assert draft.ledger
    assert draft.ledger.names.zh == "许诺"
    assert BOOK["promise"].names.zh == "承诺"
    wrong = draft_of(text.replace("title: title\n", "title: titel\n", 1), BOOK)
    assert [(one.line, one.code) for one in wrong.flaws] == [(9, "ledger.field_unknown")]


def test_a_draft_may_be_half_a_word() -> None:
    for end in range(0, len(PROMISE), 97):
        draft = draft_of(PROMISE[:end], BOOK)
        for one in draft.flaws:
            assert one.text(ZH)
            assert one.text(EN)


def test_a_book_tells_which_ledgers_there_are() -> None:
    with pytest.raises(RequestError) as caught:
        BOOK["promis"]
    assert ZH.error(caught.value) == "没有台账“promis”。相近的：promise [ledger.none]"


def test_the_version_in_force_on_a_day_is_found() -> None:
    later = PROMISE.replace("version: 1", "version: 2\nin_force: {from: 2027-01-01}")
    book = draft_of(later, BOOK).book
    assert book.on("promise", date(2026, 12, 31)).version == 1
    assert book.on("promise", date(2027, 1, 1)).version == 2


def test_a_content_with_flaws_is_refused_with_all_of_them(tmp_path: Path) -> None:
    planet = PROMISE.replace("kept_by: division", "kept_by: planet")
    content = root_of(tmp_path, planet, "a: [")
    with pytest.raises(LedgersWrongError) as caught:
        LedgerBook.of(content)
    assert [one.file for one in caught.value.flaws] == ["0.yaml", "1.yaml"]
    assert ZH.error(caught.value) == (
        "0.yaml 第 7 行（promise）：kept_by 写的是“planet”，不在可选之列。"
        "可以写：court、division、branch、body。 [ledger.value_not_listed]"
    )
    _, flaws = examined(CONTENT)
    assert flaws == ()
