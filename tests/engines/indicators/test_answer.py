"""Answers: equal to the slow oracle for any question, additive, and careful where they must be."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.indicators.country import PACK, VERSION, country, days, months, possible
from tests.engines.indicators.definitions import EVERY_WAY, a_break, indicator, pack_of
from tests.engines.indicators.oracle import Oracle, expected_rate
from tests.engines.indicators.random_court import COURTS, random_facts
from tests.engines.indicators.small_court import small_court
from tuobo.core.cube import Cell
from tuobo.core.errors import RequestError
from tuobo.core.measure import Amount, Count, Mean, Quantile, Rate
from tuobo.core.period import Period
from tuobo.engines.indicators import DataVersion, Question, Served, answer, series, value_of
from tuobo.engines.indicators.definition import Indicator

scopes = st.fixed_dictionaries(
    {},
    optional={
        "court": st.lists(st.sampled_from(COURTS), min_size=1, max_size=2, unique=True).map(tuple),
        "division": st.sampled_from([("division1",), ("division2", ""), ("nobody",)]),
        "judge": st.just(("judge0", "judge3")),
        "case_word": st.just(("民初", "执")),
        "procedure": st.just(("simplified",)),
    },
)
breakdowns = st.lists(
    st.sampled_from(["court", "division", "cause", "case_word", "month"]), max_size=2, unique=True
).map(tuple)


def agrees(cell: Cell, one: Indicator, oracle: Oracle) -> bool:
    """Whether a cell says what the oracle says for its own evidence."""
    period, scope = cell.evidence.period, cell.evidence.scope
    match cell.measure:
        case Rate(numerator=above, denominator=below):
            return (above, below) == expected_rate(oracle, one, period, scope)
        case Mean(total=total, count=count):
            values = oracle.values(one.numerator, period, scope)
            return (total, count) == (sum(values), len(values))
        case Quantile(q=q, value=value, count=count):
            values = oracle.values(one.numerator, period, scope)
            return (value, count) == (oracle.quantile(values, Fraction(q)), len(values))
        case Count(value=number) | Amount(fen=number):
            return number == oracle.number(one.numerator, period, scope)


@settings(max_examples=200, deadline=None)
@given(one=st.sampled_from(EVERY_WAY), period=st.one_of(months, days), scope=scopes, by=breakdowns)
def test_any_figure_is_what_the_oracle_counts_row_by_row(
    one: Indicator, period: Period, scope: dict[str, tuple[str, ...]], by: tuple[str, ...]
) -> None:
    served, oracle = country()
    question = Question(period=period, indicators=(one.id,), scope=scope, by=by)
    if not possible(one, {*scope, *by}):
        with pytest.raises(RequestError, match=r"indicator\.no_such_dimension"):
            answer(served, question)
        return

    if one.id == "progress" and not period.is_whole_months:
        with pytest.raises(RequestError, match=r"indicator\.needs_whole_months"):
            answer(served, question)
        return

    cube = answer(served, question)

    assert [cell for cell in cube if not agrees(cell, one, oracle)] == []


@settings(max_examples=40, deadline=None)
@given(one=st.sampled_from(EVERY_WAY), period=st.one_of(months, days), name=st.sampled_from(COURTS))
def test_the_divisions_of_a_court_add_up_to_the_court(
    one: Indicator, period: Period, name: str
) -> None:
    served, _ = country()
    if one.measure in {"median", "p90"} or one.id == "progress":
        return
    scope = {"court": (name,)}
    asked = Question(period=period, indicators=(one.id,), scope=scope)
    whole = counts(answer(served, asked).cells[0])
    parts = answer(
        served, Question(period=period, indicators=(one.id,), scope=scope, by=("division",))
    )

    sums = [sum(column) for column in zip(*(counts(cell) for cell in parts), strict=True)]

    assert tuple(sums or [0] * len(whole)) == whole


def counts(cell: Cell) -> tuple[int, ...]:
    match cell.measure:
        case Rate(numerator=above, denominator=below):
            return above, below
        case Mean(total=total, count=count):
            return total, count
        case Count(value=number) | Amount(fen=number):
            return (number,)
        case Quantile():
            raise AssertionError


@settings(max_examples=30, deadline=None)
@given(one=st.sampled_from(EVERY_WAY), period=months, by=st.sampled_from([(), ("court",)]))
def test_roll_ups_say_what_the_facts_say(
    one: Indicator, period: Period, by: tuple[str, ...]
) -> None:
    """The same months asked as months come from roll-ups, and by a filter that keeps all, not."""
    served, _ = country()
    every = ("division0", "division1", "division2", "division3", "")
    if not possible(one, {"division"}):
        return
    rolled = answer(served, Question(period=period, indicators=(one.id,), by=by))
    counted = answer(
        served,
        Question(period=period, indicators=(one.id,), by=by, scope={"division": every}),
    )

    assert [cell.measure for cell in rolled] == [cell.measure for cell in counted]


def small(*indicators: Indicator, **options: object) -> Served:
    return Served.in_memory(pack_of(*indicators, **options), small_court(), VERSION)  # type: ignore[arg-type]


CLOSED = indicator("in_time", {"where": "closed_on <= due_on"}, denominator={"where": "true"})
PENDING = indicator("pending", {"anchor": "pending"})


def test_a_rate_keeps_its_two_counts_and_its_evidence() -> None:
    """March 2025: cases 1, 2 and 3 closed, of which 3 after its last day: 2 of 3."""
    served = small(CLOSED, least=30)

    (cell,) = answer(served, Question(period=Period.of("2025-03"))).cells

    assert cell.measure == Rate(numerator=2, denominator=3)
    assert cell.evidence.definition == "in_time@1"
    assert cell.evidence.data_version == "3-0badcafe"
    assert str(cell.evidence.period) == "2025-03"
    assert cell.evidence.notes == ("indicator.small_number",)


def test_no_case_gives_no_value_and_says_so() -> None:
    """Nothing closed in May 2025: 0 of 0 is no percentage."""
    (cell,) = answer(small(CLOSED), Question(period=Period.of("2025-05"))).cells

    assert cell.measure == Rate(numerator=0, denominator=0)
    assert value_of(CLOSED, cell.measure, cell.evidence.period) is None
    assert cell.evidence.notes == ("indicator.no_cases",)


def test_pending_is_carried_through_months_in_which_nothing_happens() -> None:
    """Filed: 4 to January, 1 in February, 1 in April. Closed: 3 in March. So 4 5 2 3 3."""
    cube = answer(small(PENDING), Question(period=Period.of("2025-01..2025-05"), by=("month",)))

    assert [cell.at["month"] for cell in cube] == [f"2025-0{month}" for month in range(1, 6)]
    assert [cell.measure for cell in cube] == [Count(value=n) for n in (4, 5, 2, 3, 3)]


def test_a_case_is_over_twelve_months_old_on_the_day_after() -> None:
    """Case 4 was filed on 2024-01-15: twelve months are up on 2025-01-15, over on the 16th."""
    old = indicator("old", {"anchor": "pending", "age_months": 12})
    served = small(old)

    def on(day: str) -> object:
        return answer(served, Question(period=Period.of(day))).cells[0].measure

    assert on("2025-01-15") == Count(value=0)
    assert on("2025-01-16") == Count(value=1)


def test_a_quarterly_ratio_is_multiplied_by_the_days_of_a_quarter() -> None:
    """First quarter: 2 pending, 3 closed, so 2/3 × 365/4 = 60.83 days, not 243."""
    forecast = indicator(
        "disposition_time", {"anchor": "pending"}, denominator={"where": "true"},
        unit="days", annualise_days=365,
    )  # fmt: skip
    (cell,) = answer(small(forecast), Question(period=Period.of("2025Q1"))).cells

    value = value_of(forecast, cell.measure, cell.evidence.period)

    assert value is not None
    assert round(value, 2) == round(Fraction(2, 3) * 365 / 4, 2)


def test_a_sum_over_courts_that_means_nothing_is_refused() -> None:
    one = indicator(
        "per_judge", {"where": "true"}, denominator={"where": "panel"}, roll_up="not_across_courts"
    )
    served = Served.in_memory(pack_of(one), random_facts(50, 1), VERSION)

    with pytest.raises(RequestError) as refused:
        answer(served, Question(period=Period.of("2025")))

    assert refused.value.code == "indicator.not_across_courts"
    assert len(answer(served, Question(period=Period.of("2025"), by=("court",)))) == 3


def test_a_comparison_across_a_break_carries_a_note_or_is_refused() -> None:
    noted = a_break("new_numbers", date(2025, 1, 1), "note", "in_time")
    refused = a_break("file_first", date(2025, 1, 1), "refuse", "pending")
    served = small(CLOSED, PENDING, breaks=(noted, refused))
    across = Period.of("2024-11..2025-03")

    (cell,) = answer(served, Question(period=across, indicators=("in_time",))).cells
    with pytest.raises(RequestError) as error:
        answer(served, Question(period=across, indicators=("pending",)))

    assert cell.evidence.notes == ("indicator.break:new_numbers",)
    assert error.value.code == "indicator.across_break"
    assert error.value.fields["on"] == date(2025, 1, 1)
    assert answer(served, Question(period=Period.of("2025Q1"), indicators=("pending",))).cells


def test_a_series_begins_at_the_last_break_that_forbids_comparison() -> None:
    refused = a_break("file_first", date(2025, 1, 1), "refuse", "pending")
    served = small(PENDING, breaks=(refused,))

    cube = series(served, "pending", Period.of("2024-06..2025-03"), {})

    assert [cell.at["month"] for cell in cube] == ["2025-01", "2025-02", "2025-03"]


def test_a_period_that_is_not_over_says_so() -> None:
    served = Served.in_memory(
        pack_of(PENDING), small_court(), DataVersion(id="1-00000000", as_of=date(2025, 3, 20))
    )

    (cell,) = answer(served, Question(period=Period.of("2025-03"))).cells

    assert cell.evidence.notes == ("indicator.period_not_over",)


@pytest.mark.parametrize(
    ("question", "code", "suggestion"),
    [
        ({"by": ("divison",)}, "indicator.unknown_dimension", "division"),
        ({"scope": {"court": ("辽9902",)}}, "indicator.no_such_value", "辽9901"),
        ({"indicators": ("pendin",)}, "indicator.unknown", "pending"),
    ],
)
def test_what_is_not_there_is_refused_with_a_suggestion(
    question: dict[str, object], code: str, suggestion: str
) -> None:
    asked = Question(**{"period": Period.of("2025-03"), **question})  # type: ignore[arg-type]

    with pytest.raises(RequestError) as error:
        answer(small(PENDING), asked)

    assert (error.value.code, error.value.fields["suggestion"]) == (code, suggestion)


def test_places_stand_in_the_order_of_their_code_lists_never_of_their_figures() -> None:
    served, _ = country()
    cube = answer(
        served, Question(period=Period.of("2025"), indicators=("filed",), by=("case_word",))
    )

    found = [cell.at["case_word"] for cell in cube if cell.at["case_word"]]

    codes = PACK.columns.codes("case_word")
    assert found == sorted(found, key=codes.index)


def test_a_version_is_picked_by_the_end_of_the_period() -> None:
    old = indicator("x", {"where": "panel"}, in_force={"until": date(2025, 1, 1)})
    new = indicator("x", {"where": "true"}, version=2, in_force={"from": date(2025, 1, 1)})
    served = small(old, new)

    def used(text: str) -> str:
        return (
            answer(served, Question(period=Period.of(text), indicators=("x",)))
            .cells[0]
            .evidence.definition
        )

    assert (used("2024"), used("2025")) == ("x@1", "x@2")


def test_quantiles_are_values_that_occur() -> None:
    """Days to close of cases 1, 2 and 3: 40, 59 and 88. Median 59; the ninth tenth is the third."""
    ways = [
        indicator(name, {"value": "closed_on - filed_on"}, measure=name, unit="days")
        for name in ("median", "p90")
    ]
    cube = answer(small(*ways), Question(period=Period.of("2025-03")))

    assert [cell.measure.value for cell in cube] == [59, 88]  # type: ignore[union-attr]


def test_facts_need_no_case_key() -> None:
    frame = small_court()["case"].drop("case_key", strict=False)
    served = Served.in_memory(pack_of(PENDING), {"case": frame}, VERSION)

    (cell,) = answer(served, Question(period=Period.of("2025-02"))).cells

    assert isinstance(frame, pl.DataFrame)
    assert cell.measure == Count(value=5)
