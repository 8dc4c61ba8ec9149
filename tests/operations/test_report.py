"""Composing reports from the sample court: what is printed, what is refused; numbers in sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from tests.operations.sample_reports import (
    KINDS,
    YEAR,
    composed,
    of_sample,
    text_of,
)
from tests.sample_store import AT, shared_store
from tuobo.core.errors import RequestError
from tuobo.core.measure import half_up
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.analysis import Variation
from tuobo.engines.reports.compose import CLAIMS, Ask, Missing, Outcome, Test
from tuobo.engines.reports.compose.outlines import Claims
from tuobo.engines.reports.document import (
    FigureRun,
    Form,
    Heading,
    Paragraph,
    Passport,
    Picture,
    Table,
    runs_of,
)
from tuobo.operations.commit_import import commit_import
from tuobo.operations.compose_report import (
    ReportRequest,
    compose_report,
    figures_of,
    outlines_of,
)
from tuobo.operations.rehearse_import import rehearse_import
from tuobo.operations.report_shelf import ReportShelf
from tuobo.operations.verify_report import verify_document
from tuobo.operations.workspace import Workspace
from tuobo.operations.write_report import write_report


@cache
def cases() -> pl.DataFrame:
    """The sample's cases as imported."""
    store = shared_store()
    return store.workspace.snapshots.read(store.version.number)["case"].collect()


def count(column: str, year: int) -> int:
    """Trial and enforcement cases with that day in the year: the rows behind the indicator."""
    store = shared_store()
    ask = Ask(
        definition="resolved_cases" if column == "closed_on" else "incoming_cases",
        form=Form.VALUE,
        period=Period.of(str(year)),
    )
    with figures_of(store.workspace, store.version, Texts(store.workspace.content), AT) as source:
        found = source.figure(ask)
    assert isinstance(found, Passport)
    whole = cases().filter(pl.col(column).dt.year() == year).height
    assert int(found.text) <= whole
    return int(found.text)


@pytest.mark.parametrize("outline", KINDS)
def test_every_outline_composes_and_every_figure_verifies(outline: str) -> None:
    store, made = shared_store(), of_sample(outline)
    assert len(made.document.passports) > 20
    found = verify_document(store.workspace, made.document, AT)
    assert {one.outcome for one in found.checked} == {Outcome.MATCH}


@pytest.mark.parametrize("outline", KINDS)
def test_every_digit_group_of_the_text_is_a_figure_a_date_or_an_outline_word(outline: str) -> None:
    """What is not a run of a figure holds no percentage and no number with 件."""
    for block in of_sample(outline).document.blocks:
        for run in runs_of(block):
            if not isinstance(run, FigureRun):
                assert "%" not in run.text
                assert not any(f"{digit}件" in run.text for digit in "0123456789")


@pytest.mark.parametrize("outline", KINDS)
def test_no_claim_is_printed_without_a_verdict(outline: str) -> None:
    made = of_sample(outline)
    claims = Claims.of(shared_store().workspace.content)
    text = text_of(made.document)
    for claim in claims.by_test.values():
        if any(word in text for word in claim.words):
            assert any(verdict.holds for verdict in made.verdicts)
    if not made.verdicts:
        assert claims.unearned(text, frozenset()) is None


def test_a_claim_that_the_data_hold_is_printed_with_its_test(tmp_path: Path) -> None:
    """Forty cases a month; each month they take two days less than the month before: 58 … 36."""
    lines = ["案号,立案日期,结案日期,结案方式,适用程序"]
    for month in range(1, 13):
        closed = date(2025, month, 20)
        filed = closed - timedelta(days=60 - 2 * month)
        lines += [
            f"（{filed.year}）辽9901民初{month:02d}{at:03d}号,{filed},{closed},判决,简易程序"
            for at in range(40)
        ]
    file = tmp_path / "案件.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    workspace = Workspace.open(tmp_path / "store")
    rehearsed = rehearse_import(workspace, [file], day=date(2025, 12, 31), with_effects=False)
    version = commit_import(workspace, rehearsed, at=AT)
    asked = ReportRequest(
        outline="trend_analysis", version=version, at=AT, dated_on=date(2026, 1, 5), period=YEAR
    )
    made = compose_report(workspace, asked)
    said = "平均结案用时明显缩短，本期为47.0天（控制图检验成立，依据见附件）。"
    assert said in text_of(made.document)
    assert "审限内结案率明显" not in text_of(made.document)
    (verdict,) = made.verdicts
    assert verdict.name == "平均结案用时"
    assert "均值47.0天" in verdict.basis
    annex = made.document.attachments[0].blocks
    assert "判断依据" in [one.caption for one in annex if isinstance(one, Table)]


