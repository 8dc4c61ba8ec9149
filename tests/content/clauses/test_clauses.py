"""The clause map of the product: every row that must be held is, by things that exist."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tuobo.core.content import Content
from tuobo.engines.ledgers import LedgerBook
from tuobo.operations.clause_map import Clause, ClauseMap, HolderKind, Registries, differences
from tuobo.operations.write_reference import reference_pages
from tuobo.web.areas.administration.addresses import addresses

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guides" / "ledgers.md"
CONTENT = Content()
PAGES = frozenset(one.view for one in addresses())
REGISTRIES = Registries.of(CONTENT, PAGES)
MAP = ClauseMap.of(CONTENT, REGISTRIES)


def _rows(*spans: tuple[int, int]) -> Iterable[int]:
    return (row for first, last in spans for row in range(first, last + 1))


# Sections 10.1, 10.6 and 10.7 whole; of 10.3 and 10.4 responsibility, indicators, management.
MUST = frozenset(_rows((1, 14), (81, 90), (103, 105), (122, 128), (165, 182), (183, 190)))


def test_every_row_that_must_be_held_is_in_the_map() -> None:
    assert sorted(MUST - set(MAP.rows)) == []


def test_no_row_that_must_be_held_has_a_gap() -> None:
    assert [one.row for one in MAP.gaps() if one.row in MUST] == []


def test_every_row_names_only_what_exists_pages_included() -> None:
    """The map above was read with all names, those of pages too; each kind is used."""
    assert set(REGISTRIES.names) == set(HolderKind)
    assert {one.kind for row in MAP.rows.values() for one in row.held_by} >= {
        HolderKind.LEDGER, HolderKind.FIELD, HolderKind.FIGURE, HolderKind.CADENCE,
        HolderKind.CLOCK, HolderKind.INDICATOR, HolderKind.REPORT, HolderKind.CLAIM,
        HolderKind.DRAFT, HolderKind.VOCABULARY, HolderKind.RIGHT, HolderKind.PAGE,
    }  # fmt: skip


def test_ledgers_and_rows_name_each_other() -> None:
    assert differences(MAP, LedgerBook.of(CONTENT)) == ()


@pytest.mark.parametrize("clause", MAP.rows.values(), ids=lambda one: str(one.row))
def test_a_row_says_in_both_languages_what_it_asks_and_where_it_stands(clause: Clause) -> None:
    assert re.search(r"[一-鿿]", clause.asks.zh)
    assert not re.search(r"[一-鿿]", clause.asks.en)
    assert clause.place
    assert clause.source.mark


def test_rows_stand_in_the_section_of_their_number() -> None:
    """The sections of the map begin at rows 1, 15, 53, 91, 141, 165 and 183."""
    starts = {"10.1": 1, "10.2": 15, "10.3": 53, "10.4": 91, "10.5": 141, "10.6": 165, "10.7": 183}
    for row, clause in MAP.rows.items():
        expected = max((name for name, start in starts.items() if start <= row), key=starts.get)
        assert clause.section == expected, row


def test_the_page_prints_every_row_and_every_gap() -> None:
    page = reference_pages(CONTENT)["clauses.md"]
    for row, clause in MAP.rows.items():
        line = next(line for line in page.splitlines() if line.startswith(f"| {row} |"))
        assert clause.asks.zh in line
        assert ("**缺口**" in line) == (clause.gap is not None)


def test_the_guide_names_every_kind_and_only_holders_that_exist() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    written = re.findall(rf"`({'|'.join(HolderKind)}):([^`]+)`", text)
    assert {kind for kind, _ in written} == set(HolderKind)
    named = [(HolderKind(kind), name) for kind, name in written if name != "…"]
    assert [(kind, name) for kind, name in named if name not in REGISTRIES.names[kind]] == []
