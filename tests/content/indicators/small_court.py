"""Reads the tiny tables of cases/: a few rows each, in the words of the fact tables.

`number: 民初1` stands for the whole case number of the invented court 辽9901, from which word,
domain and instance follow. Columns of the deadline table may stand in the row of their case;
columns of the activity table too, and become the events, intervals, money and mediations that
they sum up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.core.period import Period
from tuobo.core.vocabulary import Vocabularies

COURT = "辽9901"
FOLDER = Path(__file__).parent / "cases"
CONTENT = Content()
SCHEMA = FactSchema.of(CONTENT)
WORDS = Vocabularies.of(CONTENT)["case_word"].by_code
_TABLES = ("case", "mediation", "petition", "money", "caseload", "staff", "interval", "event")
_NOT_FACTS = {"number", "why"}
_COUNTED = {
    "hearings": ("event", {"kind": "hearing", "happened_on": date(2025, 1, 10)}),
    "adjournments": ("event", {"kind": "adjournment", "happened_on": date(2025, 1, 9)}),
    "conversions": ("event", {"kind": "conversion", "happened_on": date(2025, 1, 9)}),
    "extensions": ("interval", {"kind": "extended"}),
    "exclusions": ("interval", {"kind": "excluded"}),
    "suspensions": ("interval", {"kind": "suspended"}),
}
_KNOWN = {
    *_NOT_FACTS, *_COUNTED, "mediated", "claimed", "recovered",
    *SCHEMA["case"].by_name, *SCHEMA["deadline"].by_name,
}  # fmt: skip


@dataclass(frozen=True)
class SmallCourt:
    """One indicator's tiny tables and what they must give."""

    indicator: str
    period: Period
    why: str
    expect: dict[str, Any]
    tables: dict[str, pl.DataFrame]


def small_court(path: Path) -> SmallCourt:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(raw) <= {"indicator", "period", "why", "expect", *_TABLES}
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in (*_TABLES, "deadline")}
    for row in raw.get("case", []):
        assert set(row) <= _KNOWN, set(row) - _KNOWN
        _add_case(rows, row)
    for name in _TABLES[1:]:
        rows[name] += [{"court": COURT, **row} for row in raw.get(name, [])]
    return SmallCourt(
        indicator=raw["indicator"],
        period=Period.of(str(raw["period"])),
        why=raw["why"],
        expect=raw["expect"],
        tables={name: _frame(name, found) for name, found in rows.items()},
    )


def _add_case(rows: dict[str, list[dict[str, Any]]], row: dict[str, Any]) -> None:
    word = row["number"].rstrip("0123456789")
    serial = int(row["number"].removeprefix(word))
    own = {"case_number": f"（2025）{COURT}{word}{serial}号"}
    case = own | {"court": COURT, "case_word": word}
    case |= {name: str(WORDS[word].attributes[name]) for name in ("domain", "instance")}
    deadline: dict[str, Any] = {}
    for column, cell in row.items():
        if column in SCHEMA["case"].by_name:
            case[column] = cell
        elif column in SCHEMA["deadline"].by_name:
            deadline[column] = cell
    rows["case"].append(case)
    if deadline:
        rows["deadline"].append(own | {"limit_status": "computed"} | deadline)
    for table, brought in _activity(row):
        rows[table].append(own | brought)


def _activity(row: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a case's summary is a summary of."""
    for column, (table, brought) in _COUNTED.items():
        for _ in range(row.get(column, 0)):
            yield table, brought
    if row.get("mediated"):
        number = f"M-{row['number']}"
        yield (
            "mediation",
            {
                "mediation_number": number,
                "court": COURT,
                "regime": "post_filing",
                "registered_on": row["filed_on"],
            },
        )
    money = {name: row[name] for name in ("claimed", "recovered") if name in row}
    if money:
        yield "money", money


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """A frame with exactly the table's columns; a column that it lacks is a mistake in the file."""
    table = SCHEMA[name]
    bare = [{key: cell for key, cell in row.items() if key != "why"} for row in rows]
    unknown = {key for row in bare for key in row} - set(table.by_name)
    assert unknown <= {"court"}, unknown
    kept = [{key: cell for key, cell in row.items() if key in table.by_name} for row in bare]
    return pl.DataFrame(kept, schema=table.polars_schema)
