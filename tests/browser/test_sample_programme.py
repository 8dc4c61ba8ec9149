"""The programme of the sample court, as its president finds it: the whole loop has been played."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import PageOf, Shot
from tuobo.core.content import Content
from tuobo.operations.ledgers.books import national_book


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
    expect(third).to_contain_text("待说明")
