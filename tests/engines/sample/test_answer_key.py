"""The answer key: it names every signature and check, and what it names is really there."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from tuobo.engines.sample import Planted, SampleCourt, sample_court, write_export

SIGNATURES = {f"G{number}" for number in range(1, 18)}
FINDINGS = {
    "overdue", "late_extension", "extension_without_basis", "extension_over_cap",
    "exclusion_without_paper", "exclusion_ground_not_in_law", "exclusion_after_expiry",
    "overlapping_exclusions", "exclusion_over_cap", "notice_in_simplified",
    "stay_linked_case_closed", "appraisal_too_long", "too_many_adjournments",
    "closed_before_served", "late_conversion", "mediation_too_long",
    "pre_filing_number_after_2025", "withdrawal_and_twin",
}  # fmt: skip
CHECKS = {
    "case_number_form", "duplicate_case_number", "chronology", "impossible_date", "future_date",
    "unknown_code", "closing_way_mismatch", "numbering_gap", "interval_overlap",
    "accounting_identity", "missing_required", "unreadable_value", "orphan_row",
}  # fmt: skip


def _months_on(day: date, months: int) -> date:
    """The corresponding day, or the month's last (民法典 202)."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def _of(court: SampleCourt, signature: str, kind: str = "finding") -> list[Planted]:
    return [
        one
        for one in court.answer_key
        if one.signature == signature and one.kind == kind and one.origin == "planted"
    ]


def _case(court: SampleCourt, number: str) -> dict[str, Any]:
    return court.tables["case"].filter(pl.col("case_number") == number).to_dicts()[0]


def _row(court: SampleCourt, one: Planted) -> dict[str, Any]:
    table, at = one.rows[0]
    return court.tables[table].row(at, named=True)


def test_every_signature_finding_and_check_is_planted(court: SampleCourt) -> None:
    signatures = {one.signature for one in court.answer_key}
    expected = {name for one in court.answer_key for name in one.expected}

    assert signatures >= SIGNATURES
    assert expected >= SIGNATURES | FINDINGS | CHECKS


def test_entries_have_unique_ids_and_say_why_in_both_languages(court: SampleCourt) -> None:
    ids = [one.id for one in court.answer_key]

    assert len(set(ids)) == len(ids)
    assert all(one.why.zh and one.why.en and one.keys and one.expected for one in court.answer_key)


def test_one_case_serves_one_anomaly_only(court: SampleCourt) -> None:
    owners: dict[str, set[str]] = {}
    for one in court.answer_key:
        for key in one.keys:
            owners.setdefault(key, set()).add(one.id)
    shared = {key: ids for key, ids in owners.items() if len(ids) > 1}
    assert not shared


LIMITS = {"simplified": 3, "ordinary": 6}
VIOLATES: dict[str, Callable[[SampleCourt, dict[str, Any], dict[str, Any]], bool]] = {
    "overdue": lambda _, __, case: case["closed_on"] > _months_on(case["filed_on"], 6),
    "late_extension": lambda _, row, case: row["approved_on"] > _months_on(case["filed_on"], 6),
    "extension_without_basis": lambda _, row, __: row["approver"] in {None, "division_head"},
    "extension_over_cap": lambda _, row, __: row["added_months"] > 1,
    "exclusion_without_paper": lambda _, row, __: row["paper"] is None,
    "exclusion_ground_not_in_law": lambda _, row, case: (
        case["domain"] == "civil" and row["ground"] in {"X-SALE", "X-PROC-READ"}
    ),
    "exclusion_after_expiry": lambda _, row, case: (
        row["starts_on"] > _months_on(case["filed_on"], 6)
    ),
    "exclusion_over_cap": lambda _, row, __: (row["ends_on"] - row["starts_on"]).days == 75,
    "notice_in_simplified": lambda _, row, case: (
        row["ground"] == "X-NOTICE" and case["procedure"] == "simplified"
    ),
    "stay_linked_case_closed": lambda court, row, case: (
        case["closed_on"] is None
        and row["ends_on"] is None
        and _case(court, row["linked_case_number"])["closed_on"]
        < court.as_of - timedelta(days=100)
    ),
    "appraisal_too_long": lambda _, row, __: (row["ends_on"] - row["starts_on"]).days > 100,
    "closed_before_served": lambda _, row, __: row["served_on"] > row["closed_on"],
    "late_conversion": lambda _, row, case: (
        row["happened_on"] > _months_on(case["filed_on"], 3)
    ),
    "pre_filing_number_after_2025": lambda _, row, __: (
        row["case_word"] == "诉前调" and row["filed_on"].year == 2025
    ),
}  # fmt: skip


@pytest.mark.parametrize("finding", sorted(VIOLATES))
def test_what_is_planted_breaks_the_rule_that_it_names(court: SampleCourt, finding: str) -> None:
    planted = _of(court, finding)
    assert planted
    for one in planted:
        row = _row(court, one)
        assert VIOLATES[finding](court, row, _case(court, row["case_number"])), one.id


