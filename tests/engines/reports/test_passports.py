"""A passport goes through JSON without loss, and JSON that a hand altered is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.engines.reports.sample_report import growth, rate
from tuobo.core.errors import DataError
from tuobo.core.measure import Amount, Count, Mean, Measure, Quantile, Rate
from tuobo.core.period import Period
from tuobo.engines.reports.document import Passport
from tuobo.engines.reports.passports import passport_json, passport_of

PLAIN = rate("F2", 311, 342).passport


@pytest.mark.parametrize(
    "measure",
    [
        Count(value=0),
        Amount(fen=-1_234_567),
        Rate(numerator=0, denominator=0, complement=True),
        Mean(total=900, count=12),
        Quantile(q=Decimal("0.5"), value=Decimal("12.5"), count=4),
        Quantile(q=Decimal("0.9"), value=None, count=0),
    ],
)
def test_every_measure_comes_back_as_it_was(measure: Measure) -> None:
    passport = replace(PLAIN, measure=measure)
    assert passport_of(passport_json(passport)) == passport


@pytest.mark.parametrize("period", ["2025", "2025-03", "2025-03-05", "2025-01-03..2025-02-04"])
def test_every_period_comes_back_as_it_was(period: str) -> None:
    passport = replace(PLAIN, evidence=replace(PLAIN.evidence, period=Period.of(period)))
    assert passport_of(passport_json(passport)) == passport


def test_a_comparison_keeps_what_it_is_compared_with() -> None:
    passport = growth("F4", 342, 300).passport
    found = passport_of(passport_json(passport))
    assert found == passport
    assert found.base == Count(value=300)


def test_a_passport_is_one_line() -> None:
    multiline: Passport = replace(PLAIN, formula="甲\n乙")
    assert "\n" not in passport_json(multiline)


@pytest.mark.parametrize(
    "altered",
    ["", "{}", "[1]", "null", passport_json(PLAIN).replace('"rate"', '"share"'),
     passport_json(PLAIN).replace("2026-01..2026-06", "2026-13")],
)  # fmt: skip
def test_what_is_no_passport_is_refused_with_what_was_found(altered: str) -> None:
    with pytest.raises(DataError) as raised:
        passport_of(altered)
    assert raised.value.code == "layout.passport_unreadable"
    assert raised.value.fields["found"] == altered[:60]
