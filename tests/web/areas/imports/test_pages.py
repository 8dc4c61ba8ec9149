"""The pages of the wizard and of batches: what each says at each step, to whom, and what it costs.

The small file has a good row, one closed before it was filed (rejected) and one archived before it
was closed (doubtful). The steps themselves are tested in tests/operations/imports_desk.
"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.desk_cast import ClientOf
from tests.operations.imports_desk.files import BAD, DAY, DOUBTFUL, GOOD, HEAD, line
from tuobo.core.clock import today
from tuobo.operations.jobs.working import work_off
from tuobo.records.audit.models import AuditEvent
from tuobo.records.registry.models import Upload

pytestmark = pytest.mark.usefixtures("workspace")
SMALL = HEAD + GOOD + BAD + DOUBTFUL
RED = "FFFFC7CE"


def file(text: str | bytes, name: str = "补报.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


@pytest.fixture
def office(client_of: ClientOf) -> Client:
    return client_of("trial_management")


def page(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def bring(office: Client, text: str = SMALL, **more: object) -> int:
    """Through the form; the number of the upload, read as far as it goes by itself."""
    given = {"brought": file(text), "day": f"{DAY:%Y.%m.%d}", **more}
    answer = office.post("/imports/new/", given)
    assert answer.status_code == 302, answer.content.decode()
    work_off()
    return int(answer.headers["Location"].strip("/").split("/")[-1])


def revision(upload: int) -> int:
    return line(upload).revision


def confirm(office: Client, upload: int) -> None:
    """The columns as the page proposes them."""
    found = office.get(f"/imports/uploads/{upload}/").context["page"]
    choices = {
        one.key: one.title
        for part in found.columns
        for sheet in part.sheets
        for table in sheet.tables
        for one in (*table.read, *table.unread)
        if one.title
    }
    address = f"/imports/uploads/{upload}/columns/"
    answer = office.post(address, {**choices, "revision": revision(upload)})
    assert answer.status_code == 302, answer.content.decode()
    work_off()


@pytest.fixture
def checked(office: Client) -> int:
    """An upload that waits for a decision."""
    upload = bring(office)
    confirm(office, upload)
    return upload


def committed(office: Client, upload: int) -> str:
    """Decided and committed; the name of the batch."""
    address = f"/imports/uploads/{upload}/"
    decided = {"decide.chronology": "keep", "revision": revision(upload)}
    assert office.post(f"{address}decide/", decided).status_code == 302
    work_off()
    given = {"note": "月报", "revision": revision(upload)}
    assert office.post(f"{address}commit/", given).status_code == 302
    work_off()
    return str(office.get(address).context["page"].batch)


def test_the_form_says_beside_the_field_what_is_wrong_and_keeps_the_day(office: Client) -> None:
    none = office.post("/imports/new/", {"day": "2025.12.31"})
    assert none.status_code == 400
    assert 'value="2025.12.31"' in none.content.decode()
    late = office.post("/imports/new/", {"brought": file(SMALL), "day": "年底"})
    assert late.status_code == 400
    assert "看不懂日期“年底”" in late.content.decode()
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("月报.xlsx", b"this is no workbook", "月报.xlsx"),
        ("空.csv", b"", "空.csv"),
        ("程序.exe", b"MZ\x90\0", "程序.exe"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_told_at_once(
    office: Client, name: str, content: bytes, told: str
) -> None:
    given = {"brought": file(content, name), "day": "20251231"}
    answer = office.post("/imports/new/", given)
    assert answer.status_code == 400
    (problem,) = answer.context["page"].form.errors["brought"]
    assert told in problem
    assert not Upload.objects.exists()


def test_the_template_is_a_workbook_and_tells_its_columns(office: Client) -> None:
    answer = office.get("/imports/template/")
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert book.worksheets[0].cell(1, 1).comment is not None


def test_columns_are_proposed_and_a_required_one_cannot_be_left_out(office: Client) -> None:
    upload = bring(office)
    text = page(office, f"/imports/uploads/{upload}/")
    assert "请核对" in text
    assert "立案日期" in text
    address = f"/imports/uploads/{upload}/columns/"
    answer = office.post(address, {"0.0.0.case_number": "", "revision": revision(upload)})
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.content.decode()
    assert line(upload).state == "matched"


def test_columns_confirmed_by_somebody_else_meanwhile_are_not_overwritten(office: Client) -> None:
    upload = bring(office)
    seen = revision(upload)
    confirm(office, upload)
    found = office.get(f"/imports/uploads/{upload}/columns/").context["page"]
    assert found.columns
    address = f"/imports/uploads/{upload}/columns/"
    for old in (seen, "x"):
        answer = office.post(address, {**_same(found), "revision": old})
        assert answer.status_code == 409
    assert line(upload).state == "checked"


def _same(found: object) -> dict[str, str]:
    return {
        one.key: one.title
        for part in found.columns  # type: ignore[attr-defined]
        for sheet in part.sheets
        for table in sheet.tables
        for one in table.read
    }


def test_each_row_stands_in_one_of_four_tabs_with_what_is_said_of_it(
    office: Client, checked: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/imports/uploads/{checked}/"
    with django_assert_num_queries(9):
        found = office.get(address).context["page"].check
    assert found.read == 3
    assert [(one.name, one.count) for one in found.tabs] == [
        ("就绪", 1), ("待决定", 1), ("退回", 1), ("不变", 0),
    ]  # fmt: skip
    assert found.tab == "decision"
    for tab, number in (("ready", "990001"), ("rejected", "990002"), ("decision", "990003")):
        assert number in page(office, f"{address}?tab={tab}")
    assert 'class="is-wrong"' in page(office, f"{address}?tab=rejected")
    assert "没有这一类的行" in page(office, f"{address}?tab=unchanged")
    assert "没有这一类的行" not in page(office, f"{address}?tab=nonsense")


def test_the_page_moves_while_work_goes_on_and_stands_still_afterwards(
    office: Client, checked: int
) -> None:
    address = f"/imports/uploads/{checked}/"
    assert office.post(f"{address}check/").status_code == 302
    part = office.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert f'hx-get="{address}"' in part
    work_off()
    assert "hx-trigger" not in office.get(address, headers={"HX-Request": "true"}).content.decode()


def test_nothing_is_committed_before_the_doubtful_rows_are_decided(
    office: Client, checked: int
) -> None:
    address = f"/imports/uploads/{checked}/"
    answer = office.post(f"{address}commit/", {"revision": revision(checked)})
    assert answer.status_code == 409
    decided = {"decide.chronology": "hold", "revision": revision(checked)}
    assert office.post(f"{address}decide/", decided).status_code == 302
    work_off()
    found = office.get(address).context["page"].check
    assert (found.undecided, found.tabs[2].count) == (0, 2)
    late = {"decide.chronology": "keep", "revision": 0}
    assert office.post(f"{address}decide/", late).status_code == 409


def test_a_note_that_is_too_long_is_told_on_the_page(office: Client, checked: int) -> None:
    given = {"note": "月" * 301, "revision": revision(checked)}
    answer = office.post(f"/imports/uploads/{checked}/commit/", given)
    assert answer.status_code == 400
    assert answer.context["page"].problem


def test_the_marked_workbook_says_in_the_cell_what_is_wrong(office: Client, checked: int) -> None:
    """Row 3 of the file is closed before it was filed: its closing day is commented."""
    answer = office.get(f"/imports/uploads/{checked}/waiting/0/")
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    sheet = book.worksheets[0]
    titles = [one.value for one in sheet[1]]
    cell = sheet.cell(2, titles.index("结案日期") + 1)
    assert sheet.cell(2, titles.index("案号") + 1).value == "（2025）辽9901民初990002号"
    assert cell.comment is not None
    assert "2025-02-06" in cell.comment.text
    event = AuditEvent.objects.get(kind="import.marked")
    assert event.subject == "补报.csv"
    assert office.get(f"/imports/uploads/{checked}/waiting/7/").status_code in {400, 404}


def test_a_batch_says_who_when_what_and_is_taken_back_with_a_reason(
    office: Client, checked: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    batch = committed(office, checked)
    address = f"/imports/batches/{batch}/"
    with django_assert_num_queries(8):
        text = page(office, address)
    for told in ("审管办经办人", "月报", "补报.csv", "SHA-256", "有效"):
        assert told in text
    assert f"{address}undo/" in text
    with django_assert_num_queries(9):
        listed = page(office, "/imports/")
    assert batch in listed
    assert openpyxl.load_workbook(
        BytesIO(b"".join(office.get(f"{address}waiting/0/").streaming_content))  # type: ignore[attr-defined]
    )

    seen = office.get(f"{address}undo/").context["page"].batch.number
    refused = office.post(f"{address}undo/", {"seen": seen, "note": ""})
    assert refused.status_code == 400
    assert office.post(f"{address}undo/", {"seen": seen + 1, "note": "x"}).status_code == 404
    assert office.post(f"{address}undo/", {"seen": seen, "note": "报错了月份"}).status_code == 302
    work_off()
    assert "已撤回" in page(office, address)
    assert f"{address}undo/" not in page(office, address)
    assert office.post(f"{address}undo/", {"seen": seen, "note": "再一次"}).status_code == 409


def test_two_batches_are_taken_back_one_after_the_other(office: Client) -> None:
    """After the second was taken back the first is the latest in force; then neither is."""
    names = [_whole(office, number) for number in ("990001", "990009")]
    first, second = (f"/imports/batches/{one}/" for one in names)
    assert "请先撤回后面有效的批次" in page(office, first)
    for address in (second, first):
        seen = office.get(f"{address}undo/").context["page"].batch.number
        given = {"seen": seen, "note": "报错了月份"}
        assert office.post(f"{address}undo/", given).status_code == 302
        work_off()
    listed = office.get("/imports/").context["page"].batches
    assert [one.name for one in listed if one.in_force] == [listed[-1].name]
    assert [one.took_back for one in listed[:2]] == [(names[0],), (names[1],)]
    assert [one.can_be_undone for one in listed] == [True, False, False, False, True]


def _whole(office: Client, number: str) -> str:
    """A batch of one sound row; its name."""
    upload = bring(office, HEAD + GOOD.replace("990001", number))
    if line(upload).state == "matched":
        confirm(office, upload)
    address = f"/imports/uploads/{upload}/"
    given = {"note": "", "revision": revision(upload)}
    assert office.post(f"{address}commit/", given).status_code == 302
    work_off()
    return str(office.get(address).context["page"].batch)


def test_a_check_that_somebody_overtook_says_so_and_offers_no_commit(
    office: Client, checked: int
) -> None:
    other = bring(office, HEAD + GOOD.replace("990001", "990009"))
    confirm(office, other)
    given = {"note": "", "revision": revision(other)}
    assert office.post(f"/imports/uploads/{other}/commit/", given).status_code == 302
    work_off()
    found = office.get(f"/imports/uploads/{checked}/").context["page"].check
    assert found.is_stale
    assert "/commit/" not in page(office, f"/imports/uploads/{checked}/")


def test_an_upload_is_discarded_and_no_step_can_be_taken_any_more(
    office: Client, checked: int
) -> None:
    address = f"/imports/uploads/{checked}/"
    assert office.post(f"{address}discard/").status_code == 302
    assert "没有写入任何数据" in page(office, address)
    for step in ("check/", "read/", "commit/"):
        answer = office.post(address + step, {"revision": revision(checked)})
        assert answer.status_code == 409, step


def test_mended_rows_are_brought_for_the_upload_that_they_mend(
    office: Client, checked: int
) -> None:
    assert "补报.csv" in page(office, f"/imports/new/?like={checked}")
    again = bring(office, HEAD + BAD.replace("2025-02-06", "2025-04-06"), like=checked)
    assert line(again).state == "checked"
    assert line(again).files[0].is_remembered or line(again).files[0].mapping


def test_who_sees_what(office: Client, client_of: ClientOf, checked: int) -> None:
    """Batches are seen by president and observer; the wizard is only of those who may import."""
    batch = committed(office, checked)
    addresses = ("/imports/", f"/imports/batches/{batch}/", f"/imports/uploads/{checked}/")
    answers = {
        who: [client_of(who).get(one).status_code for one in addresses]
        for who in ("president", "observer", "division_head", "judge", "nobody")
    }
    assert answers == {
        "president": [200, 200, 404],
        "observer": [200, 200, 404],
        "division_head": [404, 404, 404],
        "judge": [404, 404, 404],
        "nobody": [404, 404, 404],
    }
    assert "新的导入" not in page(client_of("president"), "/imports/")


def test_a_day_that_has_not_come_is_refused(office: Client) -> None:
    given = {"brought": file(SMALL), "day": (today() + timedelta(days=30)).isoformat()}
    answer = office.post("/imports/new/", given)
    assert answer.status_code == 400
    assert "还没有到" in answer.context["page"].form.errors["day"][0]
    assert not Upload.objects.exists()
