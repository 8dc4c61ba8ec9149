"""Problems and measures that answer each other, and those that do not."""

from __future__ import annotations

from tests.engines.reports.draft.drafts import findings

REPORT = """五、存在的问题
（一）长期未结案件清理不够快。部分案件等待鉴定。
（二）裁判文书说理不充分。援引法条不全。
（三）考核办法不够科学。人案不匹配。
六、下一步措施
（一）清理长期未结案件。一案一策。
（二）加强政治学习。不断创新形式。
（三）提高裁判文书质量。逐篇评析。
"""


def test_a_problem_without_measure_and_a_measure_without_problem_are_told() -> None:
    found = [(one.reason.rsplit(".", 1)[-1], one.quotation) for one in _found(REPORT)]
    assert found == [
        ("problem", "（三）考核办法不够科学"),
        ("measure", "（二）加强政治学习"),
    ]


def test_ordinals_in_running_text_are_points_as_well() -> None:
    text = (
        "五、存在的问题\n主要有：一是长期未结案件多；二是文书说理不够；三是鉴定周期长。\n"
        "六、下一步打算\n一是清理长期未结案件；二是评析文书说理。\n"
    )
    assert [one.quotation for one in _found(text)] == ["三是鉴定周期长"]


def test_stock_words_do_not_make_an_answer() -> None:
    text = (
        "五、存在的问题\n（一）不断加强管理能力还不够。\n（二）裁判文书说理不够。\n"
        "六、下一步打算\n（一）不断加强能力建设和管理。\n（二）评析裁判文书。\n"
    )
    assert [one.quotation for one in _found(text)] == [
        "（一）不断加强管理能力还不够",
        "（一）不断加强能力建设和管理",
    ]


def test_a_report_without_both_parts_is_not_asked() -> None:
    assert _found(REPORT.split("六、", maxsplit=1)[0]) == []


def _found(text: str) -> list:  # type: ignore[type-arg]
    return findings(text, "problem_without_measure")
