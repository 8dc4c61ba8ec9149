"""The country: right numbers of rows, dense keys, sorted, the same from the same seed."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from tuobo.core.content import Content
from tuobo.core.errors import RequestError
from tuobo.core.facts import FactSchema
from tuobo.engines.sample import write_national


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("country")
    write_national(folder, 30_000, 40, seed=3)
    return folder


@pytest.fixture(scope="module")
def case(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "case.parquet")


def test_it_has_exactly_the_cases_and_courts_that_were_asked_for(case: pl.DataFrame) -> None:
    assert case.height == 30_000
    assert case["court"].n_unique() == 40


def test_keys_are_dense_and_rows_are_sorted_by_court_and_filing_day(case: pl.DataFrame) -> None:
    assert case["case_key"].to_list() == list(range(30_000))
    assert (case["data_version"] == 1).all()
    texts = case.with_columns(pl.col("court").cast(pl.String)).select("court", "filed_on")
    assert texts.equals(texts.sort("court", "filed_on"))


def test_columns_are_those_of_the_schema_and_two_more(folder: Path) -> None:
    schema = FactSchema.of(Content())
    for name in ("case", "interval", "money"):
        columns = pl.read_parquet_schema(folder / f"{name}.parquet")
        assert list(columns) == [*schema[name].polars_schema, "case_key", "data_version"]
        frame = pl.read_parquet(folder / f"{name}.parquet")
        conformed = schema[name].conform(frame)
        assert conformed.height == frame.height


def test_case_numbers_are_official_and_unique(case: pl.DataFrame) -> None:
    numbers = case["case_number"]
    form = r"^（202[45]）[一-龥]9\d{3}[一-龥]{1,4}[1-9]\d*号$"

    assert numbers.n_unique() == case.height
    assert numbers.str.contains(form).all()
    assert all(re.match(r"^.9\d{3}$", code) for code in case["court"].cast(pl.String).unique())


def test_serial_numbers_run_from_one_in_each_register(case: pl.DataFrame) -> None:
    registers = case.group_by("court", "case_year", "case_word").agg(
        pl.len(), pl.col("case_serial").max().alias("last"),
        pl.col("case_serial").is_sorted().alias("ordered"),
    )  # fmt: skip
    assert (registers["len"] == registers["last"]).all()
    assert registers["ordered"].all()


def test_intervals_belong_to_cases_and_lie_in_their_life(folder: Path, case: pl.DataFrame) -> None:
    rows = pl.read_parquet(folder / "interval.parquet")
    joined = rows.join(
        case.select("case_key", "case_number", "filed_on", "closed_on"), on="case_key"
    )
    assert joined.height == rows.height
    assert (joined["case_number"] == joined["case_number_right"]).all()
    assert joined.filter(pl.col("starts_on") < pl.col("filed_on")).is_empty()
    assert joined.filter(pl.max_horizontal("starts_on", "ends_on") > pl.col("closed_on")).is_empty()
    assert joined["case_key"].is_sorted()


def test_shares_are_those_of_the_benchmark(folder: Path) -> None:
    """17 million excluded periods over 7 million of 46 million cases: 0.37 and 0.15 a case."""
    stops = pl.read_parquet(folder / "interval.parquet").filter(
        pl.col("kind").cast(pl.String) != "extended"
    )
    assert 0.33 < stops.height / 30_000 < 0.41
    assert 0.135 < stops["case_key"].n_unique() / 30_000 < 0.17


def test_the_same_seed_gives_the_same_rows(folder: Path, tmp_path: Path) -> None:
    write_national(tmp_path / "again", 30_000, 40, seed=3)
    write_national(tmp_path / "other", 30_000, 40, seed=4)
    for name in ("case", "interval", "money"):
        first = (folder / f"{name}.parquet").read_bytes()
        assert first == (tmp_path / "again" / f"{name}.parquet").read_bytes()
        assert first != (tmp_path / "other" / f"{name}.parquet").read_bytes()


def test_blocks_of_courts_join_without_a_seam(tmp_path: Path) -> None:
    """More rows than one block holds: keys go on, no court is cut."""
    heard: list[tuple[str, int, int]] = []
    write_national(tmp_path, 900_000, 30, 5, lambda *said: heard.append(said))
    lazy = pl.scan_parquet(tmp_path / "case.parquet")
    last = lazy.select(pl.col("case_key").max(), pl.len().alias("rows")).collect().row(0)

    assert len(heard) > 1
    assert heard[-1] == ("case", 900_000, 900_000)
    assert last == (899_999, 900_000)
    assert lazy.select(pl.col("case_number").n_unique()).collect().item() == 900_000


@pytest.mark.parametrize(("cases", "courts"), [(10, 20), (100, 0), (10**6, 10**6)])
def test_sizes_that_cannot_be_are_refused(tmp_path: Path, cases: int, courts: int) -> None:
    with pytest.raises(RequestError, match=r"sample\.national_size"):
        write_national(tmp_path, cases, courts, seed=1)
