"""Real statistics from abroad through mapping files only: what was published is found again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.engines.intake.files import CONTENT, MAPPINGS, READING, read
from tuobo.core.measure import half_up
from tuobo.engines.intake import Batch, CheckContext, check, open_source

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not beside the checkout"),
]


def _read(source: str, file: str) -> Batch:
    batch = read(DATA / source / file, source)
    assert batch.rows_read[""] == batch.rows_kept[""] + batch.rows_rejected[""]
    return batch


def _titles(source: str, file: str) -> set[str]:
    return set(open_source(DATA / source / file, READING.limits).sheets[0].titles)


def test_cjeu_durations_are_the_published_ones() -> None:
    """22,068 judgments; days from filing to judgment equal the published duration on each."""
    batch = _read("cjeu", "judgments.parquet")
    published = pl.read_parquet(DATA / "cjeu" / "judgments.parquet", columns=["duration"])

    case = batch.tables["case"]
    days = (case["closed_on"] - case["filed_on"]).dt.total_days()

    assert batch.issues.is_empty()
    assert days.len() == 22_068
    assert days.equals(published["duration"].cast(pl.Int64), check_names=False)
    assert days.median() == 574


def test_cjeu_appeals_have_their_outcome() -> None:
    """Of the 1,332 judgments of appeals, those that name one: reversed, upheld or dismissed."""
    case = _read("cjeu", "judgments.parquet").tables["case"]
    appeals = case.filter(pl.col("instance") == "second")
    raw = pl.read_parquet(DATA / "cjeu" / "judgments.parquet", columns=["appeal", "procedure"])
    of_appeals = raw.filter(pl.col("appeal") == 1)["procedure"]

    assert appeals.height == of_appeals.len()
    reversed_ = appeals.filter(pl.col("closing_way") == "reversed").height
    assert reversed_ == of_appeals.str.contains("appeal (successful)", literal=True).sum()


def test_tjsc_closed_cases_are_those_finally_discharged() -> None:
    """32,124 rows: 18,410 closed; 10 without a filing day; 28 before 1950 and 13 after 2025."""
    batch = _read("tjsc_datajud", "cases.parquet")

    case = batch.tables["case"]
    year = case["filed_on"].dt.year()

    assert batch.rows_read == {"": 32_124}
    assert case["closed_on"].is_not_null().sum() == 18_410
    assert case["filed_on"].null_count() == 10
    assert (year < 1950).sum() == 28
    assert (year > 2025).sum() == 13
    assert case["case_number"].n_unique() == 24_573


def test_tjsc_dirty_rows_wait_with_their_reasons() -> None:
    """28 filing years before 1950, 13 after 2025 and 10 blanks can be no cases; a number that
    stands on rows of the same content counts once, on rows of different content not at all."""
    batch = _read("tjsc_datajud", "cases.parquet")

    judged = check(batch, CheckContext.of(CONTENT, day=date(2025, 6, 30)))

    rejected = judged.issues.filter(pl.col("severity") == "rejected")
    reasons = dict(rejected.group_by("rule").len().iter_rows())
    assert (reasons["impossible_date"], reasons["missing_required"]) == (28, 10)
    assert reasons["future_date"] >= 13
    assert judged.tables["case"]["case_number"].is_unique().all()
    assert judged.rows_read[""] == judged.rows_kept[""] + judged.rows_rejected[""] == 32_124


def test_cook_county_rows_of_defendants_fold_to_cases() -> None:
    """36,190 defendants are 33,405 cases; 20,234 charges are 10,897 disposed cases."""
    intake = _read("cook_county_sao_2019", "intake.parquet")
    disposed = _read("cook_county_sao_2019", "dispositions.parquet")

    assert intake.rows_read == {"": 36_190}
    assert intake.tables["case"].height == 33_405
    assert disposed.rows_read == {"": 20_234}
    assert disposed.tables["case"].height == 10_897
    assert disposed.tables["case"]["closed_on"].null_count() == 0


def test_cook_county_impossible_days_are_read_as_written() -> None:
    """Arraignments in 2009 and 2109 reach the check of impossible and future dates."""
    events = _read("cook_county_sao_2019", "initiation.parquet").tables["event"]
    years = set(events["happened_on"].dt.year())
    assert {2009, 2109} <= years


@pytest.mark.parametrize(
    ("file", "rows", "per_mille"),
    [
        ("merged_circuit_court_data.csv", 5402, 973),
        ("merged_family_court_data.csv", 3066, 975),
        ("merged_appeals_court_data.csv", 344, 997),
        ("court_historical_data.csv", 783, 922),
    ],
)
def test_hawaii_stocks_add_up_on_the_published_share_of_rows(
    file: str, rows: int, per_mille: int
) -> None:
    """start + filed − terminated = end on 97.3, 97.5, 99.7 and 92.2 per cent of full rows."""
    batch = _read("hawaii_courts", file)

    caseload = batch.tables["caseload"]
    full = caseload.drop_nulls(["opening", "received", "resolved", "pending"])
    holds = full["opening"] + full["received"] - full["resolved"] == full["pending"]

    assert batch.rows_read == {"": rows}
    assert batch.issues.is_empty()
    assert half_up(holds.sum() * 1000 / len(full), 0) == per_mille
    keys = ["court", "division", "category", "starts_on", "ends_on"]
    assert caseload.select(keys).is_unique().all()


def test_hawaii_monthly_filings_are_months() -> None:
    caseload = _read("hawaii_courts", "monthly_case_filings_1998-2024.csv").tables["caseload"]
    assert caseload.height == 7703
    assert (caseload["starts_on"].dt.month_end() == caseload["ends_on"]).all()


def test_tjrn_rates_are_the_published_ones_gross_and_net() -> None:
    """Every row of the whole unit that has all parts: 2,589 gross and 2,504 net, two decimals."""
    batch = _read("tjrn_produtividade", "taxa.csv.gz")

    whole = batch.tables["caseload"].filter(pl.col("category").is_null())
    assert batch.tables["caseload"].height == 3 * batch.rows_read[""] == 3 * 2868
    assert _reproduced(whole, "published_rate", suspended=False) == (2589, 2589)
    assert _reproduced(whole, "published_net_rate", suspended=True) == (2504, 2504)


def _reproduced(caseload: pl.DataFrame, rate: str, *, suspended: bool) -> tuple[int, int]:
    """Rows with all parts, and those whose congestion rate agrees to half of a hundredth."""
    parts = ["resolved", "pending", *(["suspended"] if suspended else [])]
    full = caseload.drop_nulls([rate, *parts])
    left = full["pending"] - (full["suspended"] if suspended else 0)
    computed = 100 * left / (left + full["resolved"])
    agrees = (computed - full[rate].cast(pl.Float64)).abs() <= 0.005 + 1e-9
    return full.height, int(agrees.sum())


def test_tjrn_rows_of_the_year_22_wait_in_quarantine() -> None:
    """11,240 rows, 236 of them with the year written as 22."""
    batch = _read("tjrn_produtividade", "indicadores.csv.gz")

    assert batch.rows_rejected == {"": 236}
    assert batch.tables["caseload"].height == 11_240 - 236
    assert set(batch.issues["found"]) == {"22.0"}
    assert set(batch.issues["column"]) == {"ANO"}


def test_no_mapping_from_abroad_carries_the_names_of_judges() -> None:
    for name in ("cjeu", "cook_county_sao_2019", "tjsc_datajud"):
        bound = {
            binding.to
            for sheet in MAPPINGS[name].sheets
            for table in sheet.tables
            for binding in table.columns
        }
        assert "judge" not in bound
    assert "judge" in _titles("cook_county_sao_2019", "dispositions.parquet")
