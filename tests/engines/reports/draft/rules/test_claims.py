"""Claims of improvement, comparisons across a break, measures without a definition."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.engines.reports.draft.drafts import findings, quoted, reasons
from tuobo.engines.reports.draft import Reading, Severity
from tuobo.operations.draft_figures import DraftFigure


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("各项核心指标较以往均有明显改善。", "明显改善"),
        ("司法公信力得到稳步提升。", "稳步提升"),
        ("新收案件数量出现拐点，环比下降5.2%。", "拐点"),  # one change is no turning point
    ],
)
def test_a_claim_without_figure_or_test_is_told(text: str, claim: str) -> None:
    assert quoted(text, "improvement_claim") == [claim]


@pytest.mark.parametrize(
    "text",
    [
        "平均用时明显缩短，由62.1天减少到58.3天。",
        "审判效率明显提升。平均用时由62.1天减少到58.3天。",  # the headline of its figures
        "民事一审用时出现拐点，控制图上连续7个月低于均值。",
        "力争质效明显提升。",
        "六、下一步打算\n（一）持续用力。推动工作稳步提升，作风根本好转。",
    ],
)
def test_a_claim_with_figures_and_an_aim_are_left_alone(text: str) -> None:
    assert quoted(text, "improvement_claim") == []


@pytest.mark.parametrize(
    ("reading", "case"),
    [
        (Reading.COMMON_CAUSE, ["draft.improvement_claim.noise"]),
        (Reading.CONCERNING, ["draft.improvement_claim.against"]),
        (Reading.NOT_ENOUGH_DATA, ["draft.improvement_claim.too_few"]),
        (Reading.IMPROVING, []),
    ],
)
def test_a_claim_is_held_against_the_reading_of_its_figure(
    reading: Reading, case: list[str]
) -> None:
    figure = DraftFigure(
        code="A1", text="9.83%", name="上诉率", counts=(Decimal(187),), reading=reading
    )
    found = findings("上诉率为9.83%，明显下降。", "improvement_claim", figures=[figure])
    assert [one.reason for one in found] == case


@pytest.mark.parametrize(
    "text",
    [
        "六个法院的上诉率、申请再审率均高于全省平均，帮扶成效良好。",
        "上诉率同比上升2.1个百分点，工作成效显现。",
        "服判息诉率同比下降3个百分点，质效持续向好。",
    ],
)
def test_a_worse_rate_told_as_merit_is_told(text: str) -> None:
    assert reasons(text, "improvement_claim")[0].startswith("draft.improvement_claim.direction")


def test_a_worse_rate_told_as_a_fault_is_left_alone() -> None:
    assert quoted("上诉率高于全省平均，是工作中的短板，成效不够。", "improvement_claim") == []


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("2025年1月至3月，诉前调解成功13,139件，同比下降83.59%。", "refuse"),
        ("2025年上半年新收案件1,200件，同比上升77%。", "note"),
        ("2025年上半年新收案件1,200件，较2024年上升77%。", "note"),
        ("今年1至6月，诉前调解成功200件，同比下降60%。", "unknown_year"),
    ],
)
def test_a_comparison_across_the_break_is_told(text: str, case: str) -> None:
    assert reasons(text, "break_comparison") == [f"draft.break_comparison.{case}"]


@pytest.mark.parametrize(
    "text",
    [
        "2026年上半年新收案件1,200件，同比上升7%。",  # both sides after the break
        "2024年新收案件1,200件，同比上升7%。",  # both before
        "2025年新收案件1,200件，同比上升7%，2025年1月1日起先立案后调解，口径不同。",
        "2025年先行调解成功503件，诉前调解与上年不可比，不作同比。",
        "2025年开庭1,200场，同比上升7%。",  # not touched by the break
    ],
)
def test_a_comparison_on_one_side_or_with_its_note_is_left_alone(text: str) -> None:
    assert quoted(text, "break_comparison") == []


def test_without_a_year_the_break_is_a_question_not_an_error() -> None:
    found = findings("上半年新收案件1,200件，同比上升7%。", "break_comparison")
    assert [one.severity for one in found] == [Severity.WARNING]


def test_a_rate_with_two_numerators_in_use_needs_its_definition() -> None:
    text = "1至5月登记纠纷12,494,633件，新收7,717,791件，万人起诉率88.63。"
    assert quoted(text, "undefined_measure") == ["万人起诉率"]
    told = "万人起诉率54.75，分子为民事、行政一审收案，不含诉前调解成功数。"
    assert quoted(told, "undefined_measure") == []


def test_numbers_without_passport_are_told_with_the_nearest_figure() -> None:
    figures = [
        DraftFigure(
            code="A1", text="90.17%", name="服判息诉率", counts=(Decimal(187), Decimal(1902))
        ),
        DraftFigure(code="A2", text="2,241件", name="审结案件"),
    ]
    text = "审结2,214件，一审审结1,902件，上诉187件，服判息诉率90.71%，巡回审判57场。"
    found = findings(text, "unmatched_number", figures=figures)
    assert [(f.quotation, f.fields["passport"]) for f in found] == [
        ("2,214件", "A2"),
        ("90.71%", "A1"),
    ]


def test_without_passports_no_number_is_asked_for_one() -> None:
    assert quoted("审结2,214件。", "unmatched_number") == []
