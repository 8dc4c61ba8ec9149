"""What the database itself refuses, and what is kept of a file."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.desk_cast import Desk
from tests.ledger_desk import Ledgers, made
from tuobo.core.content import Content
from tuobo.core.errors import RequestError
from tuobo.records.ledgers.files import Brought, checked_file, content_of, keep_content
from tuobo.records.ledgers.models import EntryEvent, EntryLink

MEGABYTE = 1024**2


def test_the_history_of_an_entry_can_be_neither_changed_nor_removed(
    desk: Desk, ledgers: Ledgers
) -> None:
    made(desk, ledgers("division_head"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        EntryEvent.objects.update(reason="改")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        EntryEvent.objects.all().delete()
    assert EntryEvent.objects.get().reason == ""


def test_a_link_names_exactly_one_thing(desk: Desk, ledgers: Ledgers) -> None:
    entry = made(desk, ledgers("division_head"))
    person = desk.accounts["judge"].person
    for wrong in ({}, {"text": "a", "person": person}, {"to_entry": entry, "text": "b"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EntryLink.objects.create(entry=entry, field="x", **wrong)


def package(*members: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as book:
        for one in members:
            book.writestr(one, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("报告.pdf", b"%PDF-1.7 ..."),
        ("说明.docx", package("[Content_Types].xml", "word/document.xml")),
        ("表.xlsx", package("xl/workbook.xml")),
        ("公文.ofd", package("OFD.xml")),
        ("照片.JPG", b"\xff\xd8\xff\xe0 ..."),
        ("记录.txt", "会议记录".encode("gb18030")),
    ],
)
def test_files_that_are_what_they_say_are_kept_and_found_again(
    tmp_path: Path, name: str, content: bytes
) -> None:
    file = checked_file(Brought(name=name, content=content), Content(), MEGABYTE)
    keep_content(tmp_path, file)
    keep_content(tmp_path, file)
    assert content_of(tmp_path, file.sha256) == content
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert kept[0].stat().st_mode & 0o111 == 0  # nothing here can be executed


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("报告.pdf", b"MZ\x90\x00", "attachment.lies"),
        ("报告.pdf", package("word/document.xml"), "attachment.lies"),
        ("说明.docx", package("word/document.xml", "word/vbaProject.bin"), "attachment.lies"),
        ("说明.docx", b"PK\x03\x04 broken", "attachment.lies"),
        ("记录.txt", b"a\x00b", "attachment.lies"),
        ("程序.exe", b"MZ\x90\x00", "attachment.kind"),
        ("没有后缀", b"abc", "attachment.kind"),
        ("空.pdf", b"", "attachment.empty"),
        ("大.txt", b"a" * (MEGABYTE + 1), "attachment.too_large"),
    ],
)
def test_files_that_lie_are_empty_or_too_large_are_refused(
    name: str, content: bytes, code: str
) -> None:
    with pytest.raises(RequestError) as refused:
        checked_file(Brought(name=name, content=content), Content(), MEGABYTE)
    assert refused.value.code == code


def test_a_path_in_a_name_is_cut_off() -> None:
    file = checked_file(
        Brought(name="..\\..\\etc/报告.pdf", content=b"%PDF-1.7"), Content(), MEGABYTE
    )
    assert file.name == "报告.pdf"


def test_a_content_that_was_changed_is_not_given_out(tmp_path: Path) -> None:
    file = checked_file(Brought(name="a.pdf", content=b"%PDF-1.7"), Content(), MEGABYTE)
    keep_content(tmp_path, file)
    (path,) = (one for one in tmp_path.rglob("*") if one.is_file())
    path.chmod(0o640)
    path.write_bytes(b"%PDF-1.7 forged")
    with pytest.raises(RequestError) as refused:
        content_of(tmp_path, file.sha256)
    assert refused.value.code == "attachment.changed"