def test_hidden_overruns_look_right_in_the_source(court: SampleCourt) -> None:
    """The court's own system gives a due date after the closing day."""
    for one in _of(court, "overdue"):
        case = _case(court, one.keys[0])
        assert case["source_due_on"] >= case["closed_on"]


def test_overlapping_exclusions_overlap(court: SampleCourt) -> None:
    for one in _of(court, "overlapping_exclusions"):
        later, earlier = (court.tables[t].row(at, named=True) for t, at in one.rows[:2])
        assert earlier["starts_on"] < later["starts_on"] < earlier["ends_on"] < later["ends_on"]


def test_twins_are_filed_within_sixty_days_of_a_withdrawal(court: SampleCourt) -> None:
    for one in _of(court, "G5", "gaming"):
        first, twin = (_case(court, number) for number in one.keys)
        assert first["closing_way"] in {"withdrawn", "deemed_withdrawn"}
        assert 0 < (twin["filed_on"] - first["closed_on"]).days <= 60
        assert first["dispute"] == twin["dispute"]
        assert first["cause"] == twin["cause"]


def test_resumed_enforcement_follows_within_ninety_days(court: SampleCourt) -> None:
    planted = _of(court, "G13", "gaming")
    assert planted
    for one in planted:
        ended, resumed = (_case(court, number) for number in one.keys)
        assert ended["closing_way"] == "enforcement_suspended_closing"
        assert 0 < (resumed["filed_on"] - ended["closed_on"]).days <= 90
        assert resumed["origin_case_number"] == ended["case_number"]


def test_natural_overruns_are_listed_and_marked(court: SampleCourt) -> None:
    natural = [one for one in court.answer_key if one.origin == "natural"]
    closed = court.tables["case"].filter(pl.col("closed_on").is_not_null()).height

    assert 0.01 < len(natural) / closed < 0.04
    assert {one.signature for one in natural} == {"overdue"}


@pytest.fixture(scope="module")
def small_export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tenth of the court: openpyxl needs a minute for the whole."""
    folder = tmp_path_factory.mktemp("small")
    write_export(sample_court(size=3000), folder)
    return folder


@pytest.fixture(scope="module")
def key(small_export: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((small_export / "answer_key.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def cells(small_export: Path) -> dict[tuple[str, str], list[tuple[Any, ...]]]:
    """(file, sheet) → rows as openpyxl, an independent reader, sees them."""
    found = {}
    for name in ("cases.xlsx", "caseload.xlsx", "staff.xlsx"):
        book = openpyxl.load_workbook(small_export / name, read_only=True)
        for sheet in book.worksheets:
            found[name, sheet.title] = list(sheet.iter_rows(values_only=True))
    for name, encoding in (("mediation.csv", "gb18030"), ("petition.csv", "utf-8-sig")):
        lines = (small_export / name).read_text(encoding).splitlines()
        sheet = "调解" if name.startswith("mediation") else "信访"
        found[name, sheet] = [tuple(line.split(",")) for line in lines]
    return found


def _header(rows: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    return next(row for row in rows if sum(cell is not None for cell in row) > 3)


def test_places_of_the_key_are_the_rows_of_the_files(
    key: list[dict[str, Any]], cells: dict[tuple[str, str], list[tuple[Any, ...]]]
) -> None:
    """The row that the key names carries the number that the key names, in any width."""
    narrow = str.maketrans("０１２３４５６７８９()", "0123456789（）")
    free = {"case_number_form", "numbering_gap", "accounting_identity"}
    for one in key:
        rows = cells[one["file"], one["sheet"]]
        row = rows[one["row"] - 1]
        if one["column"]:
            assert one["column"] in _header(rows), one["id"]
        if one["signature"] not in free:
            texts = {str(cell).translate(narrow) for cell in row if cell is not None}
            assert texts & set(one["keys"]), (one["id"], row)


@pytest.mark.parametrize(
    ("signature", "texts"),
    [
        ("impossible_date", {"1900年1月5日", "1901-01-01", "1925/9/14"}),
        ("future_date", {"2027-03-05", "2026/8/9", "2062-01-04"}),
        ("closing_way_mismatch", {"执行完毕", "终结本次执行程序", "判决"}),
    ],
)
def test_wrong_cells_stand_where_the_key_says(
    key: list[dict[str, Any]], cells: dict[tuple[str, str], list[tuple[Any, ...]]],
    signature: str, texts: set[str],
) -> None:  # fmt: skip
    found = set()
    for one in (entry for entry in key if entry["signature"] == signature):
        rows = cells[one["file"], one["sheet"]]
        found.add(rows[one["row"] - 1][_header(rows).index(one["column"])])
    assert found == texts
