"""A filled template, read row by row: kept under its digest, so that what is imported is what was
rehearsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tuobo.core.content import Names
from tuobo.core.errors import DataError, RequestError
from tuobo.core.texts import Texts
from tuobo.engines.intake import Reading, Source, open_source
from tuobo.engines.intake.readers import Sheet
from tuobo.engines.ledgers import (
    Act,
    Ledger,
    Problem,
    RowReading,
    Sentence,
    read_table,
    template_columns,
)
from tuobo.operations.ledgers.acting import act_for_new
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.given import most_bytes
from tuobo.operations.ledgers.keepers import keepers_for, unit_of
from tuobo.operations.ledgers.lookup import RecordsLookup, reader_for
from tuobo.operations.ledgers.opening import court_of
from tuobo.records.ledgers.files import Brought

MOST_ROWS = 50_000
_FOLDER = "ledger-imports"
_ROW = "_row"
_DIGEST = re.compile(r"^[0-9a-f]{64}$")


@dataclass(frozen=True, kw_only=True)
class ReadRow:
    """A row as it was read: its cells in the order of the titles, and all that is wrong."""

    reading: RowReading
    row: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def is_accepted(self) -> bool:
        return self.reading.is_accepted and not self.problems[len(self.reading.problems) :]


@dataclass(frozen=True, kw_only=True)
class ReadFile:
    """A file as it was read; `columns` are the fields behind its titles, empty for unknown ones."""

    digest: str
    name: str
    titles: tuple[str, ...]
    unknown_titles: tuple[str, ...]
    rows: tuple[ReadRow, ...]
    act: Act

    @property
    def accepted(self) -> tuple[ReadRow, ...]:
        return tuple(one for one in self.rows if one.is_accepted)

    @property
    def rejected(self) -> tuple[ReadRow, ...]:
        return tuple(one for one in self.rows if not one.is_accepted)


def keep_import(desk: LedgerDesk, brought: Brought) -> str:
    """Keep the file; its digest. RequestError for one that is empty or too large."""
    name = _safe(brought.name)
    size, most = len(brought.content), most_bytes(desk)
    if not size:
        raise RequestError("attachment.empty", name=name)
    if size > most:
        raise RequestError("attachment.too_large", name=name, size=size, megabytes=most // 1024**2)
    digest = sha256(brought.content).hexdigest()
    path = _path(desk, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        path.write_bytes(brought.content)
    return digest


def read_import(desk: LedgerDesk, ledger: Ledger, digest: str, name: str, texts: Texts) -> ReadFile:
    """The kept file, checked row by row; RequestError where no row of it can be read."""
    keepers = dict(keepers_for(desk, ledger))
    if not keepers or not _DIGEST.match(digest) or not _path(desk, digest).is_file():
        raise RequestError("ledger_store.import_changed")
    keeper = unit_of(next(iter(keepers)))
    act = act_for_new(desk, ledger, keeper)
    lookup = RecordsLookup(desk=desk, court=court_of(keeper))
    reader = reader_for(desk, lookup)
    known = [one.title for one in template_columns(ledger, act, reader, texts)]
    known += [one.zh for one in ledger.fields]
    sheet = _sheet(_opened(desk, digest, _safe(name), known), _safe(name))
    cells = _cells(sheet, _safe(name))
    table = read_table(ledger, sheet.titles, cells.values(), act, reader, numbers=cells.keys())
    if table.missing:
        joint = texts("ledger_show.and")
        missing = joint.join(texts.pick(one.names) for one in table.missing)
        raise RequestError("ledger_store.import_titles", file=_safe(name), missing=missing)
    if not table.rows:
        raise RequestError("ledger_store.import_nothing", file=_safe(name))
    rows = tuple(_row(one, cells[one.row], ledger, keepers) for one in table.rows)
    return ReadFile(
        digest=digest,
        name=_safe(name),
        titles=sheet.titles,
        unknown_titles=table.unknown_titles,
        rows=rows,
        act=act,
    )


def _row(
    reading: RowReading,
    cells: tuple[str, ...],
    ledger: Ledger,
    keepers: dict[int, str],
) -> ReadRow:
    further = tuple(_further(reading, ledger, keepers))
    return ReadRow(
        reading=reading, row=reading.row, cells=cells, problems=(*reading.problems, *further)
    )


def _further(reading: RowReading, ledger: Ledger, keepers: dict[int, str]) -> Iterator[Problem]:
    """What an import may not do: give numbers, leap over steps, write for other units."""
    first = ledger.first_state
    if reading.number:
        yield _problem("number", "ledger_store.import_number", reading.number)
    if reading.state != first.id:
        found = ledger.state_by_id[reading.state].names
        yield _problem("state", "ledger_store.import_state", found, first=first.names)
    if reading.unit.isdecimal() and int(reading.unit) not in keepers:
        yield _problem("unit", "ledger_store.import_right", unit_of(int(reading.unit)).name)


def _problem(column: str, code: str, found: object, **more: object) -> Problem:
    said = Sentence(code=code, fields={"found": found, **more})
    names = Names(zh=column, en=column)
    return Problem(field=column, names=names, rule="ledger_store.import_row", expected=said)


def _opened(desk: LedgerDesk, digest: str, name: str, known: list[str]) -> Source:
    """The file as tables; known titles tell its header from rows above it."""
    try:
        return open_source(_path(desk, digest), Reading.of(desk.content).limits, known)
    except DataError as error:
        raise RequestError("ledger_store.import_not_excel", file=name) from error


def _sheet(source: Source, name: str) -> Sheet:
    """The first sheet with a header: explanations stand on later ones."""
    if not source.sheets:
        raise RequestError("ledger_store.import_nothing", file=name)
    return source.sheets[0]


def _cells(sheet: Sheet, name: str) -> dict[int, tuple[str, ...]]:
    """The number of each row as people count them, and its cells as texts."""
    cells: dict[int, tuple[str, ...]] = {}
    for chunk in sheet.chunks():
        for row, *texts in chunk.frame.select(_ROW, *sheet.titles).iter_rows():
            cells[row] = tuple(text or "" for text in texts)
        if len(cells) > MOST_ROWS:
            raise RequestError(
                "ledger_store.import_too_long", file=name, rows=len(cells), most=MOST_ROWS
            )
    return cells


def _path(desk: LedgerDesk, digest: str) -> Path:
    return desk.store / _FOLDER / digest[:2] / digest


def _safe(name: str) -> str:
    return Path(name.replace("\\", "/")).name[-200:] or "—"
