"""Figures that contradict the counts beside them; each expected number is worked out in sight."""

from __future__ import annotations

import pytest

from tests.engines.reports.draft.drafts import corrected, findings, quoted, reasons
from tuobo.engines.reports.draft import Severity


def test_a_ratio_printed_as_growth_is_told_with_the_growth() -> None:
    # 52,956 − 23,118 = 29,838; 52,956/29,838 = 177.48%; 23,118/29,838 = 77.48%
    text = "2026年1月至3月，新收52,956件，同比增加23,118件，上升177.48%。"
    assert corrected(text, "growth") == [("177.48%", "77.48%")]
    assert reasons(text, "growth") == ["draft.growth.ratio"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由100件降至80件，下降80%。", [("80%", "20%")]),
        ("新收120件，去年同期100件，增长25%。", [("25%", "20%")]),
        ("新收案件比去年同期的2,250件增加136件，上升6.40%。", [("6.40%", "6.04%")]),
        ("新收120件，上升30%，增加20件。", [("30%", "20%")]),  # 20/(120−20)
    ],
)
def test_growth_is_reckoned_from_both_counts(text: str, expected: list[tuple[str, str]]) -> None:
    assert corrected(text, "growth") == expected


@pytest.mark.parametrize(
    "text",
    [
        "新收120件，去年同期100件，增长20%。",
        "新收1200件，同比上升5%，减少积案80件。",  # 80 is no change of the 1,200
        "新收1200件，减少80件，审限内结案率提升3%。",  # another subject
        "收案12.64万件，比上年减少2.1万件，下降14%。",  # 万 hides the last digits
    ],
)
def test_growth_is_silent_where_the_counts_agree_or_speak_of_something_else(text: str) -> None:
    assert corrected(text, "growth") == []


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        # 140/152 = 92.105
        ("上半年新收152件，审结140件，结收比92.12%。", "92.12%", "92.11%"),
        # 12,684/14,300 = 88.699
        ("收到申请14,300件，按期审核12,684件，按期审核率89.08%。", "89.08%", "88.70%"),
        # 50/84 = 59.524
        ("共有问题84个，解决50个，占60.52%。", "60.52%", "59.52%"),
        ("审限内结案率为92.54%（147/159）。", "92.54%", "92.45%"),  # 92.453
        ("服判息诉率为95.07%（1 − 4/93）。", "95.07%", "95.70%"),  # 95.699
        # 1 − 4/93 = 95.699
        ("一审审结93件，上诉4件，服判息诉率95.1%。", "95.1%", "95.7%"),
    ],
)
def test_a_percentage_must_follow_from_its_counts(text: str, found: str, expected: str) -> None:
    assert corrected(text, "percent_mismatch") == [(found, expected)]


def test_a_percentage_that_was_cut_off_is_only_a_hint() -> None:
    # 548/613 = 89.396: rounds to 89.40, cut off to 89.39
    one = findings("受理613件，审结548件，结案率89.39%。", "percent_mismatch")
    assert [(f.severity, f.correction) for f in one] == [(Severity.HINT, "89.40%")]


@pytest.mark.parametrize(
    "text",
    [
        "受理158,571件，审结126,927件，未结31,644件，结案率80.04%，结收比86.65%，新收146,484件。",
        "上半年上诉案件4件，审结93件，服判息诉率95.7%。",
        "审限内结案率为92.45%（147/159），服判息诉率为95.70%（1 − 4/93）。",
        "新收1000件，审结900件，调解率61.3%。",  # its denominator stands elsewhere
        "受理约1000件，审结900件，结案率95%。",
        "甲、乙两庭分别受理100件、200件，审结90件、150件，结案率80%、70%。",
    ],
)
def test_a_percentage_with_counts_of_its_own_is_left_alone(text: str) -> None:
    assert quoted(text, "percent_mismatch") == []


def test_per_cent_of_a_rate_should_be_points() -> None:
    text = "结案率80.04%，同比提升3.86%。"
    assert corrected(text, "percent_points") == [("3.86%", "3.86个百分点")]
    assert findings(text, "percent_points")[0].severity is Severity.WARNING


def test_per_cent_that_is_the_difference_of_two_rates_is_certainly_points() -> None:
    # 12.5 − 10.3 = 2.2
    one = findings("上诉率由12.5%降至10.3%，下降2.2%。", "percent_points")
    assert [(f.quotation, f.severity) for f in one] == [("2.2%", Severity.ERROR)]


def test_points_must_be_the_difference() -> None:
    one = corrected("结案率由70%上升至80%，上升12个百分点。", "percent_points")
    assert one == [("12个百分点", "10个百分点")]
    # 9.33 − 5.00 = 4.33
    told = "瑕疵率基线为9.33%，本期为5.00%，下降4.23个百分点。"
    assert corrected(told, "percent_points") == [("4.23个百分点", "4.33个百分点")]


