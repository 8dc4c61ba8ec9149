"""Real data through the product as a user drives it; results and faults: docs/real-input.md.

Expected numbers come from the publishers, or from a count over the raw file that uses nothing of
the product. Only counts reach a message, never a name.
"""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from tests.journeys.real_store import (
    DATA,
    RealStore,
    counts_add_up,
    real_store,
    rejected_rows,
)
from tuobo.core.case_number import CaseNumbers
from tuobo.core.measure import Count, Mean, Quantile, Rate, half_up
from tuobo.core.period import Period, month_label
from tuobo.operations.compute_folder import compute_indicators

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not beside the checkout"),
]
DECADE = "2010-01..2019-12"


def judgments() -> RealStore:
    return real_store("cn_judgments", (("judgments.jsonl.gz",),), date(2020, 12, 31))


def cjeu() -> RealStore:
    return real_store("cjeu", (("judgments.parquet",),), date(2022, 3, 31), "cjeu")


def tjsc() -> RealStore:
    return real_store("tjsc_datajud", (("cases.parquet",),), date(2025, 6, 30), "tjsc_datajud")


def cook() -> RealStore:
    later = ("dispositions.parquet", "initiation.parquet", "sentencing.parquet")
    return real_store(
        "cook_county_sao_2019",
        (("intake.parquet",), later),
        date(2019, 12, 2),
        "cook_county_sao_2019",
    )


def tjrn() -> RealStore:
    files = ("taxa.csv.gz", "indicadores.csv.gz")
    return real_store("tjrn_produtividade", (files,), date(2021, 12, 31), "tjrn_produtividade")


def hawaii() -> RealStore:
    files = sorted(path.name for path in (DATA / "hawaii_courts").glob("*.csv"))
    return real_store("hawaii_courts", (tuple(files),), date(2024, 12, 31), "hawaii_courts")


# Judgment documents


def test_of_690_judgments_685_are_kept_and_five_wait_with_their_reason() -> None:
    """No number in the header, three without day of decision, one accepted after its decision."""
    (rehearsed,) = judgments().imports

    assert counts_add_up(rehearsed)
    assert sum(rehearsed.rehearsal.rows_read.values()) == 690
    assert sum(rehearsed.rehearsal.rows_rejected.values()) == 5
    assert rejected_rows(rehearsed) == {"missing_required": 4, "chronology": 1}
    assert judgments().state.facts["case"].height == 666  # 19 documents stand in the set twice


