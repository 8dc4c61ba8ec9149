"""The import of a month: bad rows, marked workbook, mended, committed, seen, taken back.

The workbook has 20 sound rows, one closed before it was filed (rejected), one whose closing day is
no day (rejected) and one archived before it was closed (doubtful).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf, Shot

Axe = Callable[[Page], None]
TITLES = ("案号", "立案日期", "结案日期", "结案方式", "适用程序", "承办审判庭", "归档日期")
DIVISION = "民事审判第一庭"
RATE = "审限内结案率"


def workbook(folder: Path, name: str, rows: list[tuple[str, str, str]]) -> Path:
    """A row: number of the case, closed on, archived on."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(TITLES)
    for number, closed, archived in rows:
        case = f"（2025）辽9901民初{number}号"
        sheet.append((case, "2025-09-01", closed, "判决", "简易程序", DIVISION, archived))
    path = folder / name
    book.save(path)
    return path


def month(folder: Path) -> Path:
    sound = [(f"9901{at:02}", "2025-10-10", "2025-11-10") for at in range(20)]
    bad = [
        ("990191", "2025-08-06", "2025-11-10"),
        ("990192", "十月中", "2025-11-10"),
        ("990193", "2025-10-10", "2025-10-09"),
    ]
    return workbook(folder, "十月补报.xlsx", sound + bad)


def bring(page: Page, file: Path) -> None:
    page.locator("input[name=brought]").set_input_files(file)
    page.locator("[name=day]").fill("2025.12.31")
    page.get_by_role("button", name="上传并读取").click()
    page.wait_for_url(re.compile(r"/imports/uploads/\d+/"))


def counts(page: Page) -> list[str]:
    """Read, and the four tabs that it is the sum of."""
    expect(page.locator(".tiles")).to_be_visible()
    return page.locator(".tiles .tile b").all_inner_texts()


def rate(page: Page) -> tuple[int, int]:
    """Closed in time and closed, as the home page says."""
    page.goto("/")
    row = page.locator("tr.with-card", has_text=RATE)
    found = re.search(r"(\d+)/(\d+)", row.inner_text())
    assert found, row.inner_text()
    return int(found[1]), int(found[2])


def test_a_month_is_imported_mended_committed_seen_and_taken_back(
    page_of: PageOf, shot: Shot, axe: Axe, tmp_path: Path
) -> None:
    page = page_of("shenguan")
    before = rate(page)
    page.goto("/imports/")
    page.get_by_role("link", name="新的导入").first.click()
    axe(page)
    shot(page, "import-bring")
    bring(page, month(tmp_path))
    page.get_by_role("button", name="确认并检查").wait_for()
    page.reload()
    axe(page)
    shot(page, "import-columns")
    page.get_by_role("button", name="确认并检查").click()
    assert counts(page) == ["23", "20", "1", "2", "0"]
    shot(page, "import-check")

    mended = _mended(page, shot, axe, tmp_path)
    _decide(page)
    batch = _committed(page, shot)
    assert rate(page) == (before[0] + 21, before[1] + 21)

    page.goto(f"/imports/batches/{batch}/")
    axe(page)
    shot(page, "import-batch")
    page.get_by_role("link", name="上传改好的待核工作簿").click()
    bring(page, mended)
    assert counts(page) == ["2", "2", "0", "0", "0"]
    second = _committed(page, shot)
    assert rate(page) == (before[0] + 23, before[1] + 23)
    for name in (second, batch):
        _take_back(page, name, shot)
    assert rate(page) == before


def _mended(page: Page, shot: Shot, axe: Axe, folder: Path) -> Path:
    """The rejected rows as a workbook: each cell at fault is commented; then they are mended."""
    page.locator(".tiles a", has_text="退回").click()
    expect(page.locator("td.is-wrong")).to_have_count(2)
    axe(page)
    shot(page, "import-rejected")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载标红工作簿").click()
    path = folder / fetched.value.suggested_filename
    fetched.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    titles = [one.value for one in sheet[1]]
    closed = [sheet.cell(row, titles.index("结案日期") + 1) for row in (2, 3)]
    assert sheet.max_row == 3
    said = [one.comment.text for one in closed if one.comment]
    assert "2025-08-06" in said[0]
    assert "十月中" in said[1]
    for one in closed:
        one.value = "2025-10-10"
    book.save(path)
    return path


def _decide(page: Page) -> None:
    """The doubtful row is imported all the same; the decision survives a reload."""
    assert page.get_by_role("button", name="提交批次").count() == 0
    page.get_by_label("照常导入").check()
    page.get_by_role("button", name="保存决定").click()
    page.reload()
    expect(page.get_by_label("照常导入")).to_be_checked()


def _committed(page: Page, shot: Shot) -> str:
    """The name of the batch that was made in the background."""
    page.locator("#commit [name=note]").fill("十月补报")
    page.get_by_role("button", name="提交批次").click()
    shot(page, "import-committing")
    done = page.locator("#upload a", has_text="批次")
    name = done.inner_text().split()[-1]
    done.click()
    expect(page.locator("h1")).to_contain_text(name)
    return name


def _take_back(page: Page, name: str, shot: Shot) -> None:
    page.goto(f"/imports/batches/{name}/undo/")
    page.locator("[name=note]").fill("演练")
    shot(page, "import-undo")
    page.get_by_role("button", name="撤回批次").click()
    expect(page.locator("main")).to_contain_text("已完成")


def test_what_cannot_be_imported_is_told_and_nothing_is_written(
    page_of: PageOf, shot: Shot, tmp_path: Path
) -> None:
    """A text that calls itself a workbook; a workbook whose rows are all wrong."""
    page = page_of("shenguan")
    page.goto("/imports/new/")
    false = tmp_path / "月报.xlsx"
    false.write_text("这不是工作簿", encoding="utf-8")
    page.locator("input[name=brought]").set_input_files(false)
    page.locator("[name=day]").fill("20251231")
    page.get_by_role("button", name="上传并读取").click()
    expect(page.locator(".problem")).to_contain_text("月报.xlsx")
    expect(page.locator("[name=day]")).to_have_value(re.compile("2025-?12-?31"))
    shot(page, "import-no-workbook")

    wrong = [(f"9902{at:02}", "2025-08-01", "2025-11-10") for at in range(5)]
    bring(page, workbook(tmp_path, "全错.xlsx", wrong))
    page.get_by_role("button", name="确认并检查").or_(page.locator(".tiles")).first.wait_for()
    if page.get_by_role("button", name="确认并检查").count():
        page.get_by_role("button", name="确认并检查").click()
    assert counts(page) == ["5", "0", "0", "5", "0"]
    expect(page.locator("#commit")).to_contain_text("没有需要提交的")
    shot(page, "import-all-wrong")
    page.locator("summary", has_text="放弃这次导入").click()
    page.locator("button", has_text="放弃这次导入").click()
    expect(page.locator(".alert").first).to_contain_text("已放弃导入")
