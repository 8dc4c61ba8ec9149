"""Each worked case gives, on the engine, the dates that were worked out by hand beside it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.engines.timelimits.book import LimitBook
from tuobo.engines.timelimits.calendar import Calendar
from tuobo.engines.timelimits.checkpoints import checkpoint_rows
from tuobo.engines.timelimits.compute import compute_deadlines

HERE = Path(__file__).parent
TODAY = date(2026, 11, 23)

Case = dict[str, Any]
CASES: list[Case] = yaml.safe_load((HERE / "worked_cases.yaml").read_text(encoding="utf-8"))
NODES: list[Case] = yaml.safe_load((HERE / "worked_nodes.yaml").read_text(encoding="utf-8"))


@cache
def book(readings: tuple[tuple[str, str], ...]) -> LimitBook:
    return LimitBook.of(Content(), dict(readings))


@cache
def calendar() -> Calendar:
    return Calendar.of(Content())


@cache
def schema() -> FactSchema:
    return FactSchema.of(Content())


def _facts(cases: list[Case]) -> dict[str, pl.DataFrame]:
    """The fact tables of some worked cases; the case's id serves as its number."""
    rows: dict[str, list[dict[str, Any]]] = {"case": [], "interval": [], "event": []}
    for case in cases:
        word = book(()).vocabularies["case_word"].by_code[case["case"]["case_word"]]
        number = {"case_number": case["id"]}
        rows["case"].append({**number, "court": "辽9901", **word.attributes, **case["case"]})
        rows["interval"] += [{**number, **row} for row in case.get("intervals", [])]
        rows["event"] += [{**number, **row} for row in case.get("events", [])]
    return {name: _table(name, given) for name, given in rows.items()}


def _table(name: str, given: list[dict[str, Any]]) -> pl.DataFrame:
    unknown = {key for row in given for key in row} - set(schema()[name].by_name)
    assert not unknown, f"{name} has no column {unknown}"
    return pl.DataFrame(given, schema=schema()[name].polars_schema)


def _readings(case: Case) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(case.get("readings", {}).items()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_worked_case(case: Case) -> None:
    found = compute_deadlines(
        _facts([case]),
        book=book(_readings(case)),
        calendar=calendar(),
        on=case.get("computed_on", TODAY),
    )
    row = found.frame.row(0, named=True)
    assert {name: row[name] for name in case["expect"]} == case["expect"], case["why"]


def test_cases_computed_together_come_out_as_when_computed_alone() -> None:
    together = [case for case in CASES if not _readings(case) and "computed_on" not in case]
    found = compute_deadlines(_facts(together), book=book(()), calendar=calendar(), on=TODAY)
    rows = {row["case_number"]: row for row in found.frame.iter_rows(named=True)}
    for case in together:
        row = rows[case["id"]]
        assert {name: row[name] for name in case["expect"]} == case["expect"], case["id"]


@pytest.mark.parametrize("case", NODES, ids=lambda case: case["id"])
def test_worked_node(case: Case) -> None:
    found = checkpoint_rows(
        _facts([case]), book=book(()), calendar=calendar(), on=TODAY, only=[case["node"]]
    )
    rows = found.to_dicts()
    if case["expect"] is None:
        assert rows == [], case["why"]
        return
    assert len(rows) == 1, case["why"]
    assert {name: rows[0][name] for name in case["expect"]} == case["expect"], case["why"]


def test_every_limit_has_a_worked_case() -> None:
    worked = {str(case["expect"].get("limit_rule")).split("@")[0] for case in CASES}
    assert {limit.id for limit in book(()).limits} <= worked


def test_worked_cases_have_names_of_their_own_and_show_their_working() -> None:
    names = [case["id"] for case in (*CASES, *NODES)]
    assert len(names) == len(set(names))
    assert all(case["why"] for case in (*CASES, *NODES))
