"""Documents as a batch: rows of `case` and `event`, issues, and the evidence for each field.

A document without a readable case number is rejected, because nothing can be hung on it. What a
text does not state stays empty in its row. Party names go into no table; quotations are masked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from tuobo.core.content import Content
from tuobo.core.errors import DataError
from tuobo.core.facts import FactSchema
from tuobo.core.issue import Issue, Place, Severity
from tuobo.core.texts import Texts
from tuobo.engines.intake.batch import PLACE_SCHEMA, ROW, SHEET, Batch, issue_frame
from tuobo.engines.intake.documents.phrases import Phrases
from tuobo.engines.intake.documents.reader import DocumentReader
from tuobo.engines.intake.documents.readings import Found, Reading
from tuobo.engines.intake.documents.sources import (
    BadSource,
    Source,
    file_text,
    holds_documents,
    is_lines,
    lines_of,
    texts_of,
)

SOURCE = "documents"
NOT_STATED = "not_stated"
_QUOTE_MOST = 80
# Fields that most documents cannot state: listed as evidence only where they do.
_ONLY_SOME_CASES = frozenset({"origin_case_number", "appeal_object", "matter"})
EVIDENCE_SCHEMA: dict[str, type[pl.DataType]] = {
    **PLACE_SCHEMA,
    "field": pl.String,
    "value": pl.String,
    "certainty": pl.String,
    "quote": pl.String,
    "starts_at": pl.UInt32,
}

Row = dict[str, object]
Given = Path | str | Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class DocumentBatch(Batch):
    """A batch with the words that each field was read from.

    evidence   a row a field and document: value, certainty (stated, derived, not_stated), the
               masked quotation, and at which character of the text without blanks it starts
    """

    evidence: pl.DataFrame


def read_documents(given: Sequence[Given], *, content: Content, name: str = "") -> DocumentBatch:
    """Documents from files (.docx, .txt, .html, .jsonl, .jsonl.gz) or from lines in memory.

    A `Path` is a file; a string is a JSON line and a mapping is one already parsed. Documents that
    cannot be read become issues and the others go on; if none can be read, the first error is
    raised.
    """
    reader = DocumentReader(content)
    return _Collector(reader, content).collect(_all_of(given, reader), name or _name_of(given))


def is_document_file(path: Path, *, content: Content) -> bool:
    """Whether an import of this file goes through `read_documents` and not through a mapping."""
    return holds_documents(path, Phrases.of(content))


def _all_of(given: Sequence[Given], reader: DocumentReader) -> Iterator[Source | BadSource]:
    in_memory = [one for one in given if not isinstance(one, Path)]
    for path in (one for one in given if isinstance(one, Path)):
        if is_lines(path):
            yield from lines_of(path, reader.phrases)
            continue
        try:
            yield Source(document=path.name, line=1, text=file_text(path))
        except DataError as error:
            yield BadSource(document=path.name, line=1, error=error)
    yield from texts_of(in_memory, reader.phrases)


def _name_of(given: Sequence[Given]) -> str:
    paths = [one for one in given if isinstance(one, Path)]
    if not paths:
        return "lines"
    return paths[0].name if len(paths) == 1 else f"{paths[0].parent.name}/ ({len(paths)})"


class _Collector:
    """Turns readings into rows; one use."""

    def __init__(self, reader: DocumentReader, content: Content) -> None:
        self._reader = reader
        self._schema = FactSchema.of(content)
        self._texts = Texts(content)
        self._case: list[Row] = []
        self._event: list[Row] = []
        self._evidence: list[Row] = []
        self._issues: list[Issue] = []
        self._read: Counter[str] = Counter()
        self._first_error: DataError | None = None

    def collect(self, documents: Iterable[Source | BadSource], file: str) -> DocumentBatch:
        good = 0
        for one in documents:
            self._read[one.document] += 1
            if isinstance(one, BadSource):
                self._refuse(one, file)
            else:
                good += 1
                self._take(one, file)
        if not good and self._first_error is not None:
            raise self._first_error
        return DocumentBatch(
            file=file,
            source=SOURCE,
            tables={"case": self._frame("case"), "event": self._frame("event")},
            rows_read=dict(self._read),
            issues=issue_frame(self._issues),
            evidence=pl.DataFrame(self._evidence, schema=EVIDENCE_SCHEMA),
        )

    def _frame(self, table: str) -> pl.DataFrame:
        rows = self._case if table == "case" else self._event
        schema = {**self._schema[table].polars_schema, **PLACE_SCHEMA}
        return pl.DataFrame(rows, schema=schema)

    def _refuse(self, bad: BadSource, file: str) -> None:
        self._first_error = self._first_error or bad.error
        self._reject("unreadable_value", bad.document, bad.line, file, bad.error)

    def _reject(self, rule: str, document: str, line: int, file: str, error: DataError) -> None:
        found = self._texts.error(error)
        place = Place(file=file, sheet=document, row=line)
        expected = self._texts("documents.expected")
        self._issues.append(
            Issue(
                rule=rule, severity=Severity.REJECTED, place=place, found=found, expected=expected
            )
        )

    def _take(self, one: Source, file: str) -> None:
        reading = self._reader.read(one.text)
        place: Row = {SHEET: one.document, ROW: one.line}
        self._evidence += self._evidence_rows(reading, place)
        number = reading.identity.case_number
        if number is None:
            missing = DataError("documents.no_case_number", document=one.document)
            self._reject("missing_required", one.document, one.line, file, missing)
            return
        self._case.append({**case_row(reading), **place})
        self._event += [{**row, **place} for row in event_rows(reading)]

    def _evidence_rows(self, reading: Reading, place: Row) -> Iterator[Row]:
        people = self._reader.people.found_in(reading.text, reading.opening_end)
        for field, found in fields_of(reading):
            quote, start = "", None
            if found is not None and found.end > found.start:
                words = reading.text[found.start : min(found.end, found.start + _QUOTE_MOST)]
                quote, start = self._reader.people.masked(words, people), found.start
            yield {
                **place,
                "field": field,
                "value": None if found is None else str(found.value),
                "certainty": NOT_STATED if found is None else found.certainty,
                "quote": quote,
                "starts_at": start,
            }


def fields_of(reading: Reading) -> Iterator[tuple[str, Found[object] | None]]:
    """Each field of the fact tables that a document may state, with what was found."""
    yield from _single_fields(reading)
    for hearing in reading.dates.hearings:
        yield "event.hearing", _as_object(hearing)
    for one in reading.course.conversions:
        when = one.day.isoformat() if one.day else NOT_STATED
        value = f"{one.before or NOT_STATED} → {one.after} ({when})"
        yield "event.conversion", Found(value, one.start, one.end)


def _single_fields(reading: Reading) -> Iterator[tuple[str, Found[object] | None]]:
    identity, dates, course = reading.identity, reading.dates, reading.course
    outcome = reading.outcome
    for field, found in (
        ("case_number", identity.case_number),
        ("court", identity.court),
        ("case_word", identity.case_word),
        ("origin_case_number", identity.origin),
        ("appeal_object", identity.appeal_object),
        ("matter", identity.matter),
        ("cause", reading.cause),
        ("procedure", course.procedure),
        ("panel", course.panel),
        ("received_on", dates.received),
        ("accepted_on", dates.accepted),
        ("filed_on", filed_on(reading)),
        ("decided_on", reading.decided),
        ("closing_way", outcome.closing_way),
    ):
        if found is not None or field not in _ONLY_SOME_CASES:
            yield field, _as_object(found)
    if identity.instance == "second":
        yield "appeal_outcome", _as_object(outcome.appeal_outcome)
    if identity.instance == "retrial":
        yield "retrial_outcome", _as_object(outcome.retrial_outcome)


def _as_object(found: Found[str] | Found[bool] | Found[date] | None) -> Found[object] | None:
    if found is None:
        return None
    return Found(found.value, found.start, found.end, found.certainty)


def filed_on(reading: Reading) -> Found[date] | None:
    """The day of filing; where only 受理 is stated, that day, marked as derived.

    Filing is by registration: the case is accepted on the day on which it is filed (民诉法 126).
    """
    if reading.dates.filed:
        return reading.dates.filed
    accepted = reading.dates.accepted
    return Found(accepted.value, accepted.start, accepted.end, "derived") if accepted else None


def case_row(reading: Reading) -> Row:
    """One row of the case table; nothing in it that the text does not state."""
    identity, dates, outcome = reading.identity, reading.dates, reading.outcome
    return {
        "case_number": _value(identity.case_number),
        "court": _value(identity.court),
        "case_word": _value(identity.case_word),
        "case_year": identity.year,
        "case_serial": identity.serial,
        "domain": identity.domain or None,
        "instance": identity.instance or None,
        "procedure": _value(reading.course.procedure),
        "matter": _value(identity.matter),
        "cause": _value(reading.cause),
        "panel": _value(reading.course.panel),
        "origin_case_number": _value(identity.origin),
        "appeal_object": _value(identity.appeal_object),
        "received_on": _value(dates.received),
        "accepted_on": _value(dates.accepted),
        "filed_on": _value(filed_on(reading)),
        "closed_on": _value(reading.decided),
        "closing_way": _value(outcome.closing_way),
        "decided_on": _value(reading.decided),
        "appeal_outcome": _value(outcome.appeal_outcome),
        "retrial_outcome": _value(outcome.retrial_outcome),
    }


def event_rows(reading: Reading) -> Iterator[Row]:
    """Hearings, and the changes of procedure whose day is stated."""
    number = _value(reading.identity.case_number)
    for hearing in reading.dates.hearings:
        yield {"case_number": number, "kind": "hearing", "happened_on": hearing.value}
    for one in reading.course.conversions:
        if one.day:
            yield {
                "case_number": number,
                "kind": "conversion",
                "happened_on": one.day,
                "from_value": one.before or None,
                "to_value": one.after,
            }


def _value(found: Found[str] | Found[bool] | Found[date] | None) -> object:
    return None if found is None else found.value
