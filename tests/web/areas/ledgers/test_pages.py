"""The pages of a ledger, drawn from its definition: list, form, entry, steps, files, boards."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.desk_cast import CIVIL_1, ClientOf, Desk
from tests.ledger_desk import Ledgers, made, moved
from tuobo.operations.ledgers.addresses import cadence_address, entry_address
from tuobo.records.audit.models import AuditEvent
from tuobo.records.ledgers.models import Attachment, Entry

pytestmark = pytest.mark.usefixtures("ledgers")


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def test_the_index_shows_each_ledger_with_why_it_is_kept(client_of: ClientOf) -> None:
    shown = page(client_of("trial_management"), "/ledgers/")
    assert "事项台账" in shown
    assert "测试需要" in shown
    assert "问题" in shown  # the national ones stand beside it
    assert shown.index("问题清单") < shown.index("案件评查") < shown.index("事项台账")
    assert 'href="#group-1"' in shown


def test_the_index_leaves_out_what_one_may_not_see(client_of: ClientOf) -> None:
    """A head of a division may see trial management, but no Party ledgers and no care talks."""
    shown = page(client_of("division_head"), "/ledgers/")
    assert "案件评查" in shown
    assert "支部标准化对照" not in shown
    assert "提醒与关爱" not in shown


def test_a_list_filters_sorts_and_tells_its_criteria(
    client_of: ClientOf, desk: Desk, ledgers: Ledgers
) -> None:
    office = ledgers("trial_management")
    made(desk, office, what="整理卷宗", kind="小", deadline="2026-04-01")
    made(desk, office, what="清理积案", kind="大", deadline="2026-03-10")
    browser = client_of("trial_management")

    by_kind = page(browser, "/ledgers/errand/?f.kind=big")
    assert "清理积案" in by_kind
    assert "整理卷宗" not in by_kind
    assert "类别: <b>大</b>" in by_kind

    by_day = page(browser, "/ledgers/errand/?f.deadline.until=2026年3月31日")
    assert "整理卷宗" not in by_day

    sorted_up = page(browser, "/ledgers/errand/?sort=deadline")
    assert sorted_up.index("清理积案") < sorted_up.index("整理卷宗")


def test_what_a_filter_cannot_read_is_told_beside_it(client_of: ClientOf) -> None:
    shown = page(client_of("trial_management"), "/ledgers/errand/?f.deadline.from=昨天")
    assert "昨天" in shown
    assert 'aria-invalid="true"' in shown


def test_a_list_costs_few_statements_however_long_it_is(
    client_of: ClientOf,
    desk: Desk,
    ledgers: Ledgers,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    office = ledgers("trial_management")
    for _ in range(12):
        made(desk, office, leader="法官丙02", before="")
    browser = client_of("trial_management")
    with django_assert_max_num_queries(30):
        page(browser, "/ledgers/errand/")


def test_an_entry_is_made_in_a_form_and_opened_on_its_page(client_of: ClientOf, desk: Desk) -> None:
    browser = client_of("division_head")
    form = page(browser, "/ledgers/errand/new/")
    assert 'name="f.what"' in form
    assert "f.secret" not in form  # a field for whoever verifies

    answer = browser.post(
        "/ledgers/errand/new/",
        {
            "unit": str(desk.divisions[CIVIL_1].pk),
            "f.what": "清理积案",
            "f.leader": "法官丙02",
            "f.deadline": "20260320",
            "f.tags": ["party", "trial"],
        },
    )

    entry = Entry.objects.get()
    assert answer.headers["Location"] == f"/ledgers/errand/{entry.pk}/"
    assert entry.values["tags"] == ["party", "trial"]
    shown = page(browser, f"/ledgers/errand/{entry.pk}/")
    assert "法官丙02" in shown
    assert "2026-03-20" in shown
    assert "申请办结" in shown


def test_a_wrong_form_keeps_what_was_typed_and_says_what_is_wrong(client_of: ClientOf) -> None:
    answer = client_of("division_head").post(
        "/ledgers/errand/new/", {"f.what": "清理积案", "f.deadline": "二月三十", "f.leader": "张三"}
    )

    shown = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="清理积案"' in shown
    assert 'value="二月三十"' in shown
    assert 'value="张三"' in shown
    assert shown.count('class="problem"') == 2
    assert not Entry.objects.exists()


def test_a_step_has_a_small_form_with_its_fields_only(
    client_of: ClientOf, desk: Desk, ledgers: Ledgers
) -> None:
    entry = made(desk, ledgers("division_head"))
    browser, address = client_of("division_head"), f"/ledgers/errand/{entry.pk}/move/ask/"

    form = page(browser, address)
    assert 'name="f.result"' in form
    assert 'name="f.what"' not in form

    empty = browser.post(address, {"revision": "1", "f.result": ""})
    assert empty.status_code == 400
    done = browser.post(address, {"revision": "1", "f.result": "已完成", "reason": "附清单"})
    assert done.status_code == 302
    entry.refresh_from_db()
    assert entry.state == "asked"
    assert "附清单" in page(browser, f"/ledgers/errand/{entry.pk}/")


def test_a_step_that_is_not_open_says_why(
    client_of: ClientOf, desk: Desk, ledgers: Ledgers
) -> None:
    office = ledgers("trial_management")
    entry = made(desk, office)
    moved(office, entry, "ask", result="已完成")
    browser = client_of("trial_management")

    shown = page(browser, f"/ledgers/errand/{entry.pk}/")
    assert 'aria-disabled="true">核验' in shown

    answer = browser.post(f"/ledgers/errand/{entry.pk}/move/verify/", {"revision": "2"})
    assert answer.status_code == 409
    entry.refresh_from_db()
    assert entry.state == "asked"


def test_the_second_editor_sees_what_the_first_changed(
    client_of: ClientOf, desk: Desk, ledgers: Ledgers
) -> None:
    entry = made(desk, ledgers("division_head"), what="原题")
    address = f"/ledgers/errand/{entry.pk}/edit/"
    form = {"revision": "1", "f.what": "甲改", "f.kind": "small"}
    assert client_of("division_head").post(address, form).status_code == 302

    second = client_of("trial_management").post(address, {**form, "f.what": "乙改"})

    shown = second.content.decode()
    assert second.status_code == 409
    assert "原题" in shown
    assert "甲改" in shown
    assert 'value="乙改"' in shown
    assert 'name="revision" value="2"' in shown


def test_files_are_checked_by_content_and_given_back_as_they_were(
    client_of: ClientOf, desk: Desk, ledgers: Ledgers
) -> None:
    entry = made(desk, ledgers("division_head"))
    browser, address = client_of("division_head"), f"/ledgers/errand/{entry.pk}/edit/"
    form = {"revision": "1", "f.what": "清理积案", "f.kind": "small"}

    lying = SimpleUploadedFile("报告.pdf", b"MZ\x90\x00 a program")
    refused = browser.post(address, {**form, "f.evidence.new": lying})
    assert refused.status_code == 400
    assert "报告.pdf" in refused.content.decode()
    assert not Attachment.objects.exists()

    content = b"%PDF-1.7 true enough"
    kept = browser.post(
        address, {**form, "f.evidence.new": SimpleUploadedFile("报告.pdf", content)}
    )
    assert kept.status_code == 302
    file = Attachment.objects.get()
    answer = browser.get(f"/ledgers/errand/{entry.pk}/files/{file.sha256}/")
    assert answer.content == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert AuditEvent.objects.filter(kind="ledger.file_read").count() == 1
    strange = client_of("outsider").get(f"/ledgers/errand/{entry.pk}/files/{file.sha256}/")
    assert strange.status_code == 404


def test_a_sensitive_value_is_shown_to_nobody_without_its_right(
    client_of: ClientOf, desk: Desk, ledgers: Ledgers
) -> None:
    entry = made(desk, ledgers("trial_management"), secret="暂缓处理")
    for address in (f"/ledgers/errand/{entry.pk}/", "/ledgers/errand/"):
        assert "暂缓处理" not in page(client_of("division_head"), address)
    assert "暂缓处理" in page(client_of("trial_management"), f"/ledgers/errand/{entry.pk}/")
    book = client_of("division_head").get("/ledgers/errand/export.xlsx")
    assert "暂缓处理" not in str(rows_of(book.content))


def rows_of(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_an_export_holds_what_is_filtered_with_its_criteria(
    client_of: ClientOf, desk: Desk, ledgers: Ledgers
) -> None:
    office = ledgers("trial_management")
    made(desk, office, what="整理卷宗", kind="小")
    made(desk, office, what="清理积案", kind="大", budget="3.5万")

    answer = client_of("trial_management").get("/ledgers/errand/export.xlsx?f.kind=big")

    rows = rows_of(answer.content)
    assert ["类别", "大"] in [row[:2] for row in rows]
    told = str(rows)
    assert "清理积案" in told
    assert "整理卷宗" not in told
    assert 35000 in rows[-1]
    assert AuditEvent.objects.get(kind="list.exported").fields["rows"] == 1


def test_many_picked_entries_take_a_step_each_for_itself(
    client_of: ClientOf, desk: Desk, ledgers: Ledgers
) -> None:
    head = ledgers("division_head")
    one, other = made(desk, head), made(desk, head)
    moved(head, other, "pause")
    browser = client_of("division_head")

    shown = browser.post(
        "/ledgers/errand/bulk/", {"event": "pause", "pick": [str(one.pk), str(other.pk)]}
    ).content.decode()
    assert f'value="{one.pk}@1"' in shown
    assert f'value="{other.pk}@2"' not in shown
    assert "现为“挂起”，不能“挂起”；这一步只能从“办理中”办理。" in shown

    browser.post(
        "/ledgers/errand/bulk/", {"event": "pause", "pick": [f"{one.pk}@1"], "confirmed": "1"}
    )
    one.refresh_from_db()
    assert one.state == "waiting"


@pytest.mark.parametrize(
    "address",
    ["/ledgers/errand/", "/ledgers/errand/new/", "/ledgers/errand/about/", "/ledgers/errand/1/"],
)
def test_a_ledger_that_one_may_not_see_is_not_there(client_of: ClientOf, address: str) -> None:
    for name in ("clerk", "system_administrator", "nobody"):
        assert client_of(name).get(address).status_code == 404


def test_about_cadences_figures_and_due_days_are_drawn(
    client_of: ClientOf, desk: Desk, ledgers: Ledgers
) -> None:
    made(desk, ledgers("trial_management"), deadline="2026-03-20")
    browser = client_of("trial_management")
    assert "申请办结" in page(browser, "/ledgers/errand/about/")
    assert "每季度至少一次" in page(browser, "/ledgers/talk/cadences/")
    assert "事项数" in page(browser, "/ledgers/errand/figures/?period=2026")
    assert "2026-03-20" in page(browser, "/ledgers/due/")


def test_notices_and_feeds_lead_to_the_real_pages() -> None:
    assert entry_address("errand", 7) == reverse("ledgers:entry", args=["errand", 7])
    assert cadence_address("talk") == reverse("ledgers:cadences", args=["talk"])
