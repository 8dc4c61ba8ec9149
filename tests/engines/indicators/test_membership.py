"""Why a case counts and which rows a figure has: both are the figure itself, looked at closer."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.indicators.country import country, days, months
from tests.engines.indicators.definitions import EVERY_WAY, indicator, pack_of
from tests.engines.indicators.oracle import Oracle, joined_cases
from tests.engines.indicators.random_court import COURTS, SCHEMA, random_facts
from tests.engines.indicators.small_court import COURT, number, small_court
from tuobo.core.errors import RequestError
from tuobo.core.measure import Amount, Count, Mean, Quantile, Rate
from tuobo.core.period import Period
from tuobo.engines.indicators import (
    DataVersion,
    Question,
    Served,
    answer,
    evidence_sql,
    rows,
    why,
)
from tuobo.engines.indicators.definition import Indicator

IN_TIME = indicator(
    "in_time", {"where": "domain = 'criminal' and closed_on <= due_on"}, denominator={}
)


def small() -> Served:
    return Served.in_memory(pack_of(IN_TIME), small_court(), DataVersion(id="1-00000001"))


@pytest.fixture(scope="module")
def printed() -> Iterator[duckdb.DuckDBPyConnection]:
    """The fact tables by their own names, with the activity that Polars summed."""
    facts = random_facts(400, 7)
    joined = joined_cases(facts)
    activity = joined.select(column.name for column in SCHEMA["activity"].columns)
    connection = duckdb.connect()
    for name, frame in {**facts, "activity": activity}.items():
        connection.register(name, frame.drop("case_key", strict=False).to_arrow())
    yield connection
    connection.close()


def test_a_case_is_out_for_a_clause_that_can_be_read() -> None:
    """Case 3 was due on 30 March 2025 and closed on the 31st."""
    found = why(small(), number(3), "in_time", Period.of("2025-03"))

    above, below = found.reasons
    assert [(clause.text, clause.holds) for clause in above.clauses] == [
        ("domain = 'criminal'", True),
        ("closed_on <= due_on", False),
        ("closed_on >= DATE '2025-03-01' AND closed_on < DATE '2025-04-01'", True),
    ]
    assert {name: str(value) for name, value in above.clauses[1].values.items()} == {
        "closed_on": "2025-03-31",
        "due_on": "2025-03-30",
    }
    assert above.clauses[0].values == {"domain": "criminal"}
    assert below.counts
    assert (found.is_in("numerator"), found.is_in("denominator")) == (False, True)


def test_a_missing_value_is_unknown_not_false() -> None:
    """Case 6 is pending: whether it closed in time is not known, and it does not count."""
    (above, _) = why(small(), number(6), "in_time", Period.of("2025-03")).reasons

    assert [clause.holds for clause in above.clauses] == [True, None, None]
    assert not above.counts


def test_an_unknown_case_number_is_refused_with_near_ones() -> None:
    with pytest.raises(RequestError) as error:
        why(small(), "（2025）辽9901民初13号", "in_time")

    assert error.value.code == "indicator.no_such_case"
    assert number(1) in str(error.value.fields["suggestion"])


def test_rows_come_in_pages_and_say_how_many_there_are() -> None:
    listing = rows(small(), "in_time", Period.of("2025-03"), "denominator", page=(2, 1))

    assert (listing.total, listing.shown) == (3, 2)
    assert listing.parts[0].frame["case_number"].to_list() == [number(2), number(3)]
    assert listing.parts[0].frame["court"].to_list() == [COURT, COURT]


def test_rows_of_a_side_that_is_not_there_are_refused() -> None:
    served = Served.in_memory(
        pack_of(indicator("closed", {})), small_court(), DataVersion(id="1-00000001")
    )

    with pytest.raises(RequestError, match=r"indicator\.no_such_side"):
        rows(served, "closed", Period.of("2025-03"), "denominator")


def figure(served: Served, one: Indicator, period: Period, court: str) -> tuple[int, ...]:
    scope = {"court": (court,)}
    cell = answer(served, Question(period=period, indicators=(one.id,), scope=scope)).cells[0]
    match cell.measure:
        case Rate(numerator=above, denominator=below):
            return above, below
        case Mean(count=count) | Quantile(count=count):
            return (count,)
        case Count(value=value) | Amount(fen=value):
            return (value,)


@settings(max_examples=60, deadline=None)
@given(
    one=st.sampled_from([one for one in EVERY_WAY if one.id != "progress"]),
    period=st.one_of(months, days),
    court=st.sampled_from(COURTS),
)
def test_the_number_of_rows_is_the_figure(one: Indicator, period: Period, court: str) -> None:
    served, _ = country()
    scope = {"court": (court,)}
    expected = figure(served, one, period, court)
    sides = ("numerator", "denominator")[: len(expected)]

    for side, number_of_it in zip(sides, expected, strict=True):
        listing = rows(served, one.id, period, side, scope=scope)  # type: ignore[arg-type]
        summed = one.numerator.value and one.measure not in {"mean", "median", "p90"}
        values = [part.frame["value"].sum() if summed else part.total for part in listing.parts]
        assert sum(values) == number_of_it
        assert listing.shown == listing.total


@settings(max_examples=40, deadline=None)
@given(
    one=st.sampled_from([one for one in EVERY_WAY if one.id != "progress"]),
    period=st.one_of(months, days),
    serial=st.integers(1, 400),
)
def test_a_case_is_in_exactly_when_its_row_is_among_the_rows(
    one: Indicator, period: Period, serial: int
) -> None:
    served, oracle = country()
    name = f"（2025）辽9901民初{serial}号"

    found = why(served, name, one.id, period)

    assert found.is_in("numerator") == _is_counted(oracle, one, period, name)


def _is_counted(oracle: Oracle, one: Indicator, period: Period, name: str) -> bool:
    counted = oracle.counted(one.numerator, period, {})
    mine = [row for row in counted if row.get("case_number") == name]
    if one.numerator.value in {"", "age_days"}:
        return bool(mine)
    return any(row["_value"] is not None for row in mine)


def test_the_printed_sql_runs_over_the_fact_tables_by_their_own_names() -> None:
    sql = evidence_sql(small().pack.find("in_time"), Period.of("2025-03"), {"court": (COURT,)})

    assert sql.startswith('-- numerator of in_time@1, 2025-03\nSELECT\n  COUNT(*)\nFROM "case"')
    assert "closed_on <= due_on" in sql
    assert "court IN ('辽9901')" in sql
    assert "-- denominator of in_time@1" in sql


@settings(max_examples=40, deadline=None)
@given(
    one=st.sampled_from([one for one in EVERY_WAY if one.id != "progress"]),
    period=st.one_of(months, days),
    court=st.sampled_from(COURTS),
)
def test_the_printed_sql_gives_the_figure(
    printed: duckdb.DuckDBPyConnection, one: Indicator, period: Period, court: str
) -> None:
    served, _ = country()
    sql = evidence_sql(served.pack.find(one.id), period, {"court": (court,)})

    found = [printed.execute(statement).fetchall()[0][0] for statement in sql.split(";")[:-1]]

    expected = answer(
        served, Question(period=period, indicators=(one.id,), scope={"court": (court,)})
    )
    match expected.cells[0].measure:
        case Rate(numerator=above, denominator=below):
            assert [found[0] or 0, sum(one or 0 for one in found[1:])] == [above, below]
        case Mean(total=total, count=count):
            assert found[0] == (total / count if count else None)
        case Quantile(value=value):
            assert found[0] == value
        case Count(value=value) | Amount(fen=value):
            assert (found[0] or 0) == value
