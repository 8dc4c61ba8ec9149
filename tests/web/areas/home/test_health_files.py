"""The health check as Excel and Word: all its lines, its criteria on top, and the log is told."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.http import FileResponse
from openpyxl import load_workbook

from tests.desk_cast import ClientOf
from tuobo.records.audit.models import AuditEvent


def content_of(answer: FileResponse) -> bytes:
    found = b"".join(answer.streaming_content)
    answer.close()
    return found


def test_the_workbook_has_every_line_with_its_counts_and_the_criteria(client_of: ClientOf) -> None:
    answer = client_of("president").get("/export/?status=all")
    book = load_workbook(BytesIO(content_of(answer)), read_only=True)
    rows = list(book.active.iter_rows(values_only=True))
    book.close()
    top = {row[0]: row[1] for row in rows[:8]}
    assert top["统计期"] == "2025-01..2025-12"
    assert "数据版本" in top
    head = next(number for number, row in enumerate(rows) if row[0] == "组别")
    line = next(row for row in rows if row[2] == "审限内结案率")
    value, numerator, denominator = line[3:6]
    assert value == f"{round(100 * numerator / denominator, 2):.2f}%"
    assert len(rows) - head - 1 > 20


def test_the_word_file_holds_the_same_lines(client_of: ClientOf) -> None:
    answer = client_of("president").get("/word/")
    with ZipFile(BytesIO(content_of(answer))) as package:
        text = package.read("word/document.xml").decode()
    assert "审限内结案率" in text
    assert "2025-01..2025-12" in text


def test_the_log_says_who_took_out_what_by_which_criteria(client_of: ClientOf) -> None:
    content_of(client_of("president").get("/export/?special_cause=on"))
    event = AuditEvent.objects.filter(kind="list.exported").latest("sequence")
    assert event.subject == "审判质量体检表"
    assert "非偶然变化" in str(event.fields)


@pytest.mark.parametrize("name", ["party_office", "observer"])
def test_files_are_for_those_who_may_export(client_of: ClientOf, name: str) -> None:
    assert client_of(name).get("/export/").status_code == 404
    assert client_of(name).get("/word/").status_code == 404
