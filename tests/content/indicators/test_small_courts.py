"""Each indicator on a court small enough to count by hand: the engine gives the same counts."""

from __future__ import annotations

import pytest

from tests.content.indicators.small_court import CONTENT, FOLDER, SmallCourt, small_court
from tuobo.engines.indicators.folder import compute_folder
from tuobo.engines.indicators.pack import Pack

PACK = Pack.of(CONTENT)
COURTS = {path.stem: small_court(path) for path in sorted(FOLDER.glob("*.yaml"))}


@pytest.mark.parametrize("court", COURTS.values(), ids=list(COURTS))
def test_the_engine_counts_what_the_hand_counts(court: SmallCourt) -> None:
    alone = PACK.find(court.indicator).definition.model_copy(update={"companions": ()})

    results = compute_folder(court.tables, court.period, Pack([alone], PACK.columns))

    assert len(results) == 1
    assert {name: results[0].get(name) for name in court.expect} == court.expect, court.why


def test_every_indicator_has_its_small_court() -> None:
    assert set(COURTS) == set(PACK.ids)
    assert all(name == court.indicator for name, court in COURTS.items())


def test_every_small_court_says_why() -> None:
    assert [name for name, court in COURTS.items() if len(court.why) < 8] == []


def test_a_small_court_does_not_agree_by_being_empty() -> None:
    """At least one row must count on one side, else the file proves nothing."""
    empty = [
        name
        for name, court in COURTS.items()
        if not any(cell for cell in court.expect.values() if cell not in ("0", 0))
    ]
    assert empty == []
