"""A batch counts: what was read is what was kept and what was rejected, per sheet."""

from __future__ import annotations

from pathlib import Path

from tests.engines.intake.files import CASE_TITLES, case_rows, read, workbook
from tuobo.core.issue import Issue, Place, Severity
from tuobo.engines.intake import Batch, issue_frame


def _rejected(batch: Batch, sheet: str, row: int | None) -> Issue:
    place = Place(file=batch.file, sheet=sheet, row=row)
    return Issue(
        rule="orphan_row", severity=Severity.REJECTED, place=place, found="x", expected="y"
    )


def test_a_row_rejected_twice_is_one_row_less(tmp_path: Path) -> None:
    """Five rows on two sheets; row 3 of the first is rejected by two rules: 2 + 2 are kept."""
    sheets = {"案件": [CASE_TITLES, *case_rows(3)], "案件二": [CASE_TITLES, *case_rows(5)[3:]]}
    batch = read(workbook(tmp_path / "cases.xlsx", sheets))

    judged = batch.with_issues(issue_frame([_rejected(batch, "案件", 3)] * 2))

    assert judged.rows_read == {"案件": 3, "案件二": 2}
    assert judged.rows_rejected == {"案件": 1, "案件二": 0}
    assert judged.rows_kept == {"案件": 2, "案件二": 2}
    assert judged.tables["case"].height == 4
    assert judged.issues.height == 2


def test_an_issue_of_the_whole_file_rejects_no_row(tmp_path: Path) -> None:
    batch = read(workbook(tmp_path / "cases.xlsx", {"案件": [CASE_TITLES, *case_rows(3)]}))

    judged = batch.with_issues(issue_frame([_rejected(batch, "案件", None)]))

    assert judged.rows_kept == {"案件": 3}
    assert judged.tables["case"].height == 3
