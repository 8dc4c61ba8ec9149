"""The programme of the sample court, as its president finds it: the whole loop has been played."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import PageOf, Shot
from tests.browser.driving import ServedDesk
from tests.sample_store import AT, export_files
from tuobo.core.content import Content
from tuobo.engines.reports.compose import Composition
from tuobo.operations.compose_report import ReportRequest, compose_report, outlines_of
from tuobo.operations.ledgers.books import national_book
from tuobo.operations.workspace import Workspace


def test_a_problem_was_closed_by_the_effect_test_and_looked_back_at(
    page_of: PageOf, shot: Shot
) -> None:
    page = page_of("yuanzhang")
    page.goto("/ledgers/problem/")
    page.locator("tr", has_text="执行完毕率偏低").get_by_role("link").first.click()

    history = page.locator(".history")
    for step in ("开始整改", "申请销号", "审批退回", "批准销号", "回头看：巩固"):
        expect(history).to_contain_text(step)
    expect(history).to_contain_text("效果检验")  # the ruling is kept with the step
    expect(page.locator("main")).to_contain_text("查控结果当日分派到人")  # its task names it
    shot(page, "sample-problem")

    page.goto("/indicators/enforcement_completed_rate/")
    expect(page.locator("main")).to_contain_text("问题和效果检验")
    expect(page.locator("main")).to_contain_text("执行完毕率偏低")


def test_the_evaluation_was_sent_up_with_its_criterion(page_of: PageOf) -> None:
    page = page_of("yuanzhang")
    page.goto("/evaluation/")
    page.get_by_role("link", name="2026年度出列评估").click()

    expect(page.locator("main")).to_contain_text("执行质效明显改善")
    expect(page.locator("main")).to_contain_text("中院评估")


def test_every_national_ledger_has_an_entry_in_the_sample_court(page_of: PageOf) -> None:
    """An export has a line of names and one for each entry; the president sees all ledgers."""
    page = page_of("yuanzhang")
    book = national_book(Content())
    lines = {
        ledger: page.request.get(f"/ledgers/{ledger}/export.csv").text().strip().count("\n")
        for ledger in book.versions
    }

    assert {ledger for ledger, found in lines.items() if found < 1} == set()


def test_boards_of_the_sample_court_show_what_was_held_late_and_explained(
    page_of: PageOf,
) -> None:
    page = page_of("yuanzhang")
    page.goto("/ledgers/inspection/cadences/?year=2025")
    expect(page.locator("main")).to_contain_text("补开")

    page.goto("/ledgers/branch_standard/cadences/?year=2025")
    first, second, third = page.locator("main tbody tr").all()
    expect(first).to_contain_text("按期")
    expect(second).to_contain_text("已说明")
    expect(second).to_contain_text("换届")  # the reason is read where it counts, not in a tooltip
    expect(third).to_contain_text("待说明")


def test_every_report_kind_fills_from_the_sample(page_of: PageOf, desk: ServedDesk) -> None:
    """The dossier freezes the ledgers; after it no kind misses what a ledger of the court has."""
    page = page_of("shenguan")
    page.goto("/dossier/")
    with page.expect_download():
        page.locator("form[action*='/file/word/'] button").click()
    workspace = Workspace.open(desk.store)
    outlines = outlines_of(workspace).by_id
    gaps = [gap for outline in outlines for gap in _composed(workspace, outline).gaps]
    of_ledgers = ("问题清单：", "任务清单：", "分类分级培训：", "请示与争取支持：")

    assert len(outlines) == 8
    assert not [gap for gap in gaps if "没有记录" in gap.reason]
    assert not [gap for gap in gaps if any(name in gap.text for name in of_ledgers)]


def _composed(workspace: Workspace, outline: str) -> Composition:
    version = workspace.snapshots.latest()
    asked = ReportRequest(
        outline=outline, version=version, at=AT, dated_on=AT.date(), court=export_files()[0].court
    )
    return compose_report(workspace, asked)


def test_a_new_report_starts_from_the_baseline_of_the_designation(page_of: PageOf) -> None:
    page = page_of("shenguan")
    page.goto("/reports/new/")

    expect(page.locator("main [name=baseline]")).to_have_value("2024-06..2025-05")
