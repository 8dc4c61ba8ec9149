"""The health check shows each figure with its counts and keeps forbidden ones aside."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import openpyxl

from tests.engines.reports.small_page import line, page
from tuobo.core.content import Content
from tuobo.core.measure import Mean, Quantile, Rate
from tuobo.core.texts import Texts
from tuobo.engines.reports import Figure, health_check_html, text_of, write_health_check_workbook
from tuobo.engines.reports.health_check.workbook import CaseMarks

TEXTS = Texts(Content())
MARKS = CaseMarks(
    titles=("案号", "部门"),
    rows=[("（2025）辽9901民初1号", "民一庭"), ("（2025）辽9901民初2号", "民一庭")],
    marks={"within_limit": [1, 0], "small": [None, 1]},
)


def test_a_rate_prints_with_its_fraction() -> None:
    shown = text_of(Figure(measure=Rate(numerator=311, denominator=342), unit="share"))
    assert (shown.value, shown.fraction) == ("90.94%", "311/342")


def test_a_small_sample_prints_the_fraction_and_no_percentage() -> None:
    assert (
        text_of(Figure(measure=Rate(numerator=2, denominator=7), unit="share", is_small=True)).value
        == "2/7"
    )


def test_a_rate_without_denominator_is_a_dash() -> None:
    assert text_of(Figure(measure=Rate(numerator=0, denominator=0), unit="ratio")).value == "—"


def test_days_and_money_carry_their_unit_and_their_n() -> None:
    """900 days over 12 cases are 75.0 days; 1,234,500 fen are 12,345.00 yuan, thus 1.23 wan."""
    assert text_of(Figure(measure=Mean(total=900, count=12), unit="days")).value == "75.0天"
    money = Quantile(q=Decimal("0.5"), value=Decimal(1_234_500), count=3)
    assert text_of(Figure(measure=money, unit="fen")).value == "1.23万元"
    assert text_of(Figure(measure=money, unit="fen")).fraction == "n = 3"


def test_a_ratio_turned_into_days_and_a_ratio_of_money_say_their_units() -> None:
    """1,255 pending on 9,391 resolved × 365 days = 48.8 days; 1,000,000 fen are 1.00 wan yuan."""
    ratio = Rate(numerator=1_255, denominator=9_391)
    days = Decimal(1_255) / Decimal(9_391) * 365
    assert text_of(Figure(measure=ratio, unit="days", value=days)).value == "48.8天"
    money = Rate(numerator=1_000_000, denominator=4_000_000)
    shown = text_of(Figure(measure=money, unit="share", counts_fen=True))
    assert (shown.value, shown.fraction) == ("25.00%", "1.00万元/4.00万元")


def test_the_page_is_self_contained_and_has_no_foreign_address() -> None:
    html = health_check_html(page(), TEXTS)
    assert not re.findall(r"(?:src|href)=\"(?!#)", html)
    assert "http" not in html.replace("http-equiv", "")


def test_the_page_shows_value_fraction_definition_and_version() -> None:
    html = health_check_html(page(), TEXTS)
    for text in ("90.94%", "311/342", "within_limit@1", "3-0a1b2c3d", "closed_on &lt;= due_on"):
        assert text in html


def test_a_forbidden_indicator_stands_only_under_reconciliation() -> None:
    html = health_check_html(page(), TEXTS)
    before, after = html.split('id="reconciliation"')
    assert 'id="closed"' not in before
    assert 'id="closed"' in after


def test_a_signal_is_a_shape_and_not_only_a_colour() -> None:
    html = health_check_html(page(), TEXTS)
    assert 'polygon class="signal"' in html
    assert "2025-05  70.00%  (70/100)  界外" in html


def test_the_page_exists_in_english() -> None:
    html = health_check_html(page(), Texts(Content(), "en"))
    assert "Trial-quality health check" in html
    assert "No ranking, no total score" in html


def test_the_workbook_holds_every_case_with_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "health-check.xlsx"
    write_health_check_workbook(page(), MARKS, TEXTS, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["体检表", "逐月", "案件", "审限", "提示", "数据质量"]
    cases = [[cell.value for cell in row] for row in book["案件"].iter_rows(min_row=4)]
    assert cases[0] == ["案号", "部门", "指标 within_limit", "指标 small"]
    assert cases[1:] == [
        ["（2025）辽9901民初1号", "民一庭", 1, None],
        ["（2025）辽9901民初2号", "民一庭", 0, 1],
    ]
    book.close()


def test_an_indicator_without_any_figure_still_has_its_row() -> None:
    empty = line("empty", Rate(numerator=0, denominator=0), "share", months=())
    html = health_check_html(page().__class__(**{**vars(page()), "lines": (empty,)}), TEXTS)
    assert 'id="empty"' in html
