"""The sample's export on its way through intake and time limits, held against its answer key.

Recall: whatever the key expects fires at the place that it names, with its severity. Precision:
whatever fires is in the key, or follows from a row that the key spoils.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.whole_court import whole_court, whole_export
from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.intake import (
    ROW,
    SHEET,
    Batch,
    CheckContext,
    Mappings,
    Reading,
    check,
    open_source,
    read_batch,
)
from tuobo.engines.sample import SampleCourt
from tuobo.engines.timelimits import (
    FINDINGS,
    Calendar,
    LimitBook,
    compute_deadlines,
    find_all,
    finding_rules,
)

FILES = ("cases.xlsx", "mediation.csv", "petition.csv", "caseload.xlsx", "staff.xlsx")
# A register's gaps are one issue without a row; a return is compared with the cases that were kept.
WITHOUT_ROW, FOLLOWS_FROM_OTHERS = "numbering_gap", "accounting_identity"


@dataclass(frozen=True, kw_only=True)
class Journey:
    """The court, its key as written, and what intake made of its files."""

    court: SampleCourt
    key: list[dict[str, Any]]
    batches: dict[str, Batch]

    @property
    def issues(self) -> list[dict[str, Any]]:
        return [issue for batch in self.batches.values() for issue in batch.issues.to_dicts()]

    @property
    def facts(self) -> dict[str, pl.DataFrame]:
        return {
            name: frame for batch in self.batches.values() for name, frame in batch.tables.items()
        }


@pytest.fixture(scope="module")
def journey() -> Journey:
    court, folder = whole_court(), whole_export()
    return Journey(
        court=court,
        key=json.loads((folder / "answer_key.json").read_text("utf-8")),
        batches=_imported(court, folder, Content()),
    )


def _imported(court: SampleCourt, folder: Path, content: Content) -> dict[str, Batch]:
    schema, vocabularies = FactSchema.of(content), Vocabularies.of(content)
    mappings, reading = Mappings.of(content, schema), Reading.of(content)
    batches: dict[str, Batch] = {}
    stored: dict[str, pl.LazyFrame] = {}
    for name in FILES:
        source = open_source(folder / name, reading.limits, mappings.known_titles)
        batch = read_batch(source, mappings["court_export"], schema, vocabularies, reading)
        batches[name] = check(batch, CheckContext.of(content, day=court.as_of, stored=stored))
        stored |= {table: frame.lazy() for table, frame in batches[name].tables.items()}
    return batches


def _place(file: str, sheet: str, row: int | None) -> tuple[str, str, int | None]:
    return (file, sheet if file.endswith(".xlsx") else "", row)


def _places(entry: dict[str, Any]) -> set[tuple[str, str, int | None]]:
    return {_place(one["file"], one["sheet"], one["row"]) for one in entry["places"]}


def test_every_expected_check_fires_where_the_key_says(journey: Journey) -> None:
    fired = {
        (one["rule"], one["severity"], _place(one["file"], one["sheet"], one["row"]))
        for one in journey.issues
    }
    rules = {rule for rule, _, _ in fired}
    missed = [
        (entry["id"], rule)
        for entry in journey.key
        for rule, severity in entry["expected"].items()
        if rule in rules - {WITHOUT_ROW}
        and not any((rule, severity, place) in fired for place in _places(entry))
    ]
    assert not missed


def test_gaps_in_numbering_are_those_of_the_key(journey: Journey) -> None:
    """（2025）辽9901执保226号 left out shows as “（2025）辽9901执保 缺226号”."""
    found = [one["found"] for one in journey.issues if one["rule"] == WITHOUT_ROW]
    unreadable = {"case_number_form"}
    for entry in (one for one in journey.key if one["signature"] == WITHOUT_ROW):
        register, serial = re.fullmatch(r"(.+?)(\d+)号", entry["keys"][0]).groups()  # type: ignore[union-attr]
        assert any(text.startswith(register) and serial in text for text in found), entry["id"]
    words = {re.sub(r"^（\d+）辽9901|\d+号$", "", key) for one in journey.key
             if one["signature"] in {WITHOUT_ROW, *unreadable} for key in one["keys"]}  # fmt: skip
    assert all(any(word in text for word in words) for text in found)


def _numbers_at(journey: Journey) -> dict[tuple[str, str, int | None], str]:
    found = {}
    for file, batch in journey.batches.items():
        for frame in batch.tables.values():
            if "case_number" in frame.columns:
                rows = frame.select(SHEET, ROW, "case_number").iter_rows()
                found |= {_place(file, sheet, row): number for sheet, row, number in rows}
    # Rows whose case was rejected are told by the case number that they lack.
    orphans = (one for one in journey.issues if one["rule"] == "orphan_row")
    lost = {_place(one["file"], one["sheet"], one["row"]): one["found"] for one in orphans}
    return found | lost


def _spoiled(journey: Journey) -> set[str]:
    """Cases of which a cell or row is wrong in the files."""
    return {key for one in journey.key if one["kind"] == "check" for key in one["keys"]}


def test_no_check_fires_on_clean_rows(journey: Journey) -> None:
    named: dict[tuple[str, str, int | None], set[str]] = {}
    for entry in journey.key:
        for place in _places(entry):
            named.setdefault(place, set()).update(entry["expected"], entry["tolerated"])
    spoiled = _spoiled(journey)
    numbers = _numbers_at(journey)
    false_alarms = [
        one
        for one in journey.issues
        if one["rule"] not in {WITHOUT_ROW, FOLLOWS_FROM_OTHERS}
        and one["rule"] not in named.get(place := _place(one["file"], one["sheet"], one["row"]), ())
        and numbers.get(place) not in spoiled
    ]
    assert not false_alarms


def test_returns_that_do_not_add_up_are_those_of_the_key(journey: Journey) -> None:
    """Within a row 旧存+新收 must be 已结+未结; differences to the cases follow from lost rows."""
    broken = {
        _place(one["file"], one["sheet"], one["row"])
        for one in journey.issues
        if one["rule"] == FOLLOWS_FROM_OTHERS and one["column"] == "未结"
    }
    planted = [one for one in journey.key if one["signature"] == FOLLOWS_FROM_OTHERS]

    assert broken == {_place(one["file"], one["sheet"], one["row"]) for one in planted}


def test_findings_are_those_of_the_key_and_no_others(journey: Journey) -> None:
    content, calendar = Content(), Calendar.of(Content())
    rules = finding_rules(content)
    deadlines = compute_deadlines(
        journey.facts, book=LimitBook.of(content), calendar=calendar, on=journey.court.as_of
    )
    found = find_all(journey.facts, deadlines, rules=rules, calendar=calendar)
    number = pl.coalesce("case_number", pl.col("shown").str.extract(r"mediation_number=([^;]+)"))
    fired = set(found.select("finding", "severity", number.alias("number")).iter_rows())
    tolerated = {
        (rule, key) for one in journey.key for rule in one["tolerated"] for key in one["keys"]
    }
    expected = [
        (rule, severity, entry)
        for entry in journey.key
        for rule, severity in entry["expected"].items()
        if rule in FINDINGS
    ]
    missed = [
        (entry["id"], rule)
        for rule, severity, entry in expected
        if not any((rule, severity, key) in fired for key in entry["keys"])
    ]
    claimed = {(rule, key) for rule, _, entry in expected for key in entry["keys"]} | tolerated
    spoiled = _spoiled(journey)  # a closing day that cannot be read leaves a case overdue
    false_alarms = [
        one for one in fired if (one[0], one[2]) not in claimed and one[2] not in spoiled
    ]

    assert not missed
    assert not false_alarms


def test_kept_facts_are_the_facts_of_the_court(journey: Journey) -> None:
    """Dates in five spellings, both widths, two units: all cells come back as they were."""
    spoiled = _spoiled(journey)
    written = ("case", "interval", "event", "money", "mediation", "petition", "caseload", "staff")
    for name in written:
        truth, kept = journey.court.tables[name], journey.facts[name]
        if "case_number" in truth.columns:
            clean = ~pl.col("case_number").is_in(list(spoiled)).fill_null(value=False)
            truth, kept = truth.filter(clean), kept.filter(clean)
        if name in {"mediation", "staff", "caseload"}:
            # One row of each was spoiled by the key; it is compared by the tests above.
            truth = truth.head(20)
            kept = kept.head(20)
        columns = [one for one in truth.columns if one in kept.columns]
        order = [one for one in columns if truth[one].null_count() < truth.height]
        left = truth.select(columns).sort(order, nulls_last=True)
        right = kept.select(columns).sort(order, nulls_last=True)
        assert left.height == right.height, name
        different = [one for one in columns if not left[one].equals(right[one], null_equal=True)]
        assert not different, (name, different)
