"""Ledger versions in the store: ledgers/versions/<id>.json, written once, named by their content.

Sensitive fields never enter a version. Names of people and units stand beside the entries, as
reports print them; documents that were printed keep their own words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from tuobo.core.errors import DataError, RequestError
from tuobo.engines.ledgers import Entry, Ledger, LedgerBook, Step, Values, migrated

PREFIX = "L-"
_DIGITS = 12
_LATEST = "LATEST"


@dataclass(frozen=True, kw_only=True)
class KeptUnit:
    """A unit of a court and the days between which there is such a unit; None: open."""

    id: str
    kind: str
    court: str
    since: date | None = None
    until: date | None = None

    def was_there(self, on: date) -> bool:
        begun = self.since is None or self.since <= on
        return begun and (self.until is None or on <= self.until)


@dataclass(frozen=True, kw_only=True)
class LedgerVersion:
    """Entries by ledger, as they were on a day; `names` are those of people and units by id.

    units      those of all courts in official order; None in versions kept before units were
    """

    id: str
    on: date
    entries: Mapping[str, tuple[Entry, ...]]
    names: Mapping[str, str]
    units: tuple[KeptUnit, ...] | None = None

    @property
    def courts(self) -> tuple[str, ...]:
        """The courts that have units."""
        return tuple(dict.fromkeys(one.court for one in self.units or ()))

    def units_on(self, kind: str, court: str, on: date) -> tuple[str, ...]:
        """The ids of a court's units of a kind that there were on a day, in official order."""
        return tuple(
            one.id
            for one in self.units or ()
            if (one.kind, one.court) == (kind, court) and one.was_there(on)
        )


def is_ledger_version(name: str) -> bool:
    """Whether a data version is one of ledgers."""
    return name.startswith(PREFIX)


def keep_version(
    store: Path,
    book: LedgerBook,
    entries: Iterable[Entry],
    names: Mapping[str, str],
    *,
    on: date,
    units: Iterable[KeptUnit] = (),
) -> str:
    """Freeze entries and return the id; the same content is kept once."""
    kept = sorted(
        (_kept(book, one) for one in entries), key=lambda one: (one["ledger"], one["number"])
    )
    content = {
        "on": on.isoformat(),
        "entries": kept,
        "names": dict(sorted(names.items())),
        "units": [_kept_unit(one) for one in units],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0)
    name = PREFIX + sha256(text.encode()).hexdigest()[:_DIGITS]
    folder = _folder(store)
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / f"{name}.json").exists():
        _write(folder / f"{name}.json", text)
    _write(folder / _LATEST, name)
    return name


def latest_version(store: Path) -> str:
    """The id of the version that was kept last; empty if there is none."""
    path = _folder(store) / _LATEST
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def read_version(store: Path, book: LedgerBook, name: str) -> LedgerVersion:
    """A version, its entries in the words of the definitions in use.

    Raises RequestError for one that is not there, DataError for one that was changed.
    """
    path = _folder(store) / f"{name}.json"
    if not is_ledger_version(name) or not path.is_file():
        raise RequestError("ledger_version.none", version=name)
    text = path.read_text(encoding="utf-8")
    if PREFIX + sha256(text.encode()).hexdigest()[:_DIGITS] != name:
        raise DataError("ledger_version.changed", version=name, path=path.name)
    content = json.loads(text)
    entries: dict[str, tuple[Entry, ...]] = {ledger.id: () for ledger in book}
    for record in content["entries"]:
        entry = migrated(_entry(book, record), book)
        entries[entry.ledger] = (*entries.get(entry.ledger, ()), entry)
    return LedgerVersion(
        id=name,
        on=date.fromisoformat(content["on"]),
        entries=entries,
        names=content["names"],
        units=_units_of(content),
    )


def _kept_unit(one: KeptUnit) -> dict[str, str | None]:
    since, until = (day.isoformat() if day else None for day in (one.since, one.until))
    return {"id": one.id, "kind": one.kind, "court": one.court, "since": since, "until": until}


def _units_of(content: Mapping[str, Any]) -> tuple[KeptUnit, ...] | None:
    if "units" not in content:
        return None

    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return tuple(
        KeptUnit(**{**one, "since": day(one["since"]), "until": day(one["until"])})
        for one in content["units"]
    )


def _kept(book: LedgerBook, entry: Entry) -> dict[str, Any]:
    ledger = book.version(entry.ledger, entry.version)
    hidden = {one.id for one in ledger.fields if one.sensitive}
    values = {name: one for name, one in entry.values.document().items() if name not in hidden}
    steps = [{**asdict(step), "on": step.on.isoformat()} for step in entry.steps]
    return {
        "number": entry.number,
        "ledger": entry.ledger,
        "version": entry.version,
        "state": entry.state,
        "unit": entry.unit,
        "court": entry.court,
        "values": values,
        "steps": steps,
    }


def _entry(book: LedgerBook, record: Mapping[str, Any]) -> Entry:
    ledger: Ledger = book.version(record["ledger"], record["version"])
    steps = (Step(**{**one, "on": date.fromisoformat(one["on"])}) for one in record["steps"])
    return Entry(
        number=record["number"],
        ledger=record["ledger"],
        version=record["version"],
        state=record["state"],
        unit=record["unit"],
        court=record["court"],
        values=Values.of_document(ledger, record["values"]),
        steps=tuple(steps),
    )


def _folder(store: Path) -> Path:
    return store / "ledgers" / "versions"


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
