"""The main indicators against a second opinion that knows no definition."""

from __future__ import annotations

from typing import Any

import pytest

from tests.content.indicators.crowd import crowd
from tests.content.indicators.oracle import ORACLES, Counts
from tests.content.indicators.small_court import CONTENT, FOLDER, small_court
from tuobo.core.period import Period
from tuobo.engines.indicators.folder import compute_folder
from tuobo.engines.indicators.pack import Pack

PACK = Pack.of(CONTENT)
MAIN = Pack(
    [PACK.find(name).definition.model_copy(update={"companions": ()}) for name in ORACLES],
    PACK.columns,
)


def _pair(result: dict[str, Any]) -> Counts:
    """The two counts in the order of the oracle; a plain count has no second one."""
    if "numerator" in result:
        return result["numerator"], result["denominator"]
    if "total" in result:
        return result["total"], result["count"]
    return result["count"], 0


@pytest.mark.parametrize("name", ORACLES)
def test_the_oracle_agrees_with_the_hand(name: str) -> None:
    court = small_court(FOLDER / f"{name}.yaml")

    found = ORACLES[name](court.tables, court.period.start, court.period.last_day)

    assert found == _pair({**court.expect})


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("period", ["2024", "2025-01", "2024-02", "2024Q4..2025Q1", "2023H2"])
def test_the_engine_agrees_with_the_oracle_on_a_crowd(seed: int, period: str) -> None:
    tables = crowd(seed)
    days = Period.of(period)

    results = compute_folder(tables, days, MAIN)

    engine = {str(one["definition"]).partition("@")[0]: _pair(one) for one in results}
    oracle = {name: count(tables, days.start, days.last_day) for name, count in ORACLES.items()}
    assert engine == oracle


def test_the_crowd_gives_every_oracle_something_to_count() -> None:
    tables = crowd(0)
    days = Period.of("2024")

    counts = {name: count(tables, days.start, days.last_day) for name, count in ORACLES.items()}

    assert [name for name, (above, _) in counts.items() if not above] == []
