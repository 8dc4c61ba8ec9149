"""Served builds: switched by name, followed by updates, built again when damaged."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.indicators.country import possible
from tests.engines.indicators.definitions import EVERY_WAY, indicator, pack_of
from tests.engines.indicators.random_court import random_facts
from tuobo.core.cube import Cube
from tuobo.core.errors import DataError, RequestError, StateError
from tuobo.core.measure import Measure
from tuobo.core.period import Period
from tuobo.engines.indicators import (
    Changes,
    DataVersion,
    Question,
    Served,
    answer,
    build_served,
    update_served,
)

PACK = pack_of(*EVERY_WAY)
FIRST = DataVersion(id="1-00000001", as_of=date(2026, 1, 1))
SECOND = DataVersion(id="2-00000002", as_of=date(2026, 2, 1))
YEARS = Period.of("2023-06..2026-06")


def figures(cube: Cube) -> dict[tuple[str, ...], object]:
    return {tuple(cell.at.values()): cell.measure for cell in cube if _is_something(cell.measure)}


def _is_something(measure: Measure) -> bool:
    counts = (one.name for one in fields(measure) if one.name not in {"q", "complement"})
    return any(getattr(measure, name) for name in counts)


def everything(served: Served) -> list[dict[tuple[str, ...], object]]:
    """All figures that are not zero, from roll-ups and from facts."""
    found = []
    for by in (("court", "month"), ("month",), ("court", "division")):
        ids = tuple(one.id for one in EVERY_WAY if "division" not in by or possible(one, {*by}))
        found.append(figures(answer(served, Question(period=YEARS, indicators=ids, by=by))))
    return found


def test_a_build_gives_what_the_facts_in_memory_give(tmp_path: Path) -> None:
    facts = random_facts(200, 3)
    build_served(tmp_path, PACK, facts, FIRST)

    with Served.open(tmp_path, PACK) as served:
        found = everything(served)
        assert served.version == FIRST

    assert found == everything(Served.in_memory(PACK, facts, FIRST))


def test_parquet_files_and_frames_give_the_same_build(tmp_path: Path) -> None:
    facts = random_facts(100, 4)
    for name, frame in facts.items():
        frame.write_parquet(tmp_path / f"{name}.parquet")
    paths = {name: tmp_path / f"{name}.parquet" for name in facts}

    by_path = Served.in_memory(PACK, paths, FIRST)

    assert everything(by_path) == everything(Served.in_memory(PACK, facts, FIRST))


@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 1000), kept=st.floats(0.8, 1.0), removed=st.integers(0, 6))
def test_an_update_is_equal_to_a_whole_build(
    tmp_path_factory: pytest.TempPathFactory, seed: int, kept: float, removed: int
) -> None:
    before, after = random_facts(120, seed), random_facts(120, seed + 1)
    chance = np.random.default_rng(seed)
    keys = before["case"]["case_key"]
    changed = keys.filter(pl.Series(chance.random(len(keys)) > kept))
    gone = chance.choice(keys.to_numpy(), removed, replace=False).tolist()
    mixed, changes = _mixed(before, after, changed, gone)
    folder = tmp_path_factory.mktemp("served")
    build_served(folder, PACK, before, FIRST)

    update_served(folder, PACK, changes, SECOND)

    with Served.open(folder, PACK) as served:
        assert served.version == SECOND
        assert everything(served) == everything(Served.in_memory(PACK, mixed, SECOND))


def _mixed(
    before: dict[str, pl.DataFrame],
    after: dict[str, pl.DataFrame],
    changed: pl.Series,
    gone: list[int],
) -> tuple[dict[str, pl.DataFrame], Changes]:
    """The facts as they are after the change, and the change."""
    number_of = before["case"].select("case_key", "case_number")
    touched = number_of.filter(pl.col("case_key").is_in(changed.implode()))["case_number"]
    lost = number_of.filter(pl.col("case_key").is_in(pl.Series(gone, dtype=pl.Int64).implode()))[
        "case_number"
    ]
    stays = ~pl.col("case_number").is_in(pl.concat([touched, lost]).implode())
    brought = pl.col("case_number").is_in(touched.implode()) & ~pl.col("case_number").is_in(
        lost.implode()
    )
    mixed, facts = {}, {}
    removed: dict[str, list[int | str]] = {"case": [*gone]}
    for name, frame in before.items():
        if name in {"petition", "caseload", "staff"}:
            facts[name] = after[name].head(3)
            key = {"petition": ["petition_number"], "staff": ["court", "person", "starts_on"]}.get(
                name, ["court", "division", "category", "starts_on", "ends_on"]
            )
            rest = frame.join(facts[name], on=key, how="anti", nulls_equal=True)
            mixed[name] = pl.concat([rest, facts[name]])
            continue
        new = after[name].filter(brought)
        if name == "mediation":
            new = new.with_columns(pl.col("mediation_number") + "-new")
            old = frame.filter(~stays.fill_null(value=True))["mediation_number"]
            removed[name] = old.to_list()
        keep = frame.filter(stays.fill_null(value=True))
        mixed[name], facts[name] = pl.concat([keep, new]), new
    return mixed, Changes(facts=facts, removed=removed)


def test_new_courts_and_causes_find_their_way_into_an_update(tmp_path: Path) -> None:
    """Open code lists grow: the update brings a court and a cause never seen before."""
    facts = random_facts(50, 5)
    one = pack_of(indicator("filed", {"anchor": "filed_on"}))
    build_served(tmp_path, one, facts, FIRST)
    new = (
        facts["case"]
        .head(1)
        .with_columns(
            case_key=pl.lit(999, pl.Int64),
            case_number=pl.lit("（2025）辽9909民初1号"),
            court=pl.lit("辽9909"),
            cause=pl.lit("从未见过的纠纷"),
        )
    )

    update_served(tmp_path, one, Changes(facts={"case": new}, removed={}), SECOND)

    with Served.open(tmp_path, one) as served:
        cube = answer(served, Question(period=YEARS, by=("court", "cause")))
        found = [cell for cell in cube if cell.at["court"] == "辽9909"]
    assert [cell.at["cause"] for cell in found] == ["从未见过的纠纷"]


def test_a_reader_of_the_build_before_is_not_disturbed(tmp_path: Path) -> None:
    facts = random_facts(50, 6)
    build_served(tmp_path, PACK, facts, FIRST)
    reader = Served.open(tmp_path, PACK)

    build_served(tmp_path, PACK, random_facts(60, 7), SECOND)

    assert everything(reader) == everything(Served.in_memory(PACK, facts, FIRST))
    assert Served.open(tmp_path, PACK).version == SECOND


@pytest.mark.parametrize("damage", ["missing", "truncated", "foreign", "no_name"])
def test_a_damaged_build_is_told_and_can_be_built_again(tmp_path: Path, damage: str) -> None:
    facts = random_facts(50, 8)
    build = build_served(tmp_path, PACK, facts, FIRST)
    if damage == "missing":
        build.path.unlink()
    elif damage == "truncated":
        build.path.write_bytes(build.path.read_bytes()[:5000])
    elif damage == "foreign":
        size = build.path.stat().st_size
        build.path.write_bytes(b"x" * size)
    else:
        (tmp_path / "CURRENT").write_text("?")

    with pytest.raises(StateError) as error:
        Served.open(tmp_path, PACK)

    expected = "no_build" if damage == "no_name" else "served_damaged"
    assert error.value.code == f"indicator.{expected}"
    build_served(tmp_path, PACK, facts, FIRST)
    assert Served.open(tmp_path, PACK).version == FIRST


def test_other_definitions_ask_for_another_build(tmp_path: Path) -> None:
    build_served(tmp_path, PACK, random_facts(50, 9), FIRST)
    other = pack_of(indicator("filed", {"anchor": "filed_on"}))

    with pytest.raises(StateError, match=r"indicator\.other_definitions"):
        Served.open(tmp_path, other)
    with pytest.raises(StateError, match=r"indicator\.other_definitions"):
        update_served(tmp_path, other, Changes(facts={}, removed={}), SECOND)


def test_a_failed_build_leaves_nothing_and_the_old_one_current(tmp_path: Path) -> None:
    facts = random_facts(50, 10)
    build = build_served(tmp_path, PACK, facts, FIRST)
    broken = {**facts, "case": facts["case"].with_columns(filed_on=pl.lit("soon"))}

    with pytest.raises(DataError, match=r"indicator\.unreadable_value"):
        build_served(tmp_path, PACK, broken, SECOND)

    assert [path.name for path in tmp_path.glob("*.duckdb")] == [build.name]
    assert Served.open(tmp_path, PACK).version == FIRST


def test_an_update_needs_the_key_of_the_store(tmp_path: Path) -> None:
    facts = random_facts(50, 11)
    build_served(tmp_path, PACK, facts, FIRST)
    keyless = {"case": facts["case"].drop("case_key")}

    with pytest.raises(RequestError, match=r"indicator\.no_case_key"):
        update_served(tmp_path, PACK, Changes(facts=keyless, removed={}), SECOND)
