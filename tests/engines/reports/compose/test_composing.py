"""Composing: what is said, what is left open, how problems are mirrored by measures."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from tests.engines.reports.compose.invented import (
    BREAK,
    CONTENT,
    H1_BEFORE,
    SETTING,
    ZH,
    InventedFigures,
)
from tuobo.engines.reports.compose import Composition, Making, Outline, Outlines, Test, compose
from tuobo.engines.reports.compose.composing import chinese_number
from tuobo.engines.reports.compose.outlines import Claims, fixed_phrases
from tuobo.engines.reports.compose.telling import without_echoes
from tuobo.engines.reports.document import (
    FigureRun,
    Heading,
    Paragraph,
    Picture,
    Run,
    Table,
    TextRun,
)
from tuobo.engines.reports.layout import chart_style

HEAD = {
    "outline": "small", "version": 1, "kind": "plain", "period": "half_year",
    "names": {"zh": "小样", "en": "Small"}, "purpose": {"zh": "测试", "en": "Test"},
    "title": "{本院}{统计期}小样", "receiver": "中级法院",
    "source": {
        "text": "自拟", "level": "practice", "mark": "D", "checked_on": "2026-11-23", "owner": "甲",
    },
}  # fmt: skip
MAKING = Making(
    outlines=Outlines({}, fixed_phrases(CONTENT), Claims.of(CONTENT)),
    texts=ZH,
    charts=chart_style(CONTENT),
)


def made(body: str, figures: InventedFigures | None = None, **setting: object) -> Composition:
    """The composition of an outline with that body (YAML) and the invented figures."""
    outline = Outline.model_validate({**HEAD, **yaml.safe_load(body)})
    source = figures or InventedFigures()
    return compose(outline, replace(SETTING, **setting), source, MAKING, "small-001")  # type: ignore[arg-type]


def text_of(found: Composition) -> str:
    return "\n".join(
        one.text for one in found.document.blocks if isinstance(one, Paragraph | Heading)
    )


def test_a_sentence_is_filled_with_words_and_figures() -> None:
    found = made(
        'body: [{p: ["{统计期}，{本院}办结{closed}件，内{within}（{within | 分子/分母}）。"]}]'
    )
    assert text_of(found) == "2025年上半年，恒安区人民法院办结120件，内90.00%（108/120）。"
    assert found.document.title == "恒安区人民法院2025年上半年小样"
    assert [one.text for one in found.document.passports] == ["120", "90.00%", "108/120"]
    assert found.gaps == ()


def test_a_comparison_names_its_unit_and_carries_the_note_of_the_break() -> None:
    """120 after 100 is 20.00 % more; 90.00 % after 80.00 % is 10.00 points more."""
    found = made(
        'body: [{p: ["同比{closed | 同比}，{within | 同比}。"]}, {p: ["{closed | 同比}"]}]'
    )
    first, second = text_of(found).split("\n")
    assert first == f"同比上升20.00%，上升10.00个百分点。（注：{BREAK}。）"
    assert second == "上升20.00%（注：前后口径有断点，见附件口径说明。）"


def test_a_figure_without_data_is_a_gap_and_is_listed_with_its_place() -> None:
    found = made('body: [{h1: 质量}, {p: ["上诉率{appeals}，学习{待填：次数}次。"]}]')
    assert (
        "上诉率【待填：上诉率（2025-01..2025-06没有可计的案件）】，学习【待填：次数】次。"
        in text_of(found)
    )
    assert [(one.text, one.place) for one in found.gaps] == [
        ("【待填：上诉率（2025-01..2025-06没有可计的案件）】", "一、质量"),
        ("【待填：次数】", "一、质量"),
    ]
    paragraph = found.document.blocks[1]
    assert isinstance(paragraph, Paragraph)
    gaps = [run.text for run in paragraph.runs if isinstance(run, TextRun) and run.is_gap]
    assert len(gaps) == 2


def test_a_comparison_with_a_baseline_that_nobody_gave_is_a_gap() -> None:
    body = 'body: [{p: ["{within | 较基线}"]}]'
    assert text_of(made(body)) == "【待填：审限内结案率较基线（没有给定基线期）】"
    assert text_of(made(body, baseline=H1_BEFORE)).startswith("上升10.00个百分点")


CLAIM = """\
body:
  - p:
      - first:
          - {when: [{is: significant_improvement, of: within}], say: "审限内结案率明显改善。"}
          - {when: [{is: common_cause, of: within}], say: "属于正常波动。"}
          - {say: "暂不判断。"}
"""


@pytest.mark.parametrize(
    ("holding", "said"),
    [
        (Test.SIGNIFICANT_IMPROVEMENT, "审限内结案率明显改善。"),
        (Test.COMMON_CAUSE, "属于正常波动。"),
        (Test.CONCERNING, "暂不判断。"),
    ],
)
def test_a_claim_is_said_only_if_its_test_holds(holding: Test, said: str) -> None:
    found = made(CLAIM, InventedFigures(holding=frozenset({holding})))
    assert text_of(found) == said


def test_the_annex_names_the_test_of_a_claim_and_only_of_a_claim() -> None:
    earned = made(CLAIM, InventedFigures(holding=frozenset({Test.SIGNIFICANT_IMPROVEMENT})))
    (verdict,) = earned.verdicts
    assert verdict.basis == "均值90.00%"
    captions = [
        one.caption for one in earned.document.attachments[0].blocks if isinstance(one, Table)
    ]
    assert captions == ["指标口径", "数字来源（共0个）", "判断依据"]
    assert made(CLAIM, InventedFigures(holding=frozenset({Test.COMMON_CAUSE}))).verdicts == ()


def test_known_and_unknown_ask_for_the_figure_itself() -> None:
    body = """\
