"""Blanks, forbidden words, fixed formulas, punctuation, names, secrets, length."""

from __future__ import annotations

import pytest

from tests.engines.reports.draft.drafts import corrected, findings, quoted, reasons
from tuobo.engines.reports.draft import Severity


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("XX区人民法院审结案件XX件。", ["XX", "XX"]),
        ("今年1-X月，同比下降X%。", ["X", "X"]),
        ("联系人：____，电话：＿＿＿。", ["____", "＿＿＿"]),
        ("结案率【待填：2026年上半年结案率】。", ["【待填：2026年上半年结案率】"]),
        ("制定了_项任务。", ["_"]),
        ("化解积案若干件。", ["若干"]),
        ("××法院受理案件○○件。", ["××", "○○"]),
    ],
)
def test_each_blank_is_told(text: str, found: list[str]) -> None:
    assert quoted(text, "placeholder") == found


@pytest.mark.parametrize(
    "text",
    [
        "出台《关于规范窗口工作的若干规定》。",
        "XmR控制图显示信号，X光机两台。",
        "面积3×5米，规格A4。",
        "当事人张××表示满意。",
    ],
)
def test_what_only_looks_like_a_blank_is_left_alone(text: str) -> None:
    assert quoted(text, "placeholder") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("结案数在全市排名第三。", ["排名"]),
        ("我院结案率居全省法院前列，并列全省第一。", ["居全省法院前", "全省第一"]),
        ("不搞排名，但在全省排名第三。", ["排名"]),
        ("年度结案率目标为95%。", ["年度结案率目标"]),
        ("学习强国学习积分人均三千。", ["学习积分"]),
        ("为完成任务年底不立案。", ["年底不立案"]),
    ],
)
def test_forbidden_wording_is_told(text: str, found: list[str]) -> None:
    assert quoted(text, "forbidden_wording") == found


@pytest.mark.parametrize(
    "text",
    [
        "坚决杜绝排名排序，不搞末位淘汰。",
        "全市第一中级人民法院、全省第一家环境资源法庭。",
        "没有年底不立案的情况，整治限制立案。",
        "不再考核结案率，收结比不作为目标。",
    ],
)
def test_the_same_words_denied_are_left_alone(text: str) -> None:
    assert quoted(text, "forbidden_wording") == []


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("增强“四个意识”、做到“两个维护”、坚定“四个自信”。", "order"),
        ("增强“四个意识”、坚定“四个自信”。", "incomplete"),
        ("提高政治判断力、政治执行力。", "incomplete"),
        ("做到“两个维护”，领悟“两个确立”的决定性意义。", "order"),
        ("以新时代中国特色社会主义思想为指导。", "incomplete_name"),
        ("在每一个司法案件中感受到公平正义。", "incomplete"),
    ],
)
def test_a_formula_must_be_whole_and_in_order(text: str, case: str) -> None:
    assert reasons(text, "fixed_phrase") == [f"draft.fixed_phrase.{case}"]


@pytest.mark.parametrize(
    "text",
    [
        "深刻领悟“两个确立”的决定性意义,增强“四个意识”,坚定“四个自信”,做到“两个维护”。",
        "坚决做到“两个维护”。",
        "深刻领悟“两个确立”的决定性意义，坚持正确方向。",
        "以习近平新时代中国特色社会主义思想为指导。",
        "同以习近平同志为核心的党中央保持高度一致。",
    ],
)
def test_a_whole_formula_is_left_alone_whatever_its_commas(text: str) -> None:
    assert quoted(text, "fixed_phrase") == []


def test_half_width_punctuation_is_told_once_a_paragraph_with_its_count() -> None:
    found = findings("收案3件,结案2件;未结1件(见表).", "punctuation")
    assert [one.fields for one in found] == [{"signs": 5}]
    assert found[0].correction.startswith("收案3件，结案2件；")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("辽法办[2025]012号", [("[2025]012号", "〔2025〕12号")]),
        ("辽法办〔2025〕第12号", [("〔2025〕第12号", "〔2025〕12号")]),
        ("（2025）辽9901民初12号", []),
        ("〔2025〕辽9901民初12号", [("〔2025〕", "（2025）")]),
        ("望中法办〔2026〕17号", []),
        ("8:30开庭，比例1:3，1,234件，3.5%。", []),
        ("tuobo report check DRAFT.docx, see README (v1.0).", []),
    ],
)
def test_brackets_and_numbers_are_told_and_mended(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert corrected(text, "punctuation") == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("原告张三诉被告李某某买卖合同纠纷一案。", ["原告张三"]),
        ("被执行人赵小明，电话13812345678。", ["被执行人赵小明", "13812345678"]),
        ("王小明诉李四买卖合同纠纷案。", ["王小明诉李四买卖合同纠纷案"]),
        ("身份证号11010519491231002X。", ["11010519491231002X"]),
    ],
)
def test_names_and_numbers_of_persons_are_told(text: str, found: list[str]) -> None:
    assert quoted(text, "personal_data") == found


@pytest.mark.parametrize(
    "text",
    [
        "原告张某、李某某与被告王某甲达成协议。",
        "原告方面没有异议，当事人程序权利得到保障，被告马上履行。",
        "当事人何时知道，申请人许可他人查阅，第三人周边土地。",
        "文号12345678901，案件1,381,234件。",
    ],
)
def test_masked_names_and_common_words_are_left_alone(text: str) -> None:
    assert quoted(text, "personal_data") == []


def test_a_judges_name_is_only_asked_about() -> None:
    found = findings("员额法官李小明，在座谈会上发言。", "personal_data")
    assert [one.severity for one in found] == [Severity.WARNING]


@pytest.mark.parametrize("text", ["机密★5年", "密级：秘密", "绝密"])
def test_a_secret_marking_is_told(text: str) -> None:
    assert len(quoted(text, "secret_marking")) == 1


def test_the_words_of_the_secrecy_law_are_left_alone() -> None:
    assert quoted("严格保守国家秘密和审判工作秘密，开展保密教育。", "secret_marking") == []


def test_length_shows_both_ways_of_counting() -> None:
    # A paragraph of 10 Chinese characters and one full stop: 400 of them are 4,000 and 4,400.
    body = "\n".join(["审判管理工作情况说明。"] * 400)
    found = findings(f"关于补短板工作的专题汇报\n{body}", "length")
    assert [(one.reason, one.fields) for one in found] == [
        ("draft.length.one", {"characters": 4400, "hanzi": 4000, "most": 4000})
    ]
    assert reasons(f"关于补短板工作的专题汇报\n{body}\n审判。", "length") == ["draft.length.both"]
    assert quoted(f"2025年度工作总结\n{body}", "length") == []