def test_stored_judgments_agree_with_the_publishers_metadata() -> None:
    """Case numbers in 99 of 100, decision dates in 98 of 100; the publisher errs in the rest."""
    store = judgments()
    numbers = CaseNumbers.of(store.workspace.vocabularies)
    decided = dict(store.state.facts["case"].select("case_number", "decided_on").iter_rows())
    with gzip.open(DATA / "cn_judgments" / "judgments.jsonl.gz", "rt", encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    told = {}
    for entry in entries:
        parsed = numbers.parse(re.sub(r"、\d+号", "号", entry["caseNumber"] or ""))
        if parsed:
            told[str(parsed.case)] = date.fromisoformat(entry["judgementDate"])
    found = [number for number in told if number in decided]
    agreeing = sum(decided[number] == told[number] for number in found)

    assert len(told) > 600
    assert len(found) / len(told) >= 0.99
    assert agreeing / len(found) >= 0.98


def test_376_judgments_have_a_limit_and_288_say_no_start() -> None:
    limits = judgments().state.deadlines.frame
    by_status = dict(limits.group_by("limit_status").len().iter_rows())
    rule = pl.col("limit_rule").cast(pl.String).str.split("@").list.first()
    by_rule = dict(
        limits.filter(pl.col("limit_status") == "computed").group_by(rule).len().iter_rows()
    )

    assert by_status == {"computed": 376, "no_rule_in_force": 2, "start_unknown": 288}
    assert by_rule == {
        "CIV1-ORD": 142, "CIV1-SIM": 119, "CIV1-SML": 4, "CIV2-JUD": 97,
        "CR1-PUB": 9, "CR1-SIM": 1, "AD1-ORD": 4,
    }  # fmt: skip


def test_durations_by_procedure_are_those_of_the_stored_dates() -> None:
    """Against plain Polars; of an even number the median is the lower of the two in the middle."""
    store = judgments()
    case = store.state.facts["case"].drop_nulls(["filed_on", "closed_on", "procedure"])
    days = (pl.col("closed_on") - pl.col("filed_on")).dt.total_days()
    lower = days.quantile(0.5, "lower").cast(pl.Int64).alias("days")
    rows = case.group_by("procedure").agg(lower, pl.len()).iter_rows()
    expected = {procedure: (n, Decimal(median)) for procedure, median, n in rows}

    found = store.figures(DECADE, "median_days_to_close", by=("procedure",))
    medians = {
        place[1]: (one.count, one.value)
        for place, one in found.items()
        if isinstance(one, Quantile) and one.count and place[1]
    }
    assert medians == expected
    assert medians["ordinary"][0] + medians["simplified"][0] > 250


def test_the_health_check_of_judgments_says_what_they_cannot_tell() -> None:
    """Judged cases only: nothing pends, and 144 decisions after the base limit are questions."""
    page = judgments().health(DECADE)
    lines = {line.id: line for line in page.lines}
    found = {group.id: group.count for group in page.findings}

    assert sum(lane.count for lane in page.lanes) == 0
    assert found == {"overdue": 144, "late_conversion": 2}
    assert lines["median_days_to_close"].figure.measure == Quantile(
        q=Decimal("0.5"), value=Decimal(102), count=377
    )
    assert lines["courtools_3_within_180_days"].figure.measure == Rate(
        numerator=268, denominator=377
    )
    assert any("289 件没有立案日期" in note for note in lines["clearance_rate"].notes)
    assert any("没有任何扣除" in note for note in lines["courtools_3_within_180_days"].notes)
    assert all("没有任何扣除" in group.sentence for group in page.findings if group.id == "overdue")


# Court of Justice of the EU


def test_published_durations_are_found_again_in_the_store() -> None:
    """All 22,068: decision − proceeding is the published duration."""
    published = pl.read_parquet(
        DATA / "cjeu" / "judgments.parquet", columns=["iuropa_decision_id", "duration"]
    )
    case = (
        cjeu()
        .state.facts["case"]
        .select(
            pl.col("case_number").alias("iuropa_decision_id"),
            (pl.col("closed_on") - pl.col("filed_on")).dt.total_days().alias("days"),
        )
    )
    both = published.join(case, on="iuropa_decision_id")

    assert both.height == 22_068
    assert both.filter(pl.col("duration") != pl.col("days")).is_empty()


def test_published_durations_are_found_again_by_the_indicators() -> None:
    """Mean, median and ninth decile of each court against the published column, to the day."""
    names = {
        "Court of Justice": "EU-CJ",
        "General Court": "EU-GC",
        "Civil Service Tribunal": "EU-CST",
    }
    raw = pl.read_parquet(DATA / "cjeu" / "judgments.parquet", columns=["court", "duration"])
    found = cjeu().figures(
        "1954-01..2022-03", "mean_days_to_close", "median_days_to_close", by=("court",)
    )
    for published, code in names.items():
        days = raw.filter(pl.col("court") == published)["duration"]
        mean = found["mean_days_to_close", code]
        median = found["median_days_to_close", code]
        assert mean == Mean(total=int(days.sum()), count=len(days))
        assert isinstance(median, Quantile)
        assert median.value == Decimal(str(days.median()))


def test_the_median_of_all_is_574_days_from_store_and_from_folder(tmp_path: Path) -> None:
    """From the store by the indicator, and from a folder of tables that is in no store."""
    asked = "median_days_to_close"
    (stored,) = cjeu().figures("1954-01..2022-03", asked).values()
    cjeu().state.facts["case"].drop("case_key", "data_version").write_parquet(
        tmp_path / "case.parquet"
    )
    (computed,) = compute_indicators(
        cjeu().workspace, tmp_path, Period.of("1954-01..2022-03"),
        ((asked,), (), date(2022, 3, 31)),
    )  # fmt: skip

    assert isinstance(stored, Quantile)
    assert (stored.value, stored.count) == (Decimal(574), 22_068)
    assert "574" in json.dumps(computed, default=str)


# Rio Grande do Norte


def test_published_congestion_rates_are_found_again_by_the_indicators() -> None:
    """Twelve windows × 239 units: 2,589 gross and 2,504 net rates, to half of a hundredth."""
    facts = tjrn().state.facts["caseload"].filter(pl.col("category").is_null())
    agreed = {"reported_congestion_rate": 0, "reported_net_congestion_rate": 0}
    compared = dict(agreed)
    published = {
        "reported_congestion_rate": ("published_rate", ["resolved", "pending"]),
        "reported_net_congestion_rate": (
            "published_net_rate",
            ["resolved", "pending", "suspended"],
        ),
    }
    for ends_on in facts["ends_on"].unique().sort():
        months = ends_on.year * 12 + ends_on.month - 1
        window = f"{month_label(months - 11)}..{month_label(months)}"
        found = tjrn().figures(window, *published, by=("division",))
        for indicator, (column, parts) in published.items():
            rows = facts.filter(pl.col("ends_on") == ends_on).drop_nulls([column, *parts])
            for unit, rate in rows.select("division", column).iter_rows():
                compared[indicator] += 1
                one = found[indicator, unit]
                assert isinstance(one, Rate)
                assert one.share is not None
                off = abs(one.share * 100 - Decimal(rate))
                agreed[indicator] += off <= Decimal("0.005")

    assert compared == {"reported_congestion_rate": 2589, "reported_net_congestion_rate": 2504}
    assert agreed == compared


def test_rows_of_the_year_22_wait_and_the_others_go_on() -> None:
    (rehearsed,) = tjrn().imports
    assert counts_add_up(rehearsed)
    assert rejected_rows(rehearsed) == {"unreadable_value": 236}
    assert sum(rehearsed.rehearsal.rows_kept.values()) == 2868 + 11_240 - 236


# Hawaii


@pytest.mark.parametrize(
    ("file", "per_mille"),
    [
        ("merged_circuit_court_data.csv", 973),
        ("merged_family_court_data.csv", 975),
        ("merged_appeals_court_data.csv", 997),
        ("court_historical_data.csv", 922),
    ],
)
def test_stocks_add_up_on_the_published_share_of_rows(file: str, per_mille: int) -> None:
    """The accounting check warns of exactly the rows that the publisher's own sums break."""
    (rehearsed,) = hawaii().imports
    full = rehearsed.read.batch.tables["caseload"].filter(pl.col("_sheet") == file)
    full = full.drop_nulls(["opening", "received", "resolved", "pending"])
    issues = rehearsed.rehearsal.issues
    broken = issues.filter(
        pl.col("rule") == "accounting_identity",
        pl.col("sheet") == file,
        pl.col("column") == "未结",
    )
    assert half_up((full.height - broken.height) * 1000 / full.height, 0) == per_mille
    assert rejected_rows(rehearsed) == {}


# Santa Catarina


def test_dirty_rows_wait_with_their_reason_and_the_rest_is_stored() -> None:
    """28 years before 1950, 14 days after the data's, ten without filing, 295 duplicates."""
    (rehearsed,) = tjsc().imports
    assert counts_add_up(rehearsed)
    assert sum(rehearsed.rehearsal.rows_read.values()) == 32_124
    assert sum(rehearsed.rehearsal.rows_rejected.values()) == 326
    assert rejected_rows(rehearsed) == {
        "duplicate_case_number": 295,
        "impossible_date": 28,
        "future_date": 14,
        "missing_required": 10,
        "chronology": 9,
    }
    assert tjsc().state.facts["case"].height == 24_395


def test_the_health_check_counts_what_a_plain_count_of_the_file_counts() -> None:
    """Over the raw rows of the stored cases, each once, by nothing but Polars."""
    stored = tjsc().state.facts["case"]["case_number"]
    raw = pl.read_parquet(DATA / "tjsc_datajud" / "cases.parquet")
    raw = raw.filter(pl.col("case_number").is_in(stored.implode()))
    filed = pl.col("filing_date").cast(pl.String).str.head(10)
    closed = (
        pl.when(pl.col("last_motion_name") == "Baixa Definitiva")
        .then(pl.col("last_motion_date").cast(pl.String).str.head(10))
        .otherwise(None)
    )
    half = (pl.lit("2025-01-01"), pl.lit("2025-06-30"))
    incoming, resolved, pending = (
        raw.filter(rows)["case_number"].n_unique()
        for rows in (filed.is_between(*half), closed.is_between(*half), closed.is_null())
    )

    lines = {line.id: line for line in tjsc().health("2025-01..2025-06").lines}
    assert lines["incoming_cases"].figure.measure == Count(value=incoming)
    assert lines["resolved_cases"].figure.measure == Count(value=resolved)
    assert lines["pending_cases"].figure.measure == Count(value=pending)
    assert (incoming, resolved, pending) == (957, 1252, 11_472)


def test_a_source_without_appeals_limits_and_closing_ways_says_so() -> None:
    lines = {line.id: line for line in tjsc().health("2025-01..2025-06").lines}
    for name in ("appeal_rate", "acceptance_rate", "closed_within_limit_rate", "mediation_rate"):
        assert any("不说明问题" in note for note in lines[name].notes), name
    assert not any("数据中" in note for note in lines["clearance_rate"].notes)


# Cook County


def test_charges_fold_to_cases_and_impossible_days_wait() -> None:
    """Intake makes 33,405 cases; 10,897 are disposed, 557 of them on impossible days."""
    intake, later = cook().imports
    assert rejected_rows(intake) == {}
    assert counts_add_up(later)
    assert rejected_rows(later) == {"chronology": 556, "future_date": 595}
    changed = later.rehearsal.tables["case"]
    assert (len(changed.new), len(changed.changed)) == (0, 10_897 - 557)


def test_felony_cases_are_counted_as_the_raw_rows_count() -> None:
    raw = pl.read_parquet(DATA / "cook_county_sao_2019" / "intake.parquet")
    cases = raw["case_id"].n_unique()
    lines = {line.id: line for line in cook().health("2019").lines}

    assert lines["incoming_cases"].figure.measure == Count(value=cases)
    assert lines["resolved_cases"].figure.measure == Count(value=10_340)
    assert lines["pending_cases"].figure.measure == Count(value=cases - 10_340)


def test_an_arraignment_told_in_two_files_is_one_hearing() -> None:
    """Initiation and dispositions both state it; the table has each case and day once."""
    events = cook().state.facts["event"].filter(pl.col("kind") == "hearing")
    assert events.select("case_number", "happened_on").is_unique().all()
