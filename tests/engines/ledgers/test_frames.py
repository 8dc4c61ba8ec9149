"""Conditions mean the same for one entry and for a column of entries; figures count by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.ledgers.small_ledgers import EDITOR, LEDGER, TODAY, VISITS, made
from tuobo.core.errors import RequestError
from tuobo.core.facts import ColumnType
from tuobo.core.measure import Amount, Count, Rate
from tuobo.core.period import Period
from tuobo.engines.ledgers import (
    ClockStatus,
    Condition,
    Entry,
    FigureQuestion,
    Frames,
    Raw,
    Step,
    Values,
    clock_readings,
    fact_rows,
    fact_table,
    figure_cube,
    frames_of,
    holds,
    rows_behind,
)
from tuobo.engines.ledgers.frames import expression

JULY, AUGUST = Period.of("2026-07"), Period.of("2026-08")


@dataclass(frozen=True)
class EveryDay:
    """No day rests."""

    def is_rest_day(self, day: date) -> bool | None:
        del day
        return False


CALENDAR = EveryDay()


def _entry(number: int, *states: tuple[str, date], **raw: Raw) -> Entry:
    """A promise with a life after its creation."""
    entry = replace(made(raw, replace(EDITOR, on=TODAY)), number=f"承诺〔2026〕{number:03}")
    first = replace(entry.steps[0], on=entry.values.day("made_on") or TODAY)
    entry = replace(entry, steps=(first,))
    for state, on in states:
        event = "approve" if state == "closed" else "go"
        step = Step(event=event, from_state=entry.state, to_state=state, on=on, person="p2")
        entry = entry.stepped(step, entry.values)
    return entry


ENTRIES = (
    _entry(1, ("closed", date(2026, 7, 20)), made_on="20260701", kind="办案", cost="100",
           tags="党建、队伍"),
    _entry(2, made_on="20260705", kind="办案", cost="0.50", tags="党建", due_on="20260710"),
    _entry(3, ("closed", date(2026, 8, 3)), made_on="20260710", kind="服务", earlier=""),
    _entry(4, ("closed", date(2026, 7, 9)), ("made", date(2026, 8, 1)), made_on="20260601"),
)  # fmt: skip


def _frames(on: date = JULY.last_day) -> Frames:
    return frames_of(LEDGER, ENTRIES, on=on, calendar=CALENDAR)


def _ask(figure: str, period: Period = JULY, **more: object) -> FigureQuestion:
    return FigureQuestion(figure=figure, period=period, data_version="7-3f9a2c41", **more)  # type: ignore[arg-type]


def _measures(figure: str, period: Period = JULY, **more: object) -> dict[object, object]:
    cube = figure_cube(_frames(period.last_day), _ask(figure, period, **more))
    return {tuple(cell.at.values()): cell.measure for cell in cube}


def test_a_flow_counts_the_entries_whose_day_lies_in_the_period() -> None:
    """Made in July: 1, 2, 3; number 4 was made in June."""
    assert _measures("made") == {(): Count(value=3)}
    assert rows_behind(_frames(), _ask("made")) == (
        "承诺〔2026〕001", "承诺〔2026〕002", "承诺〔2026〕003",
    )  # fmt: skip


def test_a_figure_carries_its_evidence() -> None:
    (cell,) = figure_cube(_frames(), _ask("made"))
    evidence = cell.evidence
    assert (evidence.definition, evidence.data_version, evidence.period) == (
        "promise.made@1", "7-3f9a2c41", JULY,
    )  # fmt: skip


def test_a_stock_is_what_there_was_on_the_last_day_in_the_state_of_that_day() -> None:
    """At the end of July 1 and 4 are closed; in August 4 is opened again and 3 is closed."""
    assert _measures("closed") == {(): Rate(numerator=2, denominator=4)}
    assert _measures("closed", AUGUST) == {(): Rate(numerator=2, denominator=4)}
    assert rows_behind(_frames(AUGUST.last_day), _ask("closed", AUGUST)) == (
        "承诺〔2026〕001", "承诺〔2026〕003",
    )  # fmt: skip
    assert _measures("all", Period.of("2026-06")) == {(): Count(value=1)}


def test_two_courts_may_number_their_entries_alike() -> None:
    """The same four promises in a second court: every figure is twice the first."""
    elsewhere = [replace(one, court="辽9902") for one in ENTRIES]
    frames = frames_of(LEDGER, [*ENTRIES, *elsewhere], on=JULY.last_day, calendar=CALENDAR)
    for figure, count in (("made", 6), ("all", 8), ("closings", 4), ("series", 6)):
        (cell,) = figure_cube(frames, _ask(figure))
        assert cell.measure == Count(value=count), figure
    (cell,) = figure_cube(frames, _ask("closed", scope={"court": ("辽9902",)}))
    assert cell.measure == Rate(numerator=2, denominator=4)


def test_an_event_counts_in_the_period_in_which_it_happened() -> None:
    assert _measures("closings") == {(): Count(value=2)}
    assert _measures("closings", AUGUST) == {(): Count(value=1)}


def test_cells_stand_in_the_order_of_the_definition_and_empty_values_are_kept() -> None:
    """办案 before 服务, as the choices stand; whatever comes more often."""
    assert list(_measures("made", by=("kind",)).items()) == [
        (("case",), Count(value=2)), (("service",), Count(value=1)),
    ]  # fmt: skip
    assert _measures("all", by=("kind",))[("",)] == Count(value=1)


def test_an_entry_of_two_tags_counts_once_in_each_column_and_once_in_all() -> None:
    assert _measures("made", by=("tags",)) == {
        ("party",): Count(value=2), ("staff",): Count(value=1), ("",): Count(value=1),
    }  # fmt: skip


def test_a_scope_narrows_the_figure_and_is_told_in_the_evidence() -> None:
    question = _ask("made", scope={"tags": ("staff",)})
    (cell,) = figure_cube(_frames(), question)
    assert cell.measure == Count(value=1)
    assert cell.evidence.scope == {"tags": ("staff",)}


def test_sums_of_money_are_whole_fen() -> None:
    assert _measures("cost") == {(): Amount(fen=10_050)}


def test_one_matter_in_several_entries_counts_once() -> None:
    """Numbers 1 and 2 lead to the same earlier promise, 3 to none: two matters."""
    linked = [
        replace(one, values=one.values | {"earlier": "承诺〔2025〕001"}) if at < 2 else one
        for at, one in enumerate(ENTRIES)
    ]
    (cell,) = figure_cube(frames_of(LEDGER, linked), _ask("series"))
    assert cell.measure == Count(value=2)


def test_overdue_is_worked_out_and_never_typed() -> None:
    """Number 2 was due on 10 July and is open at the end of July."""
    assert _measures("overdue") == {(): Count(value=1)}
    assert rows_behind(_frames(), _ask("overdue")) == ("承诺〔2026〕002",)


def test_a_figure_about_clocks_needs_a_day_and_a_calendar() -> None:
    with pytest.raises(RequestError) as caught:
        figure_cube(frames_of(LEDGER, ENTRIES), _ask("overdue"))
    assert caught.value.code == "ledger.no_clocks"


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (_ask("maed"), "ledger.no_figure"),
        (_ask("made", by=("cost",)), "ledger.no_breakdown"),
        (_ask("made", scope={"secret": ("x",)}), "ledger.no_breakdown"),
    ],
)
def test_what_is_not_offered_is_refused(question: FigureQuestion, code: str) -> None:
    with pytest.raises(RequestError) as caught:
        figure_cube(_frames(), question)
    assert caught.value.code == code


def test_an_empty_ledger_counts_nothing() -> None:
    (cell,) = figure_cube(frames_of(LEDGER, []), _ask("made"))
    assert cell.measure == Count(value=0)
    assert fact_rows(frames_of(LEDGER, [])).height == 0


def test_the_fact_table_holds_what_is_counted_and_no_words() -> None:
    table = fact_table(LEDGER)
    names = [column.name for column in table.columns]
    assert table.table == "ledger_promise"
    assert {"title", "detail", "secret", "evidence", "figure", "reason"}.isdisjoint(names)
    assert {"number", "court", "division", "state", "made_on", "cost", "tags_party",
            "span_from", "span_until", "helpers_count",
            "clock_due_due_on"} <= set(names)  # fmt: skip
    assert table.by_name["cost"].kind is ColumnType.MONEY
    assert table.by_name["tags_party"].zh == "标签：党建"


def test_the_rows_fit_their_table() -> None:
    rows = fact_rows(_frames())
    assert dict(rows.schema) == fact_table(LEDGER).polars_schema
    first = rows.row(0, named=True)
    assert (first["number"], first["division"], first["state"], first["cost"]) == (
        "承诺〔2026〕001", "d1", "closed", 10_000,
    )  # fmt: skip
    assert (first["tags_party"], first["tags_trial"]) == (True, False)
    assert rows["clock_due_due_on"].to_list() == [None, date(2026, 7, 10), None, None]


def _field(name: str, values: list[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.one_of(
        st.booleans().map(lambda filled: {"field": name, "filled": filled}),
        st.lists(st.sampled_from(values), min_size=1, max_size=2).map(
            lambda asked: {"field": name, "is": asked}
        ),
    )


_SIMPLE = st.one_of(
    _field("kind", ["case", "service", "old"]),
    _field("tags", ["party", "staff"]),
    _field("open_to_all", [True, False]),
    _field("times", [1, 2]),
    _field("cost", [0, 100]),
    _field("person", ["p1", "p2"]),
    st.integers(0, 200).map(lambda least: {"field": "cost", "at_least": least}),
    st.integers(0, 3).map(lambda most: {"field": "times", "at_most": most}),
    st.sampled_from(["made", "closed"]).map(lambda state: {"state": state}),
    st.sampled_from(["open", "waiting", "dropped"]).map(lambda kind: {"kind": [kind]}),
    st.sampled_from(list(ClockStatus)).map(lambda status: {"clock": "due", "is": status.value}),
)


def _wrap(inner: st.SearchStrategy[dict[str, object]]) -> st.SearchStrategy[dict[str, object]]:
    several = st.lists(inner, min_size=1, max_size=3)
    keys = st.sampled_from(["all", "any", "none"])
    return st.tuples(keys, several).map(lambda pair: {pair[0]: pair[1]})


_CONDITIONS = st.recursive(_SIMPLE, _wrap, max_leaves=4).map(Condition.model_validate)

_VALUES = st.fixed_dictionaries(
    {"title": st.just("甲"), "made_on": st.just(TODAY)},
    optional={
        "kind": st.sampled_from(["case", "service", "old"]),
        "tags": st.lists(st.sampled_from(["party", "trial", "staff"]), min_size=1, unique=True).map(
            tuple
        ),
        "open_to_all": st.booleans(),
        "times": st.decimals(1, 3, places=0),
        "cost": st.integers(0, 200),
        "person": st.sampled_from(["p1", "p2"]),
        "due_on": st.sampled_from([TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=9)]),
    },
)
_ENTRIES = st.lists(
    st.tuples(_VALUES, st.sampled_from([state.id for state in LEDGER.states])), max_size=6
)


def _plain(number: int, values: dict[str, object], state: str) -> Entry:
    step = Step(event="create", from_state="", to_state=state, on=TODAY, person="p1")
    return Entry(number=str(number), ledger="promise", version=1, state=state, unit="d1",
                 values=Values(values), steps=(step,))  # type: ignore[arg-type]  # fmt: skip


@given(_CONDITIONS, _ENTRIES)
def test_a_condition_means_the_same_for_one_entry_and_for_many(
    condition: Condition, given: list[tuple[dict[str, object], str]]
) -> None:
    entries = [_plain(at, values, state) for at, (values, state) in enumerate(given)]
    frames = frames_of(LEDGER, entries, on=TODAY, calendar=CALENDAR)
    found = frames.entries.filter(expression(condition, LEDGER))["number"].to_list()

    def statuses(entry: Entry) -> Callable[[], dict[str, ClockStatus]]:
        return lambda: {
            one.clock.id: one.status for one in clock_readings(LEDGER, entry, TODAY, CALENDAR)
        }

    assert found == [
        entry.number
        for entry in entries
        if holds(condition, entry.values, ledger=LEDGER, state=entry.state, clocks=statuses(entry))
    ]


@given(_ENTRIES)
def test_breaking_down_by_one_value_adds_up(given: list[tuple[dict[str, object], str]]) -> None:
    entries = [_plain(at, values, state) for at, (values, state) in enumerate(given)]
    frames = frames_of(LEDGER, entries)
    whole = figure_cube(frames, _ask("all"))
    parts = figure_cube(frames, _ask("all", by=("kind",)))
    assert sum(_value(cell.measure) for cell in parts) == _value(whole.cells[0].measure)


def _value(measure: object) -> int:
    assert isinstance(measure, Count)
    return measure.value


def test_every_column_of_a_ledger_without_entries_has_its_type() -> None:
    frames = frames_of(VISITS, [])
    assert str(frames.entries.schema["people"]) == "List(String)"
