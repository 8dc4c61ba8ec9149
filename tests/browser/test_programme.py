"""From a signal to a closed problem, by the people that it takes, with what is refused on the way.

The office applies first and may not verify that itself; then a division head applies, the office
verifies, and the president is told that the effect is not proven before closing it with a reason.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf, Shot
from tests.browser.test_ledgers import fill, send
from tuobo.core.clock import today

Axe = Callable[[Page], None]
STATEMENT = "审限内结案率同比下降"
TASK = "逐案提醒承办人"


def test_a_signal_becomes_a_problem_that_is_closed_against_the_effect_test(
    page_of: PageOf, shot: Shot, axe: Axe
) -> None:
    office, head, president = page_of("shenguan"), page_of("tingzhang"), page_of("yuanzhang")
    problem = _from_bench_to_list(office, shot, axe)
    task = _task(office, problem)
    _done(head, task)
    step(office, task, "确认完成")
    step(office, problem, "开始整改")

    step(office, problem, "申请销号", closing_note="已逐案提醒", closing_documents="附")
    office.goto(problem)
    refused = office.locator(".steps-open li", has_text="核验通过")
    expect(refused).to_contain_text("须由他人办理")
    assert refused.locator("a").count() == 0
    shot(office, "programme-same-person")
    step(office, problem, "退回整改", return_reason="由责任部门申请")

    step(head, problem, "申请销号", closing_note="提醒记录齐全")
    step(office, problem, "核验通过", check_note="已抽查十件")
    _approve(president, problem, shot, axe)


def _from_bench_to_list(office: Page, shot: Shot, axe: Axe) -> str:
    """The bench decomposes the change; the form of a new problem is filled in from it."""
    office.goto("/programme/diagnosis/closed_within_limit_rate/?base=year")
    axe(office)
    shot(office, "programme-bench")
    office.get_by_role("link", name="转为问题").click()
    expect(office.locator('.ledger-form [name="f.statement"]')).not_to_have_value("")
    named = office.locator('.ledger-form [name="f.indicators"]')
    expect(named).to_have_value("审限内结案率")
    shot(office, "programme-problem-new")
    fill(office, statement=STATEMENT)
    send(office)
    expect(office.locator("h1")).to_have_text(STATEMENT)
    address = office.url.split("?")[0]
    office.get_by_role("link", name="列入清单").click()
    send(office)
    assert office.locator(".problem").count() >= 4
    fill(office, main_layer="业务指标", main_cause="提醒没有到人", solver="本院")
    fill(office, responsible_unit="民事审判第一庭", leader="院长01")
    fill(office, due_on=f"{today() + timedelta(days=60):%Y.%m.%d}")
    send(office)
    expect(office.locator(".card .badge").first).to_have_text("已立项")
    axe(office)
    shot(office, "programme-problem")
    return address


def _task(office: Page, problem: str) -> str:
    """A task that answers the problem, handed out."""
    office.goto(problem)
    number = office.locator(".head .lead").inner_text().split(" ")[0]
    office.goto(f"/ledgers/task/new/?f.problems={number}")
    for part in ("责任", "时间"):
        office.locator(".part summary", has_text=part).click()
    fill(office, title=TASK, deliverable="提醒记录", leader="院长01", lead_unit="民事审判第一庭")
    fill(office, due_on=f"{today() + timedelta(days=30):%Y%m%d}")
    send(office)
    expect(office.locator("h1")).to_have_text(TASK)
    address = office.url.split("?")[0]
    step(office, address, "交办", strand="抓审判", branch="第一党支部（立案庭、民事审判）")
    return address


def _done(head: Page, task: str) -> None:
    step(head, task, "签收", person="")
    step(head, task, "报完成", result="已逐案提醒", evidence="附")


def step(page: Page, entry: str, name: str, **values: str) -> None:
    """A step of an entry; `附` attaches a document, an empty value takes the last choice."""
    page.goto(entry)
    page.get_by_role("link", name=name, exact=True).click()
    for field, value in values.items():
        if value == "附":
            file = {"name": "记录.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 list"}
            page.locator(f'[name="f.{field}.new"]').set_input_files(file)  # type: ignore[arg-type]
        elif value:
            fill(page, **{field: value})
        else:
            options = page.locator(f"#s-f-{field} option")
            fill(page, **{field: options.last.get_attribute("value") or ""})
    send(page)
    expect(page.locator(".history, .problem").first).to_be_visible()
    assert page.locator(".problem").count() == 0, page.locator(".problem").all_inner_texts()


def _approve(president: Page, problem: str, shot: Shot, axe: Axe) -> None:
    """Refused for want of effect, in the words of the test; then closed with a reason."""
    president.goto(problem)
    president.get_by_role("link", name="批准销号").click()
    send(president)
    expect(president.locator(".problem").first).to_contain_text("检验结果：")
    expect(president.locator(".problem").first).to_contain_text("审限内结案率")
    axe(president)
    shot(president, "programme-refused")
    fill(president, override_reason="样本太小，另有记录证明")
    send(president)
    expect(president.locator(".card .badge").first).to_have_text("已销号")
    expect(president.locator(".history")).to_contain_text("样本太小，另有记录证明")
    axe(president)
    shot(president, "programme-closed")
