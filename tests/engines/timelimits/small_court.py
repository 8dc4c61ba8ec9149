"""A few rows of facts in the words of the fact tables, for tests that show their numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.core.texts import Texts
from tuobo.engines.timelimits import (
    Calendar,
    Deadlines,
    LimitBook,
    compute_deadlines,
    find_all,
    finding_rules,
)

NATIONAL = Content()
SCHEMA = FactSchema.of(NATIONAL)
BOOK = LimitBook.of(NATIONAL)
CALENDAR = Calendar.of(NATIONAL)
RULES = finding_rules(NATIONAL)
TEXTS = Texts(NATIONAL)
ON = date(2026, 11, 23)
PLACES = {entry.code: entry.attributes for entry in BOOK.vocabularies["case_word"].entries}


def day(text: str) -> date:
    return date.fromisoformat(text)


def _read(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: day(value) if name.endswith("_on") and isinstance(value, str) else value
        for name, value in row.items()
    }


def table(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame([_read(row) for row in rows], schema=SCHEMA[name].polars_schema)


def a_case(number: str = "（2026）辽9901民初1号", **values: Any) -> dict[str, Any]:
    """An ordinary civil case of the invented court; domain and instance follow the case word."""
    word = values.get("case_word", "民初")
    implied = {"domain": PLACES[word]["domain"], "instance": PLACES[word]["instance"]}
    ordinary = {"procedure": "ordinary"} if word == "民初" else {}
    return {
        "case_number": number, "court": "辽9901", "case_word": word,
        **implied, **ordinary, **values,
    }  # fmt: skip


def an_exclusion(
    starts: str, ends: str | None, ground: str = "X-EXPERT", **values: Any
) -> dict[str, Any]:
    return {
        "case_number": "（2026）辽9901民初1号", "kind": "excluded", "ground": ground,
        "starts_on": starts, "ends_on": ends, "paper": "（2026）辽9901委1号", **values,
    }  # fmt: skip


def an_extension(approved: str | None, months: int | None = 6, **values: Any) -> dict[str, Any]:
    return {
        "case_number": "（2026）辽9901民初1号", "kind": "extended", "added_months": months,
        "approved_on": approved, "approver": "president", **values,
    }  # fmt: skip


def facts(
    *cases: dict[str, Any],
    intervals: list[dict[str, Any]] | None = None,
    events: list[dict[str, Any]] | None = None,
    mediations: list[dict[str, Any]] | None = None,
) -> dict[str, pl.DataFrame]:
    return {
        "case": table("case", list(cases)),
        "interval": table("interval", intervals or []),
        "event": table("event", events or []),
        "mediation": table("mediation", mediations or []),
    }


def compute(tables: dict[str, pl.DataFrame], on: date = ON, **more: Any) -> Deadlines:
    return compute_deadlines(tables, book=more.get("book", BOOK), calendar=CALENDAR, on=on)


def outcome(
    case: dict[str, Any], *intervals: dict[str, Any], on: date = ON, **more: Any
) -> dict[str, Any]:
    """The deadline row of one case, with the statuses of its intervals in the order given."""
    tables = facts(case, intervals=list(intervals), events=more.get("events"))
    deadlines = compute(tables, on, **{name: more[name] for name in ("book",) if name in more})
    fates = deadlines.items.sort("row")["status"].cast(pl.String).to_list()
    return {**deadlines.frame.row(0, named=True), "fates": fates}


def findings(tables: dict[str, pl.DataFrame], only: str, on: date = ON) -> pl.DataFrame:
    deadlines = compute(tables, on)
    return find_all(tables, deadlines, rules=RULES, calendar=CALENDAR, only=[only])