def test_the_growth_of_closings_is_worked_out() -> None:
    now, before = count("closed_on", 2025), count("closed_on", 2024)
    growth = half_up(Decimal(now - before) / before * 100, 2)
    words = f"上升{growth}%" if growth > 0 else f"下降{-growth}%"
    assert f"办结同比{words}" in text_of(of_sample("trend_analysis").document)


def test_a_comparison_across_the_break_carries_its_note() -> None:
    text = text_of(of_sample("trend_analysis").document)
    assert "（注：2025年1月1日起先立案后调解" in text


def test_the_mediation_of_two_regimes_is_not_compared() -> None:
    store = shared_store()
    texts = Texts(store.workspace.content)
    ask = Ask(
        definition="post_filing_success_rate",
        form=Form.YEAR_ON_YEAR,
        period=YEAR,
        base=Period.of("2024"),
    )
    with figures_of(store.workspace, store.version, texts, AT) as source:
        found = source.figure(ask)
    assert isinstance(found, Missing)
    assert found.reason == "compose.missing.across_break"


@pytest.mark.parametrize(
    ("period", "base", "reason"),
    [
        ("2025-11", "2024-11", "small"),
        ("2023", "2022", "before_data"),
        ("2026", "2025", "not_over"),
    ],
)
def test_a_comparison_that_would_mislead_is_refused(period: str, base: str, reason: str) -> None:
    store = shared_store()
    ask = Ask(
        definition="closed_within_limit_rate",
        form=Form.YEAR_ON_YEAR,
        period=Period.of(period),
        base=Period.of(base),
    )
    with figures_of(store.workspace, store.version, Texts(store.workspace.content), AT) as source:
        found = source.figure(ask)
    assert isinstance(found, Missing)
    assert found.reason == f"compose.missing.{reason}"


@pytest.mark.parametrize("period", ["2019", "2026"])
def test_a_year_that_the_data_do_not_hold_is_no_zero(period: str) -> None:
    store = shared_store()
    ask = Ask(definition="incoming_cases", form=Form.VALUE, period=Period.of(period))
    with figures_of(store.workspace, store.version, Texts(store.workspace.content), AT) as source:
        assert isinstance(source.figure(ask), Missing)


def test_the_baseline_across_the_break_earns_nothing() -> None:
    store = shared_store()
    ask = Ask(
        definition="closed_within_limit_rate",
        form=Form.AGAINST_BASELINE,
        period=YEAR,
        base=Period.of("2024"),
    )
    with figures_of(store.workspace, store.version, Texts(store.workspace.content), AT) as source:
        verdict = source.test(Test.SIGNIFICANT_IMPROVEMENT, ask)
    assert not verdict.holds
    assert "口径断点" in verdict.basis


def test_an_ordinary_month_does_not_hide_the_signals_before_it() -> None:
    """Wherever the chart marks a month, the text may not say that all was ordinary."""
    store = shared_store()
    seen = set()
    with figures_of(store.workspace, store.version, Texts(store.workspace.content), AT) as source:
        for name in store.workspace.indicators.ids:
            ask = Ask(definition=name, form=Form.VALUE, period=YEAR)
            if source.reader(ask).ready.is_quantile:
                continue
            marked = any(dot.signals for dot in source.reader(ask).chart.segments[-1].dots)
            ordinary = source.test(Test.COMMON_CAUSE, ask).holds
            earlier = source.test(Test.EARLIER_SIGNAL, ask).holds
            assert not (ordinary and marked), name
            assert not (earlier and not marked), name
            seen |= {(ordinary, earlier)}
    assert {(True, False), (False, True)} <= seen


def test_few_cases_earn_nothing() -> None:
    store = shared_store()
    ask = Ask(definition="overdue_pending_cases", form=Form.VALUE, period=YEAR)
    with figures_of(store.workspace, store.version, Texts(store.workspace.content), AT) as source:
        assert not any(source.test(one, ask).holds for one in CLAIMS)


