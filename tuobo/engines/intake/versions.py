"""Data versions: what each one is called, what it points to, and how people refer to one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeAlias

import polars as pl

from tuobo.core.errors import RequestError

Reference: TypeAlias = int | str | date
"""A data version by number, by id, by the day it speaks of, or "latest"."""

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "number": pl.Int32,
    "id": pl.String,
    "kind": pl.String,
    "as_of": pl.Date,
    "committed_at": pl.Datetime("us", "UTC"),
    "source": pl.String,
    "file": pl.String,
    "who": pl.String,
    "note": pl.String,
    "target": pl.Int32,
    "next_key": pl.Int64,
    "rowset": pl.String,
    "appended": pl.String,
    "tables": pl.String,
}


class Kind(StrEnum):
    """How a version came about."""

    IMPORT = "import"
    ADOPTION = "adoption"
    UNDO = "undo"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is written into the history about a commit or an undo.

    as_of is the day that the data speak of, `at` the instant of writing.
    """

    as_of: date
    at: datetime
    source: str = ""
    file: str = ""
    who: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class TableState:
    """One table at a data version: which version of its change log, how many current rows."""

    log: int
    rows: int
    key: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DataVersion:
    """One state of the store.

    rowset    sum of the hashes of all current rows: the same rows, the same hash, however they
              came; its first 8 hex digits stand in the id
    target    for an undo, the number of the version whose content it brings back
    appended  table → rows written with this version
    """

    number: int
    kind: Kind
    as_of: date
    committed_at: datetime
    source: str = ""
    file: str = ""
    who: str = ""
    note: str = ""
    target: int | None = None
    next_key: int = 1
    rowset: int = 0
    appended: Mapping[str, int] = field(default_factory=dict)
    tables: Mapping[str, TableState] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.number}-{self.rowset >> 32:08x}"

    @property
    def rows(self) -> dict[str, int]:
        """Table → current rows."""
        return {name: table.rows for name, table in self.tables.items()}

    @property
    def is_empty(self) -> bool:
        return not any(self.rows.values())

    def __str__(self) -> str:
        return self.id


EMPTY = DataVersion(
    number=0,
    kind=Kind.IMPORT,
    as_of=date(1970, 1, 1),
    committed_at=datetime(1970, 1, 1, tzinfo=UTC),
)
"""The store before its first commit: number 0, in no history."""


def new_version(number: int, kind: Kind, entry: Entry) -> DataVersion:
    """A version that says who, when and whence, and holds nothing yet."""
    return DataVersion(
        number=number,
        kind=kind,
        as_of=entry.as_of,
        committed_at=entry.at,
        source=entry.source,
        file=entry.file,
        who=entry.who,
        note=entry.note,
    )


def to_frame(version: DataVersion) -> pl.DataFrame:
    """The version as the one row that is appended to the store."""
    row = {
        "number": version.number,
        "id": version.id,
        "kind": version.kind.value,
        "as_of": version.as_of,
        "committed_at": version.committed_at,
        "source": version.source,
        "file": version.file,
        "who": version.who,
        "note": version.note,
        "target": version.target,
        "next_key": version.next_key,
        "rowset": f"{version.rowset:016x}",
        "appended": json.dumps(dict(version.appended)),
        "tables": json.dumps({name: asdict(table) for name, table in version.tables.items()}),
    }
    return pl.DataFrame([row], schema=SCHEMA)


def from_frame(frame: pl.DataFrame) -> tuple[DataVersion, ...]:
    """The versions in order of their numbers."""
    return tuple(_version(row) for row in frame.sort("number").iter_rows(named=True))


def find(versions: Sequence[DataVersion], reference: Reference) -> DataVersion:
    """The version that is meant; a day means the last version that speaks of that day or before.

    Raises RequestError "store.no_version".
    """
    found: DataVersion | None = None
    match reference:
        case "latest":
            found = versions[-1] if versions else EMPTY
        case date():
            found = next((v for v in reversed(versions) if v.as_of <= reference), None)
        case int():
            found = next((v for v in (EMPTY, *versions) if v.number == reference), None)
        case str():
            return _by_text(versions, reference)
    if found is None:
        raise _unknown(versions, reference)
    return found


def _by_text(versions: Sequence[DataVersion], text: str) -> DataVersion:
    if text.isdigit():
        return find(versions, int(text))
    found = next((version for version in versions if version.id == text), None)
    if found is not None:
        return found
    try:
        return find(versions, date.fromisoformat(text))
    except ValueError:
        raise _unknown(versions, text) from None


def _unknown(versions: Sequence[DataVersion], reference: Reference) -> RequestError:
    known = ", ".join(version.id for version in versions[-5:])
    return RequestError("store.no_version", found=reference, known=known)


def _version(row: Mapping[str, Any]) -> DataVersion:
    kept = {name: row[name] for name in SCHEMA if name != "id"}
    tables = {
        name: TableState(log=table["log"], rows=table["rows"], key=tuple(table["key"]))
        for name, table in json.loads(row["tables"]).items()
    }
    parsed: dict[str, Any] = {
        "kind": Kind(row["kind"]),
        "rowset": int(row["rowset"], 16),
        "appended": json.loads(row["appended"]),
        "tables": tables,
    }
    return DataVersion(**(kept | parsed))
