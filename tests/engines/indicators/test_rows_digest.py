"""The digest of the rows behind a figure: the same rows, the same digest; others, another."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import polars as pl

from tests.engines.indicators.definitions import indicator, pack_of
from tests.engines.indicators.small_court import small_court
from tuobo.core.period import Period
from tuobo.engines.indicators import DataVersion, Served, rows, rows_digest

CRIMINAL = indicator("criminal", {"where": "domain = 'criminal'"}, denominator={})
YEAR = Period.of("2025")


def served(facts: Mapping[str, pl.DataFrame]) -> Served:
    return Served.in_memory(pack_of(CRIMINAL), facts, DataVersion(id="1-00000001"))


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_it_is_the_hash_of_the_sorted_case_numbers_of_both_sides() -> None:
    opened = served(small_court())
    lines = []
    for side in ("numerator", "denominator"):
        (part,) = rows(opened, "criminal", YEAR, side).parts  # type: ignore[arg-type]
        numbers = sorted(part.frame["case_number"].to_list())
        assert numbers
        lines.append(f"{side} case {_hash(chr(10).join(numbers))}")
    assert rows_digest(opened, "criminal", YEAR, {}) == _hash("\n".join(lines))


def test_the_order_of_import_does_not_matter_and_a_row_more_does() -> None:
    facts = dict(small_court())
    digest = rows_digest(served(facts), "criminal", YEAR, {})
    turned = {**facts, "case": facts["case"].reverse()}
    assert rows_digest(served(turned), "criminal", YEAR, {}) == digest
    fewer = {**facts, "case": facts["case"].filter(pl.col("closed_on").is_null())}
    assert rows_digest(served(fewer), "criminal", YEAR, {}) != digest