def test_problems_are_mirrored_by_measures() -> None:
    blocks = of_sample("special_report").document.blocks
    numbers: dict[str, list[str]] = {}
    part = ""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            part = block.number
        elif isinstance(block, Heading):
            numbers.setdefault(part, []).append(block.number)
    assert numbers["五、"] == numbers["六、"]
    assert len(numbers["五、"]) >= 3


def test_the_special_report_has_six_parts_and_says_what_is_missing() -> None:
    made = of_sample("special_report")
    parts = [one for one in made.document.blocks if isinstance(one, Heading) and one.level == 1]
    assert [one.number for one in parts] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert all(one.text.count("，") == 2 for one in parts)
    assert any("第一议题" in gap.text for gap in made.gaps)


def test_the_notice_lists_departments_in_the_order_of_their_names() -> None:
    made = of_sample("supervision_notice")
    tables = [one for one in made.document.blocks if isinstance(one, Table)]
    places = [row[0].text for row in tables[0].rows]
    assert places == sorted(places)


def test_the_trend_analysis_has_ten_charts_each_with_sentence_and_table() -> None:
    pictures = [
        one for one in of_sample("trend_analysis").document.blocks if isinstance(one, Picture)
    ]
    assert len(pictures) >= 10
    assert all(one.table is not None and one.sentence for one in pictures)


def test_a_report_of_one_court_names_it_in_the_annex() -> None:
    store = shared_store()
    made = composed(store, "briefing", court=store.court.court, period=Period.of("2025-11"))
    figures = made.document.attachments[0].blocks[2]
    assert isinstance(figures, Table)
    assert {row[6].text for row in figures.rows} == {f"法院：{store.court.name}"}


def test_one_month_outside_does_not_make_a_worse_period_an_improvement(tmp_path: Path) -> None:
    """One month of 2025 lies outside to the good side; the year as a whole is worse than its base.

    Enforcement cases take 50 or 52 days in turn in 2024, 55 in 2025 but 20 in March: the mean goes
    from 51.0 days to (11 × 55 + 20) / 12 = 52.1 days.
    """
    lines = ["案号,立案日期,结案日期,结案方式,适用程序"]
    for at in range(24):
        closed = date(2024 + at // 12, at % 12 + 1, 25)
        days = (50 + at % 2 * 2) if at < 12 else 20 if at == 14 else 55
        filed = closed - timedelta(days=days)
        lines += [
            f"（{filed.year}）辽9901执{at:02d}{n:03d}号,{filed},{closed},执行完毕,"
            for n in range(40)
        ]
    file = tmp_path / "案件.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    workspace = Workspace.open(tmp_path / "store")
    rehearsed = rehearse_import(workspace, [file], day=date(2025, 12, 31), with_effects=False)
    version = commit_import(workspace, rehearsed, at=AT)
    base = Period.of("2024")
    ask = Ask(
        definition="first_enforcement_mean_days",
        form=Form.YEAR_ON_YEAR,
        period=YEAR,
        base=base,
    )
    with figures_of(workspace, version, Texts(workspace.content), AT) as source:
        reading, _ = source.reader(ask).against_base(base)
        assert reading is Variation.CONCERNING  # nine months of 55 in a row, too
        good = replace(ask, period=Period.of("2025-03"), base=Period.of("2024-03"))
        assert source.test(Test.BETTER, good).holds
        assert not source.test(Test.SIGNIFICANT_IMPROVEMENT, ask).holds


def test_what_cannot_be_asked_is_told() -> None:
    store = shared_store()
    with pytest.raises(RequestError) as caught:
        composed(store, "special_reprt")
    assert caught.value.fields["suggestion"] == "special_report"
    with pytest.raises(RequestError) as caught:
        composed(store, "briefing", period=Period.of("2025-03-04"))
    assert caught.value.code == "compose.needs_whole_months"
    with pytest.raises(RequestError) as caught:
        ReportShelf(store.workspace.store).entry("briefing-999")
    assert caught.value.code == "compose.no_such_report"
    with pytest.raises(RequestError) as caught:
        write_report(store.workspace, of_sample("briefing").document, [Path("x.odt")])
    assert caught.value.code == "compose.unknown_ending"


def test_every_outline_says_its_source_and_purpose() -> None:
    for one in outlines_of(shared_store().workspace).by_id.values():
        assert one.source.text
        assert one.purpose.en


def test_paragraphs_never_hold_an_empty_figure() -> None:
    for outline in KINDS:
        for block in of_sample(outline).document.blocks:
            if isinstance(block, Paragraph):
                assert all(run.text for run in block.runs)
