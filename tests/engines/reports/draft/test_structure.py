"""Levels, titles, contents, annexes and the year of a draft."""

from __future__ import annotations

import pytest

from tests.engines.reports.draft.drafts import context, draft, findings
from tuobo.engines.reports.draft import RawParagraph, check_draft, draft_of
from tuobo.engines.reports.draft.structure import is_title


@pytest.mark.parametrize(
    ("line", "level", "serial"),
    [
        ("一、总体情况", 1, 1),
        ("（十二）其他情况。另有说明。", 2, 12),
        ("(三)半角括号", 2, 3),
        ("3.具体事项", 3, 3),
        ("（4）更小的事项", 4, 4),
        ("3.5%的案件", 0, 0),
        ("2026年工作", 0, 0),
    ],
)
def test_official_numbering_gives_the_level(line: str, level: int, serial: int) -> None:
    one = next(iter(draft(line).paragraphs))
    assert (one.level, one.serial) == (level, serial)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青石区人民法院关于补短板工作情况的专题汇报", True),
        ("2026年第一季度审判运行态势综述", True),
        ("现将有关情况汇报如下：", False),
        ("一、关于执行工作的报告", False),
        ("附件：执行工作报告", False),
        ("专题汇报汇编（5篇）", False),
    ],
)
def test_a_title_is_told_from_a_sentence(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_title(text) is expected


def test_a_collection_is_parted_into_contents_and_reports() -> None:
    one = draft(
        "汇编（2篇）\n2025-12-03\n目录\n1.甲院的汇报1\n2.乙院的汇报8\n"
        "甲院的汇报\n一、情况\n甲。\n乙院的汇报\n一、情况\n（一）甲。\n乙。"
    )
    assert [p.number for p in one.front] == [1, 2]
    assert [p.number for p in one.contents] == [3, 4, 5]
    assert [r.title.number for r in one.reports if r.title] == [6, 9]
    assert [len(s.items) for s in one.reports[1].sections] == [1]
    assert one.year == 2025


def test_a_title_over_two_lines_is_one_report() -> None:
    one = draft("甲院关于执行工作的报告\n关于整改情况的报告\n一、情况\n甲。")
    assert len(one.reports) == 1


def test_what_stands_in_an_annex_is_not_checked_as_text() -> None:
    text = "甲院的汇报\n一、情况\n甲。\n附件\n审结140件，新收152件，结收比92.12%。"
    assert findings(text, "percent_mismatch") == []


def test_totals_of_a_table_are_added_up_by_column() -> None:
    rows = ["类别\t新收\t审结", "民事\t812\t700", "刑事\t96\t90", "合计\t908\t791"]
    raw = [RawParagraph(text=row, cells=tuple(row.split("\t"))) for row in rows]
    # 812 + 96 = 908 holds, 700 + 90 = 790 does not
    found = [one for one in check_draft(draft_of("t.docx", raw), context()) if one.rule == "sums"]
    assert [(f.paragraph, f.quotation, f.fields["expected"]) for f in found] == [(4, "791", "790")]
