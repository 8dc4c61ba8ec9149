"""Published figures of courts here and abroad: reproduced, or recorded as published errors."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tuobo.core.content import Content
from tuobo.core.measure import Rate, half_up
from tuobo.engines.indicators.definition import Indicator, Worked
from tuobo.engines.indicators.pack import Pack

TOLERANCE = Decimal("0.02")  # percentage points: published figures are unevenly rounded
INDICATORS = [one.definition for one in Pack.of(Content()).indicators.values()]
WORKED = [(indicator, worked) for indicator in INDICATORS for worked in indicator.worked]
OTHERS = yaml.safe_load((Path(__file__).parent / "published.yaml").read_text(encoding="utf-8"))


def _number(text: str) -> Decimal:
    found = re.match(r"-?[\d.]+", text)
    assert found, text
    return Decimal(found[0])


def _places(text: str) -> int:
    return max(-int(_number(text).as_tuple().exponent), 0)


def _computed(indicator: Indicator, worked: Worked) -> Decimal:
    """The worked counts by core/measure alone, rounded half-up as far as the expected value is."""
    counts = worked.counts
    rate = Rate(
        numerator=int(counts["numerator"]),
        denominator=int(counts["denominator"]),
        complement=indicator.complement,
    )
    places = _places(worked.expected)
    if indicator.unit == "share":
        percent = rate.percent(places)
        assert percent is not None
        return percent
    assert rate.share is not None
    return half_up(rate.share * int(counts.get("days", 1)), places)


@pytest.mark.parametrize(
    ("indicator", "worked"), WORKED, ids=[f"{one.id}:{worked.id}" for one, worked in WORKED]
)
def test_a_published_figure_is_reproduced_or_recorded_as_an_error(
    indicator: Indicator, worked: Worked
) -> None:
    computed = _computed(indicator, worked)

    assert computed == _number(worked.expected)
    if worked.is_published_error:
        assert computed != _number(worked.published)
    else:
        assert abs(computed - _number(worked.published)) <= TOLERANCE


def _other(entry: dict[str, Any]) -> Decimal:
    places = _places(entry["expected"])
    if entry["how"] == "sum":
        return Decimal(sum(entry["parts"]) - sum(entry.get("less", [])))
    rate = Rate(numerator=entry["numerator"], denominator=entry["denominator"])
    assert rate.share is not None
    match entry["how"]:
        case "percent":
            return half_up(rate.share * 100, places)
        case "growth":
            return half_up((rate.share - 1) * 100, places)
        case "ratio":
            return half_up(rate.share * entry.get("times", 1), places)
        case unknown:
            raise AssertionError(unknown)


@pytest.mark.parametrize("entry", OTHERS, ids=[entry["id"] for entry in OTHERS])
def test_other_published_numbers_are_reproduced_or_recorded_as_errors(
    entry: dict[str, Any],
) -> None:
    computed = _other(entry)

    assert computed == Decimal(entry["expected"])
    if entry.get("is_published_error"):
        assert computed != Decimal(entry["published"])
    else:
        assert abs(computed - Decimal(entry["published"])) <= TOLERANCE


def test_every_worked_figure_has_a_name_of_its_own() -> None:
    names = [(one.id, worked.id) for one, worked in WORKED]

    assert len(set(names)) == len(names)
    assert len({entry["id"] for entry in OTHERS}) == len(OTHERS)


def test_the_croatian_table_is_there_with_both_its_figures() -> None:
    """Two rows of courts, three years each, clearance rate and disposition time: 12 figures."""
    found = [(one.id, worked.id) for one, worked in WORKED if worked.id.startswith("HR-")]

    assert len([name for name in found if name[0] in {"clearance_rate", "disposition_time"}]) == 12


def test_the_same_word_in_english_means_two_things() -> None:
    """结案率 and the clearance rate of the same counts: 126,927 of 158,571 and of 146,484."""
    of_all = Rate(numerator=126_927, denominator=158_571).percent()
    of_new = Rate(numerator=126_927, denominator=146_484).percent()

    assert (of_all, of_new) == (Decimal("80.04"), Decimal("86.65"))
