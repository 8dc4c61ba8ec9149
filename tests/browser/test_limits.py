"""Two journeys: remind, answer, see the answer; and from the list of cases to the reason why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf, Shot
from tuobo.core.clock import today

Axe = Callable[[Page], None]


def test_a_reminder_reaches_the_judge_and_the_answer_comes_back(
    page_of: PageOf, shot: Shot, axe: Axe
) -> None:
    """The head of a division reminds a judge, who finds it on the desk and answers."""
    judge, head = page_of("faguan"), page_of("tingzhang")
    judge.goto("/mine/")
    name = judge.locator(".tools .pop summary .words").inner_text()
    head.goto("/limits/")
    axe(head)
    shot(head, "limits-cards")
    head.goto(f"/limits/?view=table&judge={name}")
    row = head.locator("tbody tr").first
    case = row.locator("th a").inner_text()
    row.locator("input[name=pick]").check()
    expect(head.locator("[data-picked]")).to_have_text("1")
    axe(head)
    shot(head, "limits-table")
    head.get_by_role("button", name="要求说明原因").click()
    expect(head.locator("h1")).to_have_text("发出提醒")
    head.get_by_label("补充说明").fill("请写明等待的事项")
    axe(head)
    shot(head, "limits-remind")
    head.get_by_role("button", name="发出").click()
    expect(head.locator(".alert").first).to_contain_text("已发出 1 份提醒")
    shot(head, "limits-sent")

    judge.goto("/mine/")
    axe(judge)
    shot(judge, "mine-waiting")
    judge.locator("#to_answer a", has_text=case).click()
    axe(judge)
    judge.get_by_label("未结原因").fill("等候鉴定意见")
    judge.get_by_label("下一步日期").fill(f"{today() + timedelta(days=7):%Y.%m.%d}")
    shot(judge, "limits-answer")
    judge.get_by_role("button", name="提交回复").click()
    expect(judge.locator(".alert").first).to_contain_text("回复已提交")

    head.goto("/mine/")
    head.locator("#unread a", has_text="已回复").click()
    expect(head.locator(".history")).to_contain_text("等候鉴定意见")
    axe(head)
    shot(head, "limits-answered")
    head.get_by_label("回复已核").check()
    head.get_by_role("button", name="办结这件提醒").click()
    expect(head.locator(".head .badge")).to_contain_text("已办结")


def test_an_answer_without_a_day_keeps_what_was_typed(page_of: PageOf) -> None:
    judge, office = page_of("faguan"), page_of("shenguan")
    judge.goto("/mine/")
    name = judge.locator(".tools .pop summary .words").inner_text()
    office.goto(f"/limits/?view=table&judge={name}&sort=-days_left")
    office.locator("tbody input[name=pick]").first.check()
    office.get_by_role("button", name="约谈").click()
    office.get_by_role("button", name="发出").click()

    judge.goto("/limits/reminders/")
    judge.locator("tbody th a").first.click()
    judge.get_by_label("未结原因").fill("待合议")
    judge.get_by_label("下一步日期").fill("下周")
    judge.get_by_role("button", name="提交回复").click()

    expect(judge.locator(".problem")).to_contain_text("看不懂日期“下周”")
    expect(judge.get_by_label("未结原因")).to_have_value("待合议")
    expect(judge.get_by_label("下一步日期")).to_have_value("下周")


def test_criteria_stay_from_page_to_page_and_a_case_says_why(
    page_of: PageOf, shot: Shot, axe: Axe
) -> None:
    page = page_of("shenguan")
    page.goto("/cases/")
    axe(page)
    shot(page, "cases-list")
    page.locator("summary[aria-labelledby^=l-division]").click()
    page.get_by_label("民事审判第一庭", exact=True).check()
    shot(page, "cases-choosing")
    page.get_by_role("button", name="查询").click()
    expect(page.locator(".criteria")).to_contain_text("民事审判第一庭")
    page.locator("a[rel=next]").click()
    expect(page.locator(".criteria")).to_contain_text("民事审判第一庭")
    divisions = set(page.locator("tbody td[data-name=承办部门]").all_inner_texts())
    assert divisions == {"民事审判第一庭"}
    page.locator("tbody th a").first.click()
    axe(page)
    shot(page, "case-summary")
    for tab in ("事件", "审限", "变动记录", "期限提示", "指标"):
        page.locator(".tabs a", has_text=tab).click()
        axe(page)
        shot(page, f"case-{tab}")
    page.locator(".why summary").first.click()
    expect(page.locator(".why[open] .clauses").first).to_be_visible()
    shot(page, "case-why")


def test_the_pages_fit_a_phone_and_speak_english(page_of: PageOf, shot: Shot, axe: Axe) -> None:
    phone, english = page_of("faguan", width=390), page_of("faguan", lang="en")
    case = ""
    for name, address in (
        ("cases", "/cases/"), ("limits", "/limits/"), ("mine", "/mine/"), ("inbox", "/notices/"),
        ("reminders", "/limits/reminders/"), ("feed", "/mine/feed/"),
    ):  # fmt: skip
        for page, kind in ((phone, "390"), (english, "en")):
            page.goto(address)
            axe(page)
            shot(page, f"{name}-{kind}")
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wide, (name, kind)
        if name == "cases":
            case = phone.locator("tbody th a").first.get_attribute("href") or ""
    phone.goto(case)
    axe(phone)
    shot(phone, "case-390")
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")
