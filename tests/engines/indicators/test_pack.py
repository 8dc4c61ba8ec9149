"""Definitions are checked against one another, and those of the content hold together."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.indicators.definitions import a_break, indicator, pack_of
from tuobo.core.content import Content
from tuobo.core.errors import DefinitionError
from tuobo.core.period import Period
from tuobo.engines.indicators import Pack

ONE = indicator("one", {})


def code_of(*definitions: object, **options: object) -> str:
    with pytest.raises(DefinitionError) as error:
        pack_of(*definitions, **options)  # type: ignore[arg-type]
    return error.value.code


def test_every_definition_of_the_content_is_right() -> None:
    pack = Pack.of(Content())

    assert len(pack.indicators) > 60
    assert pack.small is not None
    assert all(one.definition.interval is None for one in pack.indicators.values())


def test_an_id_stands_once_a_version() -> None:
    assert code_of(ONE, ONE) == "content.twice"


def test_companions_must_exist() -> None:
    assert code_of(indicator("two", {}, companions=("oen",)), ONE) == "indicator.unknown_companion"


def test_a_break_names_known_indicators() -> None:
    broken = a_break("x", date(2025, 1, 1), "note", "oen")

    assert code_of(ONE, breaks=(broken,)) == "indicator.unknown_in_break"


def test_an_interval_needs_the_document_that_says_so() -> None:
    interval = {"low": 1, "high": 2, "document": " ", "in_force": {}}

    assert code_of(indicator("x", {}, interval=interval)) == "indicator.interval_without_document"


@pytest.mark.parametrize(
    ("side", "code"),
    [
        ({"table": "cases"}, "indicator.unknown_table"),
        ({"anchor": "closed"}, "indicator.unknown_anchor"),
        ({"anchor": "pending", "table": "money"}, "indicator.unknown_anchor"),
        ({"anchor": "pending", "since": "due"}, "indicator.unknown_anchor"),
        ({"anchor": "filed_on", "age_months": 12}, "indicator.age_without_stock"),
        ({"anchor": "on_hand", "age_months": 12}, "indicator.age_without_stock"),
        ({"anchor": "pending", "value": "age_days + 1"}, "indicator.age_alone"),
    ],
)
def test_a_side_counts_in_a_way_that_its_table_has(side: dict[str, object], code: str) -> None:
    assert code_of(indicator("x", side)) == code


def test_the_build_of_other_definitions_has_another_fingerprint() -> None:
    changed = indicator("one", {"where": "panel"})

    assert pack_of(ONE).fingerprint == pack_of(ONE).fingerprint
    assert pack_of(ONE).fingerprint != pack_of(changed).fingerprint


def test_breaks_inside_a_period_are_those_after_its_first_day() -> None:
    pack = pack_of(ONE, breaks=(a_break("x", date(2025, 1, 1), "note", "one"),))
    found = pack.find("one")

    assert pack.breaks_inside(found, Period.of("2024-12..2025-01"))
    assert not pack.breaks_inside(found, Period.of("2025"))
    assert not pack.breaks_inside(found, Period.of("2024"))
