"""A folder of tables without a store: plain results, each with its evidence."""

from __future__ import annotations

import json

from tests.engines.indicators.definitions import indicator, pack_of
from tests.engines.indicators.small_court import small_court
from tuobo.core.period import Period
from tuobo.engines.indicators import compute_folder

IN_TIME = indicator("in_time", {"where": "closed_on <= due_on"}, denominator={})


def test_a_folder_gives_counts_value_and_evidence() -> None:
    """March 2025: two of three closings in time."""
    (result,) = compute_folder(small_court(), Period.of("2025-03"), pack_of(IN_TIME))

    sql = str(result.pop("sql"))
    assert result == {
        "indicator": "in_time",
        "numerator": 2,
        "denominator": 3,
        "value": "0.666667",
        "unit": "share",
        "definition": "in_time@1",
        "data_version": "0-nostore",
        "period": "2025-03",
        "scope": {},
        "notes": [],
    }
    assert "closed_on <= due_on" in sql
    assert json.dumps(result, ensure_ascii=False)


def test_without_deadlines_the_result_says_so() -> None:
    tables = {"case": small_court()["case"]}

    (result,) = compute_folder(tables, Period.of("2025-03"), pack_of(IN_TIME))

    assert (result["numerator"], result["notes"]) == (0, ["indicator.no_deadlines"])


def test_texts_of_a_csv_are_read_as_the_types_of_the_facts() -> None:
    tables = {name: frame.cast(dict.fromkeys(frame.columns, str)) for name, frame in
              small_court().items()}  # fmt: skip

    (result,) = compute_folder(tables, Period.of("2025-03"), pack_of(IN_TIME), by=("division",))[:1]

    assert (result["division"], result["numerator"]) == ("civil division", 2)
