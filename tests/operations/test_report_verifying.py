"""A report read again: figures typed over, drafts checked, newer data beside the old."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.operations.sample_reports import (
    composed,
    more_cases,
    of_sample,
    typed_over,
)
from tests.sample_store import AT, new_store, shared_store
from tuobo.core.errors import DataError
from tuobo.core.period import Period
from tuobo.engines.reports.compose import Outcome
from tuobo.engines.reports.document import (
    Form,
)
from tuobo.operations.check_draft import check_draft_file
from tuobo.operations.diff_reports import diff_reports
from tuobo.operations.verify_report import verify_document, verify_file
from tuobo.operations.write_report import write_report


def test_a_number_typed_over_in_word_is_found(tmp_path: Path) -> None:
    store = shared_store()
    document = of_sample("briefing").document
    path = tmp_path / "简报.docx"
    write_report(store.workspace, document, [path])
    assert verify_file(store.workspace, path, AT).holds
    figure = next(one for one in document.passports if one.form is Form.VALUE)
    typed_over(path, figure.text, "9999")
    found = verify_file(store.workspace, path, AT)
    altered = [one for one in found.checked if one.outcome is Outcome.ALTERED]
    assert not found.holds
    assert {(one.printed.text, one.expected) for one in altered} == {("9999", figure.text)}


@pytest.mark.parametrize("outline", ["special_report", "supervision_notice"])
def test_the_checker_of_drafts_finds_nothing_but_the_gaps(outline: str, tmp_path: Path) -> None:
    store, made = shared_store(), of_sample(outline)
    path = tmp_path / "报告.docx"
    write_report(store.workspace, made.document, [path])
    found = check_draft_file(path, store.workspace.content).findings
    assert {one.rule for one in found} == {"placeholder"}
    assert len(found) == len(made.gaps)


def test_newer_data_show_old_and_new_and_the_old_figures_still_hold(tmp_path: Path) -> None:
    store = new_store()
    before = composed(store, "briefing", period=Period.of("2025-11"))
    closed = next(
        one
        for one in before.document.passports
        if one.evidence.definition == "resolved_cases@1" and one.form is Form.VALUE
    )
    version = more_cases(store, tmp_path)
    found = verify_document(store.workspace, before.document, AT)
    assert found.holds
    newer = {one.printed.code: one for one in found.checked if one.outcome is Outcome.NEWER}
    assert newer[closed.code].expected == closed.text
    assert int(newer[closed.code].latest) == int(closed.text) + 3
    after = composed(store, "briefing", version, period=Period.of("2025-11"))
    files = [tmp_path / "a.json", tmp_path / "b.docx"]
    write_report(store.workspace, before.document, files[:1])
    write_report(store.workspace, after.document, files[1:])
    changes = diff_reports(store.workspace, str(files[0]), str(files[1]))
    by_code = {one.before.code: one for one in changes if one.before}
    changed = by_code[closed.code].after
    assert changed is not None
    assert int(changed.text) == int(closed.text) + 3


def test_a_file_that_is_not_there_is_told() -> None:
    store = shared_store()
    with pytest.raises(DataError) as caught:
        diff_reports(store.workspace, "nowhere.docx", "nowhere.json")
    assert caught.value.code == "compose.no_file"
