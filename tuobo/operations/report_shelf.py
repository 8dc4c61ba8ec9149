"""The reports of a store: drafts, and published ones that are never written again.

reports/<id>/draft.json       the composed document with its passports
reports/<id>/report.json      the same, frozen when it was published
reports/<id>/published.docx   the file that was handed in, if one was given
reports/<id>/state.json       what it is; the hash of report.json shows any later change
reports/<id>/corrected_by     the id of the report whose erratum corrects this one
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from tuobo.core.content import near
from tuobo.core.errors import DataError, RequestError, StateError
from tuobo.engines.reports.compose import document_json, document_of
from tuobo.engines.reports.document import Document

_DRAFT, _FROZEN, _STATE, _ERRATUM = "draft.json", "report.json", "state.json", "erratum.json"
_FILE, _CORRECTED = "published.docx", "corrected_by"


class ReportState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


def names_file(path: Path) -> bool:
    """Whether somebody means a file, be it there or not, and no id of a report."""
    return path.is_file() or path.suffix.lower() in {".docx", ".json"}


@dataclass(frozen=True, kw_only=True)
class ReportEntry:
    """What a report of the store is.

    `sha256` is that of its frozen JSON, `corrects` an id; `struck` counts the places of figures
    that a person struck out of the file before it was published.
    """

    id: str
    state: ReportState
    outline: str
    title: str
    data_version: str
    figures: int
    gaps: int
    composed_at: str
    published_at: str = ""
    number: str = ""
    who: str = ""
    sha256: str = ""
    corrects: str = ""
    corrected_by: str = ""
    struck: int = 0


class ReportShelf:
    """Reads and writes the folder `reports` of a store."""

    def __init__(self, store: Path) -> None:
        self._root = store / "reports"

    def entries(self) -> tuple[ReportEntry, ...]:
        """All reports in the order of their ids."""
        return tuple(self._entry(folder) for folder in self._folders())

    def entry(self, report: str) -> ReportEntry:
        return self._entry(self._folder(report))

    def document(self, report: str) -> Document:
        """The document as it was composed, or as it was published.

        Raises DataError if a published one is no longer what was frozen.
        """
        folder = self._folder(report)
        entry = self._entry(folder)
        if entry.state is ReportState.DRAFT:
            return document_of((folder / _DRAFT).read_text(encoding="utf-8"))
        text = (folder / _FROZEN).read_text(encoding="utf-8")
        if _digest(text) != entry.sha256:
            raise DataError("compose.frozen_changed", report=report, path=folder / _FROZEN)
        return document_of(text)

    def keep_draft(self, document: Document, *, gaps: int, at: str) -> ReportEntry:
        """Store a draft under a new id, which becomes the document's own."""
        outline = document.properties.get("outline", document.kind).partition("@")[0]
        folder = self._new_folder(outline)
        document = replace(document, id=folder.name)
        entry = ReportEntry(
            id=folder.name,
            state=ReportState.DRAFT,
            outline=outline,
            title=document.title,
            data_version=document.data_version,
            figures=len(document.passports),
            gaps=gaps,
            composed_at=at,
        )
        _write(folder / _DRAFT, document_json(document))
        self._write_entry(folder, entry)
        return entry

    def replace_draft(self, report: str, document: Document, *, gaps: int) -> ReportEntry:
        """Other words or figures in a draft; raises StateError if it was published before."""
        folder = self._folder(report)
        before = self._entry(folder)
        if before.state is ReportState.PUBLISHED:
            raise StateError("compose.published_already", report=report)
        entry = replace(
            before,
            title=document.title,
            data_version=document.data_version,
            figures=len(document.passports),
            gaps=gaps,
        )
        _write(folder / _DRAFT, document_json(document))
        self._write_entry(folder, entry)
        return entry

    def freeze(self, entry: ReportEntry, file: Path | None) -> ReportEntry:
        """Freeze a draft; raises StateError if it was published before."""
        folder = self._folder(entry.id)
        if self._entry(folder).state is ReportState.PUBLISHED:
            raise StateError("compose.published_already", report=entry.id)
        text = (folder / _DRAFT).read_text(encoding="utf-8")
        _write(folder / _FROZEN, text)
        if file is not None:
            (folder / _FILE).write_bytes(file.read_bytes())
        frozen = replace(entry, state=ReportState.PUBLISHED, sha256=_digest(text))
        self._write_entry(folder, frozen)
        return frozen

    def keep_erratum(self, document: Document, *, wrong: str, right: str) -> Path:
        """Store an erratum with the right report, and point to it from the wrong one."""
        path = self._folder(right) / _ERRATUM
        _write(path, document_json(document))
        _write(self._folder(wrong) / _CORRECTED, right)
        return path

    def erratum(self, right: str) -> Document:
        return document_of((self._folder(right) / _ERRATUM).read_text(encoding="utf-8"))

    def next_number(self, year: int) -> str:
        """The running number of a year's published reports."""
        used = [one.number for one in self.entries() if one.number.startswith(f"{year}-")]
        return f"{year}-{len(used) + 1:03d}"

    def _folders(self) -> Iterator[Path]:
        if self._root.is_dir():
            yield from sorted(one for one in self._root.iterdir() if (one / _STATE).is_file())

    def _folder(self, report: str) -> Path:
        known = [one.name for one in self._folders()]
        if report not in known:
            raise RequestError(
                "compose.no_such_report",
                report=report,
                suggestion=near(report, known),
                expected="、".join(known[-10:]),
            )
        return self._root / report

    def _new_folder(self, outline: str) -> Path:
        self._root.mkdir(parents=True, exist_ok=True)
        number = 1 + sum(one.name.startswith(f"{outline}-") for one in self._root.iterdir())
        while True:
            folder = self._root / f"{outline}-{number:03d}"
            try:
                folder.mkdir()
            except FileExistsError:  # two people compose at once
                number += 1
            else:
                return folder

    def _entry(self, folder: Path) -> ReportEntry:
        try:
            record = json.loads((folder / _STATE).read_text(encoding="utf-8"))
            entry = ReportEntry(**{**record, "state": ReportState(record["state"])})
        except (ValueError, TypeError, KeyError) as error:
            raise DataError("compose.frozen_damaged", problem=f"{folder.name}: {error}") from error
        corrected = folder / _CORRECTED
        by = corrected.read_text(encoding="utf-8") if corrected.is_file() else ""
        return replace(entry, corrected_by=by)

    def _write_entry(self, folder: Path, entry: ReportEntry) -> None:
        _write(folder / _STATE, json.dumps(asdict(entry), ensure_ascii=False, indent=1))


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
