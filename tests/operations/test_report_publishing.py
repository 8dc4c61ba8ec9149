"""Publishing a report: frozen, filled in, corrected by an erratum, refused when edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.operations.sample_reports import (
    composed,
    more_cases,
    typed_over,
)
from tests.sample_store import AT, new_store
from tuobo.core.errors import DataError, StateError
from tuobo.core.period import Period
from tuobo.engines.reports.document import (
    Table,
)
from tuobo.operations.publish_report import publish_report
from tuobo.operations.report_shelf import ReportShelf, ReportState
from tuobo.operations.write_report import write_report


def test_a_published_report_is_frozen_and_corrected_by_an_erratum(tmp_path: Path) -> None:
    store = new_store()
    shelf = ReportShelf(store.workspace.store)
    made = composed(store, "briefing", period=Period.of("2025-11"), number="恒法〔2025〕3号")
    assert made.gaps == ()
    first = shelf.keep_draft(made.document, gaps=0, at="")
    done = publish_report(store.workspace, first.id, at=AT, who="clerk")
    assert (done.entry.state, done.entry.number) == (ReportState.PUBLISHED, "2026-001")
    with pytest.raises(StateError) as caught:
        publish_report(store.workspace, first.id, at=AT)
    assert caught.value.code == "compose.published_already"

    version = more_cases(store, tmp_path)
    again = composed(
        store, "briefing", version, period=Period.of("2025-11"), number="恒法〔2025〕4号"
    )
    second = shelf.keep_draft(again.document, gaps=0, at="")
    correction = publish_report(store.workspace, second.id, at=AT, corrects=first.id)
    assert correction.entry.number == "2026-002"
    assert shelf.entry(first.id).corrected_by == second.id
    table = shelf.erratum(second.id).blocks[1]
    assert isinstance(table, Table)
    old = [row[3].text for row in table.rows]
    assert any(one.text in old for one in shelf.document(first.id).passports)
    assert [one.id for one in shelf.entries()] == ["briefing-001", "briefing-002"]


def test_a_report_with_gaps_is_published_with_the_file_that_fills_them(tmp_path: Path) -> None:
    store = new_store()
    shelf = ReportShelf(store.workspace.store)
    made = composed(store, "briefing")
    entry = shelf.keep_draft(made.document, gaps=len(made.gaps), at="")
    path = tmp_path / "简报.docx"
    write_report(store.workspace, shelf.document(entry.id), [path])
    for file, code in ((None, "compose.gaps_left"), (path, "compose.gaps_in_file")):
        with pytest.raises(StateError) as caught:
            publish_report(store.workspace, entry.id, at=AT, file=file)
        assert caught.value.code == code
    figure = made.document.passports[0].text
    typed_over(path, "【待填：发文字号】", "恒法〔2025〕3号")
    typed_over(path, figure, "9999")
    with pytest.raises(StateError) as caught:
        publish_report(store.workspace, entry.id, at=AT, file=path)
    assert caught.value.code == "compose.altered"
    typed_over(path, "9999", figure)
    other = tmp_path / "另一份.docx"
    write_report(
        store.workspace, composed(store, "briefing", period=Period.of("2025-11")).document, [other]
    )
    typed_over(other, "【待填：发文字号】", "恒法〔2025〕3号")
    with pytest.raises(StateError) as caught:
        publish_report(store.workspace, entry.id, at=AT, file=other)
    assert caught.value.code == "compose.other_file"
    assert publish_report(store.workspace, entry.id, at=AT, file=path).entry.sha256


def test_a_frozen_report_that_somebody_edited_is_refused(tmp_path: Path) -> None:
    store = new_store()
    shelf = ReportShelf(store.workspace.store)
    made = composed(store, "briefing", number="恒法〔2025〕3号")
    entry = shelf.keep_draft(made.document, gaps=0, at="")
    publish_report(store.workspace, entry.id, at=AT)
    path = store.workspace.store / "reports" / entry.id / "report.json"
    path.write_text(path.read_text(encoding="utf-8").replace("简报", "报告"), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        shelf.document(entry.id)
    assert caught.value.code == "compose.frozen_changed"
