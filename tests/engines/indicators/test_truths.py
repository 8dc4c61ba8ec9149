"""The bits beside a case say what the clauses of the flows say of its columns."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.indicators.definitions import EVERY_WAY, indicator, pack_of
from tests.engines.indicators.random_court import random_facts
from tuobo.core.content import Content
from tuobo.engines.indicators import DataVersion, Pack
from tuobo.engines.indicators.backend.build import fill
from tuobo.engines.indicators.backend.coding import Dictionaries
from tuobo.engines.indicators.backend.engine import Engine
from tuobo.engines.indicators.backend.rollup import column_names, passes
from tuobo.engines.indicators.backend.truths import Truths

FIRST = DataVersion(id="1-00000001", as_of=date(2026, 1, 1))


def counted(engine: Engine, pack: Pack, truths: Truths) -> dict[tuple[str, object], int]:
    """Each flow over all months, those with nothing in them left out."""
    found: dict[tuple[str, object], int] = {}
    names = column_names(pack)
    for statement in passes(pack.flows, truths, names, dimensions=()):
        arrays = engine.arrays(statement)
        for name in set(arrays) - {"month"}:
            for month, number in zip(arrays["month"].tolist(), arrays[name].tolist(), strict=True):
                if number:
                    found[name, month] = number
    return found


@pytest.mark.parametrize("pack", [pack_of(*EVERY_WAY), Pack.of(Content())], ids=["every", "all"])
def test_flows_counted_from_bits_are_those_counted_from_clauses(pack: Pack) -> None:
    engine = Engine.writing(None, memory="1GB")
    codes: Dictionaries = fill(engine, pack, random_facts(400, 21), FIRST)

    from_bits = counted(engine, pack, Truths(pack.flows, codes))

    assert from_bits
    assert from_bits == counted(engine, pack, Truths((), codes))


def test_eight_conditions_share_a_byte_and_equal_ones_a_bit() -> None:
    """Nine different conditions need two columns; the tenth asks what the first asks."""
    ways = [f"hearings > {least}" for least in (0, *range(1, 9), 0)]
    pack = pack_of(
        *(
            indicator(f"heard_{number}", {"anchor": "closed_on", "where": where})
            for number, where in enumerate(ways)
        )
    )

    truths = Truths(pack.flows, Dictionaries({}))

    tests = {truths.test(flow) for flow in pack.flows}
    assert truths.columns == ("holds_0", "holds_1")
    assert len(pack.flows) == len(tests) == 9
    assert tests >= {"(holds_0 & 1) <> 0", "(holds_0 & 128) <> 0", "(holds_1 & 1) <> 0"}


def test_a_clause_that_is_neither_true_nor_false_leaves_its_bit_out() -> None:
    """A case without a closing day was not closed late: the bit is 0, not missing."""
    facts = random_facts(100, 22)
    late = pack_of(indicator("late", {"anchor": "filed_on", "where": "closed_on > due_on"}))
    engine = Engine.writing(None, memory="1GB")
    fill(engine, late, facts, FIRST)

    (row,) = engine.rows(
        "SELECT count(*), count(holds_0), count_if((holds_0 & 1) <> 0), "
        "count_if(closed_on > due_on AND filed_on IS NOT NULL) FROM case_facts"
    )

    assert row[0] == row[1] == 100
    assert row[2] == row[3]
