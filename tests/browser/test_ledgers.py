"""A task goes from entry to confirmation; two people edit one; a definition is tried and live."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import PageOf, Shot
from tuobo.core.clock import today

Axe = Callable[[Page], None]
TEXT = (
    Path(__file__).parents[1] / "operations" / "ledgers" / "overlay" / "ledgers" / "talk.yaml"
).read_text(encoding="utf-8")
OWN = (
    TEXT.replace("id: talk", "id: chat")
    .replace("谈话", "闲谈")
    .replace(", ledgers: [errand]", ", ledgers: [task]")
)


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        field = page.locator(f'.ledger-form [name="f.{name}"]')
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def send(page: Page) -> None:
    page.locator(".ledger-form .buttons button.is-main").click()


def test_a_task_goes_from_entry_to_confirmation(page_of: PageOf, shot: Shot, axe: Axe) -> None:
    office, head = page_of("shenguan"), page_of("tingzhang")
    office.goto("/ledgers/")
    axe(office)
    shot(office, "ledgers-index")
    office.get_by_role("link", name="任务清单").first.click()
    _enter(office, shot, axe)
    _assign(office, shot, axe)
    address = office.url
    head.goto("/ledgers/task/")
    head.get_by_role("row", name="清理一年以上未结案件").get_by_role("link").first.click()
    _accept_and_report(head)

    office.goto(address)
    office.get_by_role("link", name="确认完成").click()
    send(office)
    expect(office.locator(".card .badge").first).to_have_text("已完成")
    expect(office.locator(".history > li")).to_have_count(5)
    axe(office)
    shot(office, "ledgers-entry")
    small = page_of("shenguan", width=390)
    small.goto(address)
    shot(small, "ledgers-entry-390")
    small.goto("/ledgers/task/")
    shot(small, "ledgers-list-390")


def _enter(office: Page, shot: Shot, axe: Axe) -> None:
    """A form with a day that cannot be read comes back with everything that was typed."""
    office.get_by_role("link", name="登记").first.click()
    axe(office)
    office.locator(".part summary", has_text="责任").click()
    office.locator(".part summary", has_text="时间").click()
    due = f"{today() + timedelta(days=3):%Y%m%d}"
    fill(office, title="清理一年以上未结案件", deliverable="清理清单", lead_unit="民事审判第一庭")
    fill(office, due_on=due, start_on="前天")
    shot(office, "ledgers-new")
    send(office)
    expect(office.locator(".problem")).to_have_count(1)
    expect(office.locator('[name="f.title"]')).to_have_value("清理一年以上未结案件")
    fill(office, start_on="")
    send(office)
    expect(office.locator("h1")).to_have_text("清理一年以上未结案件")
    expect(office.locator(".clock")).to_contain_text("还有 3 天")
    axe(office)


def _assign(office: Page, shot: Shot, axe: Axe) -> None:
    office.get_by_role("link", name="交办").click()
    leader = office.locator("#s-f-leader option").first.get_attribute("value") or ""
    fill(office, leader=leader, strand="抓审判", branch="第一党支部（立案庭、民事审判）")
    axe(office)
    shot(office, "ledgers-move")
    send(office)
    expect(office.locator(".card .badge").first).to_have_text("已交办")


def _accept_and_report(head: Page) -> None:
    """A program that calls itself a document is not taken as evidence."""
    head.get_by_role("link", name="签收").click()
    fill(head, person=head.locator("#s-f-person option").last.get_attribute("value") or "")
    send(head)
    head.get_by_role("link", name="报完成").click()
    fill(head, result="已全部清理")
    evidence = head.locator('[name="f.evidence.new"]')
    evidence.set_input_files(_pdf(b"MZ not a document"))
    send(head)
    expect(head.locator(".problem").first).to_contain_text("清单.pdf")
    evidence.set_input_files(_pdf(b"%PDF-1.7 list"))
    send(head)
    expect(head.locator(".card .badge").first).to_have_text("已报完成")


def _pdf(content: bytes) -> FilePayload:
    return {"name": "清单.pdf", "mimeType": "application/pdf", "buffer": content}


def test_two_people_edit_one_entry_and_lose_nothing(page_of: PageOf, shot: Shot) -> None:
    one, other = page_of("shenguan"), page_of("yuanzhang")
    one.goto("/ledgers/task/new/")
    fill(one, title="完善繁简分流细则")
    send(one)
    edit = f"{one.url.split('?')[0]}edit/"
    one.goto(edit)
    other.goto(edit)
    fill(one, detail="先改")
    send(one)
    fill(other, detail="后改")
    send(other)
    expect(other.locator(".alert.is-warn")).to_contain_text("先改")
    expect(other.locator('[name="f.detail"]')).to_have_value("后改")
    shot(other, "ledgers-meanwhile")


def test_a_definition_is_written_tried_and_made_live(page_of: PageOf, shot: Shot, axe: Axe) -> None:
    office, president = page_of("shenguan"), page_of("yuanzhang")
    office.goto("/ledgers/definitions/")
    axe(office)
    office.get_by_role("link", name="新写一份定义").click()
    text = office.locator("textarea[name=text]")
    text.fill(OWN.replace("type: date", "type: dat"))
    expect(office.locator("#preview .flaws")).to_contain_text("dat")
    text.fill(OWN)
    expect(office.locator("#preview .alert.is-good")).to_be_visible()
    expect(office.locator("#preview")).to_contain_text("已开展")
    axe(office)
    shot(office, "ledgers-define")
    office.get_by_role("button", name="保存草稿").click()
    office.get_by_role("button", name="转入试运行").click()
    office.get_by_role("button", name="进入试用").click()
    expect(office.locator(".alert.is-warn")).to_contain_text("试运行中")
    office.get_by_role("link", name="登记").first.click()
    fill(office, topic="试一试")
    send(office)
    expect(office.locator(".alert.is-warn").first).to_contain_text("试运行中")
    shot(office, "ledgers-rehearsal")
    office.get_by_role("button", name="结束试用").click()

    president.goto("/ledgers/definitions/")
    president.get_by_role("link", name="chat").click()
    president.get_by_role("button", name="批准启用").click()
    expect(president.locator(".head .badge")).to_have_text("已启用")
    office.goto("/ledgers/chat/")
    expect(office.locator(".empty")).to_be_visible()
    office.goto("/ledgers/chat/cadences/")
    axe(office)
    shot(office, "ledgers-cadences")
