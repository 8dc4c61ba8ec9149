"""The random country of the property tests, and the periods that they ask about."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from tests.engines.indicators.definitions import EVERY_WAY, pack_of
from tests.engines.indicators.oracle import Oracle
from tests.engines.indicators.random_court import FIRST_DAY, random_facts
from tuobo.core.period import Period, month_index
from tuobo.engines.indicators import DataVersion, Served
from tuobo.engines.indicators.columns import dimensions_of
from tuobo.engines.indicators.definition import Indicator

VERSION = DataVersion(id="3-0badcafe", as_of=date(2026, 12, 31))
PACK = pack_of(*EVERY_WAY)


@cache
def country(seed: int = 7) -> tuple[Served, Oracle]:
    facts = random_facts(400, seed)
    return Served.in_memory(PACK, facts, VERSION), Oracle(facts)


months = st.integers(0, 30).flatmap(
    lambda first: st.integers(0, 14).map(
        lambda more: Period.of_months(
            month_index(FIRST_DAY) + first - 2, month_index(FIRST_DAY) + first - 2 + more
        )
    )
)
days = st.tuples(st.integers(-40, 900), st.integers(1, 300)).map(
    lambda pair: Period(
        FIRST_DAY + timedelta(days=pair[0]), FIRST_DAY + timedelta(days=pair[0] + pair[1])
    )
)


def possible(one: Indicator, names: set[str]) -> bool:
    sides = [one.numerator, *([one.denominator] if one.denominator else []), *one.denominator_plus]
    return all(names - {"month"} <= set(dimensions_of(side.table)) for side in sides)
