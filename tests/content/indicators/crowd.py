"""A court of some hundred random rows: seeded, without sense, with nulls in every column."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import polars as pl

from tests.content.indicators.small_court import CONTENT, COURT, SCHEMA, WORDS
from tuobo.core.facts import ColumnType, Table
from tuobo.core.vocabulary import Vocabularies

_CODES = Vocabularies.of(CONTENT)
_WORDS = (
    "民初", "民初", "民初", "刑初", "行初", "民终", "民申", "民再", "民特", "执", "执",
    "执恢", "执保", "执异", "财保", "诉前调", "行赔初", "知民初", "法赔",
)  # fmt: skip
_FIRST, _LAST = date(2022, 10, 1), date(2025, 6, 30)
_CASES = 700


@cache
def crowd(seed: int) -> dict[str, pl.DataFrame]:
    """Tables in which every comparison has something to find, and something to trip over."""
    random = Random(seed)
    cases = [_case(random, serial) for serial in range(_CASES)]
    numbers = [case["case_number"] for case in cases]
    rows = {
        "case": cases,
        "deadline": [_deadline(random, case) for case in cases if random.random() < 0.9],
        "money": [_row(random, "money", case_number=one) for one in numbers[::2]],
        "mediation": [
            _row(random, "mediation", mediation_number=f"M{at}", court=COURT)
            for at in range(_CASES // 2)
        ],
        "petition": [
            _row(random, "petition", petition_number=f"P{at}", court=COURT)
            for at in range(_CASES // 4)
        ],
        "interval": [],
        "event": [],
        "caseload": [],
        "staff": [],
    }
    return {
        name: pl.DataFrame(found, schema=SCHEMA[name].polars_schema) for name, found in rows.items()
    }


def _case(random: Random, serial: int) -> dict[str, Any]:
    word = random.choice(_WORDS)
    attributes = WORDS[word].attributes
    filed = _day(random)
    closed = filed + timedelta(days=random.randrange(0, 500))
    return _row(
        random,
        "case",
        case_number=f"（2025）{COURT}{word}{serial}号",
        court=COURT,
        case_word=word,
        domain=str(attributes["domain"]),
        instance=str(attributes["instance"]),
        filed_on=filed,
        closed_on=closed if random.random() < 0.8 else None,
    )


def _deadline(random: Random, case: dict[str, Any]) -> dict[str, Any]:
    due = case["filed_on"] + timedelta(days=random.randrange(0, 500))
    return {
        "case_number": case["case_number"],
        "limit_status": "computed",
        "due_on": due if random.random() < 0.8 else None,
    }


def _row(random: Random, table: str, **fixed: object) -> dict[str, Any]:
    schema: Table = SCHEMA[table]
    row = {
        column.name: _cell(random, column.kind, column.vocabulary)
        for column in schema.columns
        if column.name not in fixed
    }
    for column in schema.columns:
        while column.required and column.name not in fixed and row[column.name] is None:
            row[column.name] = _cell(random, column.kind, column.vocabulary)
    return {**row, **fixed}


def _cell(random: Random, kind: ColumnType, vocabulary: str) -> object:
    if random.random() < 0.25:
        return None
    codes = list(_CODES[vocabulary].by_code) if vocabulary else []
    drawn: dict[ColumnType, object] = {
        ColumnType.DATE: _day(random),
        ColumnType.CODE: random.choice(codes) if codes else None,
        ColumnType.FLAG: random.random() < 0.5,
        ColumnType.INTEGER: random.randrange(0, 5),
        ColumnType.MONEY: random.randrange(0, 10_000_000),
        ColumnType.TEXT: None,
    }
    return drawn[kind]


def _day(random: Random) -> date:
    return _FIRST + timedelta(days=random.randrange((_LAST - _FIRST).days))
