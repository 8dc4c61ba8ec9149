"""A filled template is rehearsed, its good rows imported, its bad ones given back with marks."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from tests.desk_cast import Desk
from tests.ledger_desk import Ledgers
from tuobo.core.errors import RequestError
from tuobo.core.texts import Texts
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.import_file import ReadFile
from tuobo.operations.ledgers.import_workbooks import marked_workbook, template_workbook
from tuobo.operations.ledgers.importing import commit_import, rehearse_import
from tuobo.records.audit.models import AuditEvent
from tuobo.records.ledgers.files import Brought
from tuobo.records.ledgers.models import Entry, EntryEvent, EntryLink

TITLES = ("事项*", "类别", "责任人", "期限", "经费", "填报单位")


def workbook(*rows: tuple[str, ...], titles: tuple[str, ...] = TITLES) -> Brought:
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((titles, *rows)):
            sheet.write_row(at, 0, row)
    return Brought(name="事项.xlsx", content=target.getvalue())


def rehearsed(desk: LedgerDesk, brought: Brought) -> ReadFile:
    return rehearse_import(desk, desk.ledger("errand"), brought, Texts(desk.content))


def test_good_rows_are_imported_and_bad_ones_wait(desk: Desk, ledgers: Ledgers) -> None:
    office = ledgers("trial_management")
    brought = workbook(
        ("清理积案", "重大", "法官丙02", "2026.3.20", "3.5万", "民事审判第一庭"),
        ("", "小", "", "", "", "民事审判第一庭"),
        ("整理卷宗", "中等", "", "2026-02-30", "", "民事审判第二庭"),
    )

    found = rehearsed(office, brought)
    assert (len(found.accepted), len(found.rejected)) == (1, 2)
    assert not Entry.objects.exists()
    assert [one.row for one in found.rejected] == [3, 4]
    assert {one.field for one in found.rejected[1].problems} == {"kind", "deadline"}

    ledger = office.ledger("errand")
    imported = commit_import(office, ledger, (found.digest, found.name, 1), Texts(office.content))

    assert (imported.count, imported.first) == (1, "事项〔2026〕001")
    entry = Entry.objects.get()
    assert (entry.title, entry.values["budget"], entry.values["kind"]) == (
        "清理积案", 3_500_000, "big",
    )  # fmt: skip
    assert EntryEvent.objects.get().event == "create"
    assert EntryLink.objects.get(field="leader").person == desk.accounts["judge"].person
    told = AuditEvent.objects.get(kind="ledger.imported")
    assert (told.fields["rows"], told.fields["first"]) == (1, "事项〔2026〕001")


def test_a_row_for_a_unit_out_of_reach_is_rejected(desk: Desk, ledgers: Ledgers) -> None:
    head = ledgers("division_head")

    found = rehearsed(head, workbook(("清理积案", "", "", "", "", "民事审判第二庭")))

    assert [one.field for one in found.rejected[0].problems] == ["unit"]


def test_states_and_numbers_cannot_be_imported(desk: Desk, ledgers: Ledgers) -> None:
    titles = ("编号", "状态", *TITLES)
    row = ("事项〔2026〕009", "已办结", "清理积案", "", "", "", "", "民事审判第一庭")

    found = rehearsed(ledgers("trial_management"), workbook(row, titles=titles))

    assert {one.field for one in found.rejected[0].problems} == {"number", "state"}


def test_a_file_of_nothing_but_bad_rows_imports_nothing(desk: Desk, ledgers: Ledgers) -> None:
    office = ledgers("trial_management")
    found = rehearsed(office, workbook(*(("", "中等", "", "", "", "") for _ in range(5))))
    assert (len(found.accepted), len(found.rejected)) == (0, 5)

    with pytest.raises(RequestError) as refused:
        commit_import(office, office.ledger("errand"), (found.digest, found.name, 0),
                      Texts(office.content))  # fmt: skip

    assert refused.value.code == "ledger_store.import_changed"
    assert not Entry.objects.exists()
    assert not AuditEvent.objects.filter(kind="ledger.imported").exists()


def test_rejected_rows_come_back_marked_and_can_be_brought_again(
    desk: Desk, ledgers: Ledgers
) -> None:
    office = ledgers("trial_management")
    texts, ledger = Texts(office.content), office.ledger("errand")
    found = rehearsed(office, workbook(("清理积案", "中等", "", "", "", "民事审判第一庭")))

    marked = marked_workbook(found, ledger, texts)

    book = openpyxl.load_workbook(BytesIO(marked))
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:2] == ["清理积案", "中等"]
    assert sheet["B2"].fill.fgColor.rgb == "FFF4B6B6"
    assert "类别" in str(sheet["G2"].value)
    sheet["B2"] = "小"
    mended = BytesIO()
    book.save(mended)
    again = rehearsed(office, Brought(name="改.xlsx", content=mended.getvalue()))
    assert len(again.accepted) == 1


def test_the_template_can_be_filled_and_brought_back(desk: Desk, ledgers: Ledgers) -> None:
    office = ledgers("division_head")
    content = template_workbook(office, office.ledger("errand"), Texts(office.content))
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    titles = [str(cell.value) for cell in sheet[1]]
    sheet.cell(row=2, column=titles.index("事项*") + 1, value="清理积案")
    filled = BytesIO()
    book.save(filled)

    found = rehearsed(office, Brought(name="模板.xlsx", content=filled.getvalue()))

    assert len(found.accepted) == 1


@pytest.mark.parametrize(
    ("brought", "code"),
    [
        (Brought(name="a.xlsx", content=b""), "attachment.empty"),
        (Brought(name="a.xlsx", content=b"MZ\x00\x01 not a workbook"), "import_not_excel"),
        (workbook(), "import_nothing"),
        (workbook(("小",), titles=("类别",)), "import_titles"),
    ],
)
def test_a_file_that_cannot_be_imported_is_told_why(
    ledgers: Ledgers, brought: Brought, code: str
) -> None:
    with pytest.raises(RequestError) as refused:
        rehearsed(ledgers("trial_management"), brought)
    assert refused.value.code.endswith(code)
