"""The sample court's answer key: what was planted for the checks is found where it was planted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.engines.intake.files import CONTENT, read
from tuobo.engines.intake.batch import Batch
from tuobo.engines.intake.checks import CheckContext, check
from tuobo.engines.intake.merging import merged
from tuobo.engines.sample import sample_court, write_export

# What follows from a rejected case, and not from the place where something was planted.
CONSEQUENCES = {"orphan_row", "accounting_identity"}


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("court")
    write_export(sample_court(size=2000), folder)
    return folder


@pytest.fixture(scope="module")
def checked(export: Path) -> Batch:
    files = sorted(path for path in export.iterdir() if path.suffix in {".xlsx", ".csv"})
    whole = merged([read(path) for path in files])
    return check(whole, CheckContext.of(CONTENT, day=date(2025, 12, 31)))


@pytest.fixture(scope="module")
def planted(export: Path) -> list[dict[str, Any]]:
    key = json.loads((export / "answer_key.json").read_text(encoding="utf-8"))
    return [entry for entry in key if entry["kind"] == "check"]


def places(entry: dict[str, Any]) -> set[tuple[str, int]]:
    """Sheet, as a batch of several files calls it, and row."""
    return {
        (one["file"] if one["file"].endswith(".csv") else f"{one['file']} · {one['sheet']}",
         one["row"])
        for one in (entry, *entry["places"])
    }  # fmt: skip


def found(checked: Batch) -> Iterator[tuple[str, str, tuple[str, int | None]]]:
    rows = checked.issues.select("rule", "severity", "sheet", "row").iter_rows()
    return ((rule, severity, (sheet, row)) for rule, severity, sheet, row in rows)


def test_every_planted_fault_is_found_with_its_severity(
    checked: Batch, planted: list[dict[str, Any]]
) -> None:
    issues = list(found(checked))
    assert len(planted) > 15
    for entry in planted:
        for rule, severity in entry["expected"].items():
            if severity not in {"rejected", "warning"}:  # the time limits' part of the key
                continue
            assert any(
                issue[:2] == (rule, severity) and (issue[2][1] is None or issue[2] in places(entry))
                for issue in issues
            ), (entry["id"], rule, severity)


def test_nothing_else_is_rejected(checked: Batch, planted: list[dict[str, Any]]) -> None:
    expected = set().union(*(places(entry) for entry in planted))
    surprising = [
        (rule, place)
        for rule, severity, place in found(checked)
        if severity == "rejected" and rule not in CONSEQUENCES and place not in expected
    ]
    assert surprising == []


def test_the_rows_of_the_whole_export_add_up(checked: Batch) -> None:
    for sheet, rows in checked.rows_read.items():
        assert rows == checked.rows_kept[sheet] + checked.rows_rejected[sheet]
    cases = checked.tables["case"]
    assert cases["case_number"].n_unique() == cases.height
    assert cases.filter(pl.col("closed_on") < pl.col("filed_on")).is_empty()
