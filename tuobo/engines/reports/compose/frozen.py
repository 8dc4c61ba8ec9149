"""A document tree as JSON and back: the form in which a published report is frozen.

Every figure is written once, with its whole passport; the text points to it by its code. Reading
gives back an equal tree, so that a report can be laid out again years later as it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from tuobo.core.errors import DataError
from tuobo.engines.reports.document import (
    Attachment,
    Back,
    Block,
    Document,
    FigureRun,
    Front,
    Heading,
    Paragraph,
    Passport,
    Picture,
    Run,
    Table,
    TextRun,
)
from tuobo.engines.reports.passports import passport_json, passport_of

Record: TypeAlias = Mapping[str, Any]
_FORMAT = 1


def document_json(document: Document) -> str:
    """The document with its passports as JSON, keys in a fixed order."""
    back = document.back
    record = {
        "format": _FORMAT,
        "id": document.id,
        "kind": document.kind,
        "title": document.title,
        "receiver": document.receiver,
        "signature": document.signature,
        "dated_on": _day(document.dated_on),
        "has_seal": document.has_seal,
        "has_contents": document.has_contents,
        "front": None if document.front is None else vars(document.front),
        "back": None if back is None else {**vars(back), "printed_on": _day(back.printed_on)},
        "data_version": document.data_version,
        "properties": dict(document.properties),
        "blocks": [_block(one) for one in document.blocks],
        "attachments": [
            {"name": one.name, "blocks": [_block(b) for b in one.blocks]}
            for one in document.attachments
        ],
        "passports": [json.loads(passport_json(one)) for one in document.passports],
    }
    return json.dumps(record, ensure_ascii=False, indent=1)


def document_of(text: str) -> Document:
    """The document; raises DataError if the text is not a frozen one."""
    try:
        record = json.loads(text)
        known = {
            one["code"]: passport_of(json.dumps(one, ensure_ascii=False))
            for one in record["passports"]
        }
        front, back = record["front"], record["back"]
        return Document(
            id=record["id"],
            kind=record["kind"],
            title=record["title"],
            receiver=record["receiver"],
            blocks=tuple(_block_of(one, known) for one in record["blocks"]),
            attachments=tuple(
                Attachment(
                    name=one["name"], blocks=tuple(_block_of(b, known) for b in one["blocks"])
                )
                for one in record["attachments"]
            ),
            signature=record["signature"],
            dated_on=_day_of(record["dated_on"]),
            has_seal=record["has_seal"],
            has_contents=record["has_contents"],
            front=None if front is None else Front(**front),
            back=None
            if back is None
            else Back(**{**back, "printed_on": _day_of(back["printed_on"])}),
            data_version=record["data_version"],
            properties=record["properties"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DataError("compose.frozen_damaged", problem=error) from error


def _block(block: Block) -> Record:
    match block:
        case Heading():
            return {"heading": block.level, "number": block.number, "text": block.text}
        case Paragraph():
            return {"paragraph": _runs(block.runs), "lead": _runs(block.lead)}
        case Table():
            return {
                "table": block.caption,
                "head": list(block.head),
                "rows": [_runs(row) for row in block.rows],
                "note": block.note,
            }
        case Picture():
            return {
                "picture": block.caption,
                "specification": block.specification,
                "sentence": _runs(block.sentence),
                "data": None if block.table is None else _block(block.table),
            }


def _block_of(record: Record, known: Mapping[str, Passport]) -> Block:
    if "heading" in record:
        return Heading(level=record["heading"], number=record["number"], text=record["text"])
    if "paragraph" in record:
        return Paragraph(
            runs=_runs_of(record["paragraph"], known), lead=_runs_of(record["lead"], known)
        )
    if "table" in record:
        return _table_of(record, known)
    table = record["data"]
    return Picture(
        caption=record["picture"],
        specification=record["specification"],
        sentence=_runs_of(record["sentence"], known),
        table=None if table is None else _table_of(table, known),
    )


def _table_of(record: Record, known: Mapping[str, Passport]) -> Table:
    return Table(
        caption=record["table"],
        head=tuple(record["head"]),
        rows=tuple(_runs_of(row, known) for row in record["rows"]),
        note=record["note"],
    )


def _runs(runs: Sequence[Run]) -> list[str | Record]:
    """Plain text as a string, a gap and a figure as a mapping."""
    return [_run(one) for one in runs]


def _run(run: Run) -> str | Record:
    if isinstance(run, FigureRun):
        return {"figure": run.passport.code}
    return {"gap": run.text} if run.is_gap else run.text


def _runs_of(records: Sequence[str | Record], known: Mapping[str, Passport]) -> tuple[Run, ...]:
    return tuple(_run_of(one, known) for one in records)


def _run_of(record: str | Record, known: Mapping[str, Passport]) -> Run:
    if isinstance(record, str):
        return TextRun(text=record)
    if "gap" in record:
        return TextRun(text=record["gap"], is_gap=True)
    return FigureRun(passport=known[record["figure"]])


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day_of(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
