"""A report from a first draft to its correction, by the two people that it takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf, Shot
from tests.browser.test_imports import bring, workbook

Axe = Callable[[Page], None]
OWN = "以上情况已向审判委员会报告。"


def test_a_report_is_composed_mended_published_and_corrected(
    page_of: PageOf, shot: Shot, axe: Axe, tmp_path: Path
) -> None:
    office, president = page_of("shenguan"), page_of("yuanzhang")
    office.goto("/reports/new/")
    axe(office)
    shot(office, "report-new")
    _compose(office)
    axe(office)
    shot(office, "report-draft")
    _edit(office, axe, shot)
    batch = _later_data(office, tmp_path)
    _update_and_keep(office, axe, shot)
    _fill_gaps(office)
    address = office.url.split("#")[0].split("?")[0]
    _publish(president, address, shot)
    _fetch(president, tmp_path)

    office.goto(address)
    office.get_by_role("link", name="更正").click()
    expect(office.locator(".alert.is-warn")).to_contain_text("发布后原报告不变")
    _take_back(office, batch)
    office.goto(f"{address}")
    office.get_by_role("link", name="更正").click()
    _compose(office, asked=False)
    _fill_gaps(office)
    _publish(president, office.url.split("#")[0], shot)
    with president.expect_download() as fetched:
        president.get_by_role("link", name="更正表").click()
    assert "更正" in _words(fetched.value.path())
    president.goto(address)
    expect(president.locator("main")).to_contain_text("本报告已被更正")
    shot(president, "report-corrected")


def _compose(office: Page, *, asked: bool = True) -> None:
    """The briefing of 2025; the work is shown until the draft is there."""
    if asked:
        office.locator("[name=outline]").select_option("briefing")
        office.locator("main [name=period]").fill("2025年")
    office.locator("main form button.is-main").click()
    office.get_by_role("link", name="查看结果").click()
    expect(office.locator(".paper .doc-title")).to_be_visible()


def _edit(office: Page, axe: Axe, shot: Shot) -> None:
    """Words around figures are changed, a paragraph is added; the history tells both."""
    block = office.locator(".doc-block", has=office.locator(".chip-figure")).first
    block.hover()
    block.get_by_role("link", name="改文字").click()
    text = office.locator("[name=text]")
    expect(text).to_have_value(re.compile("⟦1⟧"))
    axe(office)
    shot(office, "report-words")
    text.fill(f"据统计，{text.input_value()}")
    office.get_by_role("button", name="保存").click()
    expect(office.locator(".paper")).to_contain_text("据统计，")
    block = office.locator(".doc-block", has_text="据统计，").first
    block.hover()
    block.get_by_role("link", name="加一段").click()
    office.locator("[name=text]").fill(OWN)
    office.get_by_role("button", name="保存").click()
    expect(office.locator(".paper")).to_contain_text(OWN)
    expect(office.locator(".studio-side")).to_contain_text("加段")


def _later_data(office: Page, folder: Path) -> str:
    """Ten more closed cases make figures of the draft stale; the name of the batch."""
    back = office.url
    office.goto("/imports/new/")
    rows = [(f"9903{at:02}", "2025-10-10", "2025-11-10") for at in range(10)]
    bring(office, workbook(folder, "补报之后.xlsx", rows))
    confirm = office.get_by_role("button", name="确认并检查")
    commit = office.get_by_role("button", name="提交批次")
    confirm.or_(commit).first.wait_for()
    if confirm.count():
        confirm.click()
    commit.click()
    done = office.locator("#upload a", has_text="批次")
    name = done.inner_text().split()[-1]
    office.goto(back)
    return name


def _update_and_keep(office: Page, axe: Axe, shot: Shot) -> None:
    """After a comparison one figure is kept with a reason, the others are updated."""
    compare = office.get_by_role("button", name="用最新数据核对")
    compare.click()
    expect(compare).to_be_visible()  # the work is done: it can be asked for again
    stale = office.locator(".paper .chip-figure.is-stale")
    expect(stale.first).to_be_visible()
    shot(office, "report-stale")
    stale.first.click()
    card = office.locator("#card")
    card.get_by_label("保留原因").fill("与会议材料一致")
    axe(office)
    shot(office, "report-card")
    card.get_by_role("button", name="保留并注明").click()
    expect(office.locator(".paper .chip-figure.is-kept").first).to_be_visible()
    office.get_by_role("button", name="全部更新").click()
    expect(stale).to_have_count(0)


def _fill_gaps(office: Page) -> None:
    """What waits for a person is taken out or written."""
    gaps = office.locator(".gap-list a")
    while gaps.count():
        anchor = gaps.first.get_attribute("href") or ""
        left = gaps.count()
        if anchor == "#front":
            office.get_by_role("link", name="标题和版头").click()
            office.locator("[name=number]").fill("样本〔2026〕1号")
            office.locator("[name=signer]").fill("院长01")
            office.get_by_role("button", name="保存").click()
        else:
            block = office.locator(anchor)
            block.hover()
            block.get_by_role("button", name="删去").click()
        expect(gaps).not_to_have_count(left)


def _publish(president: Page, address: str, shot: Shot) -> None:
    """Another person than its writer reviews and publishes."""
    president.goto(address)
    president.get_by_role("button", name="审核通过").click()
    expect(president.locator(".head .badge")).to_contain_text("已审核")
    president.get_by_role("button", name="核验并发布").click()
    expect(president.locator(".head .badge")).to_contain_text("已发布")
    expect(president.locator(".edits")).to_have_count(0)
    shot(president, "report-published")


def _fetch(page: Page, folder: Path) -> None:
    """Word says what the page says; PDF is written in the background where it can be."""
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Word").click()
    words = _words(fetched.value.path())
    assert OWN in words
    assert "与会议材料一致" in words
    pdf = page.get_by_role("button", name="PDF")
    if not pdf.count():
        return
    back = page.url
    pdf.click()
    with page.expect_download() as fetched:
        page.locator("main a[href*='/file/']").first.click()
    path = folder / "report.pdf"
    fetched.value.save_as(path)
    assert path.read_bytes().startswith(b"%PDF")
    page.goto(back)


def _words(path: Path) -> str:
    file = docx.Document(str(path))
    cells = [one.text for table in file.tables for row in table.rows for one in row.cells]
    return "\n".join([one.text for one in file.paragraphs] + cells)


def _take_back(page: Page, batch: str) -> None:
    page.goto(f"/imports/batches/{batch}/undo/")
    page.locator("[name=note]").fill("演练")
    page.get_by_role("button", name="撤回批次").click()
    expect(page.locator("main")).to_contain_text("已完成")


@pytest.mark.parametrize("width", [1366, 390])
def test_any_draft_is_checked_by_dropping_it(
    width: int, page_of: PageOf, shot: Shot, axe: Axe, tmp_path: Path
) -> None:
    """From 80 to 84 per cent are four points, not five; a file that is no document is told."""
    page = page_of("yuanzhang", width=width)
    draft = docx.Document()
    draft.add_paragraph("审限内结案率由80%升至84%，上升5个百分点。")
    draft.save(str(tmp_path / "总结.docx"))
    (tmp_path / "坏.docx").write_text("不是文档", encoding="utf-8")
    page.goto("/reports/check/")
    for name, told in (("总结.docx", "5个百分点"), ("坏.docx", "坏.docx")):
        page.set_input_files("input[name=draft]", tmp_path / name)
        page.get_by_role("button", name="检查", exact=True).click()
        expect(page.locator("main")).to_contain_text(told)
        axe(page)
        shot(page, f"report-check-{name[0]}-{width}")