def test_points_of_a_count_should_be_per_cent() -> None:
    assert quoted("新收案件1200件，同比上升12.5个百分点。", "percent_points") == ["12.5个百分点"]


@pytest.mark.parametrize(
    "text",
    [
        "上诉率9.83%，比去年同期下降0.63个百分点。",
        "调解成功率85%，新收民事案件同比下降12%。",
        "审判效率提升20%。",
        "收案增长率为5%，增幅下降2%。",
        "结案率由75%提升到80%。",
    ],
)
def test_per_cent_and_points_in_their_places_are_left_alone(text: str) -> None:
    assert quoted(text, "percent_points") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("旧存10件，新收90件，共受理110件。", "110件"),
        ("受理100件，审结80件，未结30件。", "30件"),
        ("合同纠纷119件、婚姻家庭25件、侵权3件，合计148件。", "148件"),  # 147
        ("存案211件（119+25+3+63）。", "211件（119+25+3+63）"),  # 210
    ],
)
def test_sums_must_add_up(text: str, found: str) -> None:
    assert quoted(text, "sums") == [found]


def test_classes_that_nearly_make_the_total_are_asked_about() -> None:
    # 139 + 2,129 + 44 = 2,312 of 2,313; 78 + 1,030 + 10 = 1,118 of 1,119
    text = (
        "审判案件受理2313件，审结1119件，结案率48.38%。其中刑事案件受理139件，审结78件；"
        "民事案件受理2129件，审结1030件；行政案件受理44件，审结10件。"
    )
    assert quoted(text, "sums") == ["2313件", "1119件"]
    assert {one.severity for one in findings(text, "sums")} == {Severity.WARNING}


@pytest.mark.parametrize(
    "text",
    [
        "共受理案件3881件，其中旧存1304件、新收2577件。",
        "审结372件，其中判决200件、调解100件。",  # only some of the parts
        "存案211件（119+25+3+64）。",
    ],
)
def test_sums_that_hold_or_list_only_a_part_are_left_alone(text: str) -> None:
    assert quoted(text, "sums") == []


def test_a_figure_per_judge_must_follow_from_total_and_judges() -> None:
    # 3,772/15 = 251.47
    assert quoted("审结3,772件，15名员额法官人均结案251.47件。", "per_head") == []
    one = findings("审结3,772件，16名员额法官人均结案251.47件。", "per_head")
    assert [str(f.fields["expected"]) for f in one] == ["235.75"]


@pytest.mark.parametrize(
    ("text", "stated", "listed"),
    [
        ("建立8项机制：挂点、指导、共建、督导、挂职、培训、装备倾斜。", 8, 7),
        ("采取四项措施。一是走访；二是座谈；三是回访。", 4, 3),
        ("对民事、刑事、行政、执行三类案件逐案核对。", 3, 4),
        ("在立案、审判、执行等两个环节设卡。", 2, 3),
    ],
)
def test_a_stated_count_must_be_the_count_of_the_list(text: str, stated: int, listed: int) -> None:
    one = findings(text, "stated_count")
    assert [(f.fields["stated"], f.fields["listed"]) for f in one] == [(stated, listed)]


def test_headings_under_an_announcement_are_counted() -> None:
    text = "存在以下三个问题：\n（一）甲方面不够。\n（二）乙方面不够。"
    assert [f.fields for f in findings(text, "stated_count")] == [{"stated": 3, "listed": 2}]
    assert quoted(f"{text}\n（三）丙方面不够。", "stated_count") == []


@pytest.mark.parametrize(
    "text",
    [
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "围绕队伍、质效、作风问题提出两项措施。",
        "对民事、刑事和行政三类案件逐案核对。",
        "在立案、审判等五个环节设卡。",
        "清理制度63项，继续有效41项，修改15项，废止7项。",
        "从思想引领、机制构建、品牌创建三个维度推进融合。",
        "查找问题28个，其中政治建设5个、队伍建设6个、审判执行9个、基础保障8个。",
        "未结557件，其中三个月以内402件、三至六个月109件、六至十二个月27件。",
    ],
)
def test_counts_that_hold_or_are_no_lists_are_left_alone(text: str) -> None:
    assert quoted(text, "stated_count") == []


def test_reports_promised_listed_and_present_are_compared() -> None:
    text = (
        "专题汇报汇编（3篇）\n目录\n1.甲院工作情况的汇报1\n2.乙院工作情况的汇报9\n"
        "甲院工作情况的汇报\n第一段。\n"
    )
    one = findings(text, "stated_count")
    assert [f.fields for f in one] == [{"promised": 3, "present": 1, "listed": 2}]