body:
  - p:
      - {when: [{is: known, of: appeals}], say: "有。"}
      - {when: [{is: unknown, of: appeals}], say: "无。"}
      - {when: [{is: unknown, of: "within | 较基线"}], say: "无基线。"}
"""
    assert text_of(made(body)) == "无。无基线。"


PAIRS = """\
body:
  - h1: 问题
  - pairs: problem
  - h1: 措施
  - pairs: measure
pairs:
  - {pair: a, when: [{is: worse, of: within}], problem: {lead: 甲题}, measure: {lead: 甲法}}
  - {pair: b, problem: {lead: 乙题, say: ["{closed}件。"]}, measure: {lead: 乙法, say: ["办。"]}}
  - {pair: c, problem: {lead: 丙题}, measure: {lead: 丙法}}
"""


def test_problems_and_measures_answer_each_other_in_the_same_order() -> None:
    """Problem a has no holding test, so neither it nor its measure is printed."""
    lines = text_of(made(PAIRS)).split("\n")
    assert [one for one in lines if one[0] in "甲乙丙"] == ["乙题", "丙题", "乙法", "丙法"]
    numbers = [one.number for one in made(PAIRS).document.blocks if isinstance(one, Heading)]
    assert numbers == ["一、", "（一）", "（二）", "二、", "（一）", "（二）"]


def test_where_no_problem_is_found_the_text_says_so() -> None:
    body = PAIRS.split("  - {pair: b", maxsplit=1)[0]
    assert "没有触发需要在此列出的问题" in text_of(made(body))


def test_headings_are_numbered_by_level_and_begin_again_below() -> None:
    body = "body: [{h1: a}, {h2: b}, {h3: c}, {h4: d}, {h3: e}, {h4: f}, {h1: g}, {h2: h}]"
    numbers = [one.number for one in made(body).document.blocks if isinstance(one, Heading)]
    assert numbers == ["一、", "（一）", "1.", "（1）", "2.", "（1）", "二、", "（一）"]
    assert [chinese_number(one) for one in (1, 9, 10, 11, 20, 35)] == [
        "一", "九", "十", "十一", "二十", "三十五",
    ]  # fmt: skip


def test_a_table_has_figures_in_its_cells_and_dashes_where_there_are_none() -> None:
    body = """\
body:
  - table: {caption: 指标, rows: [{of: closed}, {of: appeals}], columns: [值, 上年同期, 同比]}
"""
    table = made(body).document.blocks[0]
    assert isinstance(table, Table)
    assert table.head == ("指标", "2025年上半年", "2024年上半年", "同比")
    assert [[run.text for run in row] for row in table.rows] == [
        ["已结", "120", "100", "上升20.00%"],
        ["上诉率", "—", "—", "—"],
    ]
    assert isinstance(table.rows[0][1], FigureRun)
    assert table.note == BREAK


def test_places_stand_in_official_order() -> None:
    body = "body: [{table: {caption: 分类, of: closed, by: domain, columns: [值]}}]"
    table = made(body).document.blocks[0]
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == ["刑事", "民事"]


def test_a_chart_has_its_sentence_and_its_table() -> None:
    body = 'body: [{chart: {of: within, caption: 走势, say: ["本期{within}。"]}}]'
    picture = made(body).document.blocks[0]
    assert isinstance(picture, Picture)
    assert "".join(run.text for run in picture.sentence) == "本期90.00%。"
    assert picture.table is not None
    assert [row[0].text for row in picture.table.rows] == ["2025-05", "2025-06"]
    assert picture.specification["$schema"]


def test_a_fraction_in_brackets_does_not_repeat_a_rate_that_prints_as_one() -> None:
    """A rate of few cases prints as its fraction: 17/19（17/19）。 becomes 17/19。"""
    value, fraction = made('body: [{p: ["{within}{within | 分子/分母}"]}]').document.passports
    value, fraction = replace(value, text="17/19"), replace(fraction, text="17/19")
    runs: list[Run] = [
        FigureRun(passport=value), TextRun(text="（"), FigureRun(passport=fraction),
        TextRun(text="）。"),
    ]  # fmt: skip
    assert "".join(run.text for run in without_echoes(runs)) == "17/19。"
    runs[0] = FigureRun(passport=replace(value, text="89.47%"))
    assert "".join(run.text for run in without_echoes(runs)) == "89.47%（17/19）。"


def test_a_fixed_phrase_is_whole() -> None:
    found = made('body: [{p: ["{固定表述：four_four_two}。"]}]')
    assert text_of(found) == "增强“四个意识”、坚定“四个自信”、做到“两个维护”。"


def test_a_red_head_without_its_number_is_listed_as_a_gap() -> None:
    body = 'head: {issuer: "{本院}文件", signer: true}\nbody: [{p: ["{closed}件"]}]'
    found = made(body)
    assert [one.text for one in found.gaps] == ["【待填：发文字号】", "【待填：签发人】"]
    assert found.document.front is not None
    assert found.document.front.issuer == "恒安区人民法院文件"
    assert made(body, number="恒法〔2025〕3号", signer="甲").gaps == ()


def test_the_same_figure_twice_has_one_passport() -> None:
    found = made('body: [{p: ["{closed}件，{closed}件，去年{closed | 上年同期}件。"]}]')
    codes = [one.code for one in found.document.passports]
    assert len(codes) == len(set(codes)) == 2
