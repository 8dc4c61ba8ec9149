"""The reader against the shared judgments: metadata of the publisher, and sixty read by eye.

No text and no name of the set may reach an assertion message, so only counts are compared.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tuobo.core.case_number import CaseNumbers
from tuobo.core.content import Content
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.intake.documents import DocumentBatch, DocumentReader, read_documents
from tuobo.engines.intake.documents.batches import filed_on
from tuobo.engines.intake.documents.readings import Found, Reading

EYE_SCORES = Path(__file__).with_name("eye_scores.yaml")
SHARED = Path(__file__).resolve().parents[4].parent / "shared" / "data" / "cn_judgments"
JUDGMENTS = SHARED / "judgments.jsonl.gz"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not JUDGMENTS.exists(), reason="the shared judgments are not here"),
]

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Judgments:
    """Entries and readings; the repr is empty because pytest prints what a failing test got."""

    entries: Sequence[Entry] = field(repr=False)
    readings: Sequence[Reading] = field(repr=False)

    @property
    def pairs(self) -> Iterable[tuple[Entry, Reading]]:
        return zip(self.entries, self.readings, strict=True)


@pytest.fixture(scope="module")
def judgments(reader: DocumentReader) -> Judgments:
    with gzip.open(JUDGMENTS, "rt", encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    return Judgments(entries, [reader.read(entry["full_text"]) for entry in entries])


@pytest.fixture(scope="module")
def batch(content: Content) -> DocumentBatch:
    return read_documents([JUDGMENTS], content=content)


def value(found: Found[Any] | None) -> Any:
    return found.value if found else None


def test_case_numbers_agree_with_the_metadata(judgments: Judgments, content: Content) -> None:
    """Compared where the metadata hold a number; a joint number counts by its first."""
    numbers = CaseNumbers.of(Vocabularies.of(content))
    compared = right = 0
    for entry, reading in judgments.pairs:
        expected = numbers.parse(re.sub(r"、\d+号", "号", entry["caseNumber"] or ""))
        if expected and str(expected.case) in {None, value(reading.identity.case_number)}:
            right += 1
        compared += expected is not None
    assert compared > 600
    assert right / compared >= 0.99


def test_nearly_every_document_gives_a_number(judgments: Judgments) -> None:
    without = sum(reading.identity.case_number is None for reading in judgments.readings)
    assert without <= 2


def test_decision_dates_agree_with_the_metadata_in_98_of_100(
    judgments: Judgments,
) -> None:
    """The publisher's own dates are wrong in about one of a hundred: see docs/real-input.md."""
    found = [
        value(reading.decided) == date.fromisoformat(entry["judgementDate"])
        for entry, reading in judgments.pairs
        if reading.decided
    ]
    assert len(found) / len(judgments.entries) >= 0.99
    assert sum(found) / len(found) >= 0.98


def test_the_sixty_read_by_eye_are_right(
    judgments: Judgments,
) -> None:
    scores = yaml.safe_load(EYE_SCORES.read_text(encoding="utf-8"))
    seen = {entry["docId"]: reading for entry, reading in judgments.pairs}
    wrong: dict[str, list[str]] = {"filed": [], "procedure": [], "appeal_outcome": []}
    for document, facts in scores.items():
        reading = seen[document]
        found = {
            "filed": value(filed_on(reading)) or "not stated",
            "procedure": value(reading.course.procedure),
            "appeal_outcome": value(reading.outcome.appeal_outcome),
        }
        for fact, expected in facts.items():
            if found[fact] != expected:
                wrong[fact].append(document)
    assert len(scores) == 60
    assert wrong == {"filed": [], "procedure": [], "appeal_outcome": []}


def test_most_cases_have_what_a_time_limit_needs(batch: DocumentBatch) -> None:
    cases = batch.tables["case"]

    assert cases["case_word"].null_count() <= 3
    assert cases["closed_on"].null_count() <= 5
    assert cases["filed_on"].drop_nulls().len() >= 380
    assert cases["closing_way"].null_count() <= 5


def test_read_is_kept_and_rejected(batch: DocumentBatch) -> None:
    assert sum(batch.rows_read.values()) == 690
    assert batch.tables["case"].height + batch.rejected.height == 690


def test_no_party_reaches_a_table_or_a_quotation(
    judgments: Judgments, batch: DocumentBatch
) -> None:
    """Only a count is reported, never the name."""
    names: dict[int, list[str]] = {}
    for line, entry in enumerate(judgments.entries, start=1):
        parties = re.split("[,，]", entry["litigant"] or "")
        names[line] = [
            name for name in parties if re.fullmatch("[一-鿿]{2,4}", name) and "某" not in name
        ]
    texts = [
        (row["_row"], f"{row['quote']}{row['value']}")
        for row in batch.evidence.iter_rows(named=True)
    ]
    for table in batch.tables.values():
        texts += [
            (row["_row"], "".join(map(str, row.values()))) for row in table.iter_rows(named=True)
        ]
    leaks = sum(name in text for line, text in texts for name in names[line])
    assert leaks == 0
