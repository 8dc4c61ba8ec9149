"""The home page of a place: the same lines as the health check, for whoever may see them."""

from __future__ import annotations

import pytest

from tests.operations.desk.small_desk import (
    ALL,
    YEAR,
    at,
    court,
    division,
    judge_of,
    opened,
    store,
    texts,
)
from tests.sample_store import AT
from tuobo.core.content import Content
from tuobo.core.errors import RequestError
from tuobo.core.reach import Place, Reach
from tuobo.operations.check_health import HealthQuestion, check_health
from tuobo.operations.data_gaps import DataGaps
from tuobo.operations.desk.credibility import Credibility, CredibilityRules, gaps_at
from tuobo.operations.desk.health_page import (
    ALL_STATUSES,
    HealthAsked,
    HealthPage,
    Only,
    health_page,
    is_outside,
)
from tuobo.operations.desk.places import home_of, places_within
from tuobo.operations.serve_version import dated_version


def page(reach: Reach = ALL, by_judge: Reach = Reach.NOTHING, **asked: object) -> HealthPage:
    given = {"place": Place(court=court()), "period": YEAR} | asked
    with opened() as now:
        return health_page(
            now,
            reach,
            HealthAsked(**given),
            texts(),
            at=AT,
            by_judge=by_judge,  # type: ignore[arg-type]
        )


def test_the_lines_are_those_of_the_health_check() -> None:
    question = HealthQuestion(
        version=store().version, texts=texts(), at=AT, court=court(), period=YEAR, with_cases=False
    )
    wanted = check_health(store().workspace, question).page.lines
    assert tuple(one.line for one in page().lines) == wanted


def test_what_the_data_lack_is_the_same_from_docket_and_facts() -> None:
    workspace, version = store().workspace, store().version
    wanted = DataGaps.of(workspace, dated_version(workspace, version), texts(), court())
    with opened() as now:
        assert gaps_at(now, Place(court=court()), texts()) == wanted
        whole = DataGaps.of(workspace, dated_version(workspace, version), texts())
        assert gaps_at(now, Place(), texts()) == whole


def test_a_division_sums_to_no_more_than_the_court() -> None:
    def incoming(found: HealthPage) -> int:
        line = next(one.line for one in found.lines if one.line.id == "incoming_cases")
        return line.figure.measure.value  # type: ignore[union-attr]

    with opened() as now:
        divisions = [*now.docket.texts("division")]
    parts = [incoming(page(place=Place(court=court(), division=one))) for one in divisions]
    none = now.docket.case.filter(now.docket.case["division"].is_null()).height
    assert incoming(page()) - none <= sum(parts) <= incoming(page())


@pytest.mark.parametrize(
    ("reach", "place"),
    [
        (Reach.NOTHING, Place()),
        (at(division()), Place(court="")),
        (at(division()), Place(court="辽9901")),
        (at(division()), Place(court="辽9901", division="民事审判第一庭")),
        (ALL, Place(court="京0101")),
        (ALL, Place(court="辽9901", division="没有的庭")),
    ],
)
def test_a_place_beyond_reach_is_like_one_that_does_not_exist(reach: Reach, place: Place) -> None:
    with pytest.raises(RequestError) as told:
        page(reach, place=place)
    assert told.value.code == "desk.no_place"


def test_a_judge_is_seen_by_the_judge_and_those_entitled_only() -> None:
    one = division()
    judge = judge_of(one)
    place = Place(court=court(), judge=judge)
    with pytest.raises(RequestError):
        page(ALL, place=place)
    assert page(at(judge=judge), place=place).lines
    assert page(ALL, at(), place=place).lines
    with pytest.raises(RequestError):
        page(at(one), at(one), place=place)
    assert page(at(one), at(one), place=Place(court=court(), division=one, judge=judge)).lines


def test_lines_of_tables_without_judges_are_left_out_for_a_judge() -> None:
    judge = judge_of(division())
    found = page(at(judge=judge), place=Place(court=court(), judge=judge))
    names = {one.line.id for one in found.lines}
    assert "incoming_cases" in names
    assert "post_filing_success_rate" not in names


def test_filters_keep_what_they_ask_for() -> None:
    every = page()
    for only in Only:
        kept = page(only=frozenset({only}))
        assert {one.line.id for one in kept.lines} <= {one.line.id for one in every.lines}
        assert kept.all_lines == len(every.lines)
    special = page(only=frozenset({Only.SPECIAL_CAUSE})).lines
    assert special
    assert {one.line.variation.code for one in special} <= {
        "improving", "concerning", "neutral_signal",
    }  # fmt: skip
    assert all(is_outside(one.line) for one in page(only=frozenset({Only.OUTSIDE_INTERVAL})).lines)


def test_statuses_choose_lines() -> None:
    found = page(statuses=frozenset({"goal"}))
    assert {one.line.status for one in found.lines} == {"goal"}


def test_credibility_counts_the_rows_of_the_sheets_behind_a_figure() -> None:
    """Cases: 863 rows read, 849 kept; intervals: 16 + 74 + 7 read, 16 + 73 + 7 kept.

    Of mediations 124 were read and 123 kept.
    """
    found = {one.line.id: one.credibility for one in page(statuses=ALL_STATUSES).lines}
    cases, limits = found["incoming_cases"], found["closed_within_limit_rate"]
    assert (cases.read, cases.kept) == (863, 849), "no interval changes when a case was filed"
    assert "待核 14 行" in cases.text
    assert (limits.read, limits.kept) == (863 + 97, 849 + 96)
    mediation = found["post_filing_success_rate"]
    assert (mediation.read, mediation.kept) == (124, 123)


def doubt(read: int, kept: int, flagged: int = 0, *gaps: str) -> Credibility:
    share = CredibilityRules.of(Content()).most_share
    return Credibility(
        read=read, kept=kept, flagged=flagged, most_share=share, gaps=gaps, text=""
    )  # fmt: skip


def test_a_figure_is_marked_if_over_one_in_a_hundred_of_its_rows_are_in_doubt() -> None:
    """One in a hundred of 29,227 is 292.27; 23 of them wait in quarantine."""
    assert not doubt(29_227, 29_204).is_low, "a few rows do not make every figure doubtful"
    assert not doubt(29_227, 29_204, 269).is_low
    assert doubt(29_227, 29_204, 270).is_low, "remarks in the figure's own columns count"
    assert doubt(863, 849).is_low
    assert doubt(863, 863, 0, "没有结案方式").is_low
    assert not doubt(0, 0).is_low


def test_the_matrix_and_the_rest_hold_every_line_once() -> None:
    found = page()
    boxed = [name for box in found.matrix for name in box.names]
    assert len(found.matrix) == 9
    assert sorted([*boxed, *found.unplaced]) == sorted(
        (one.line.id, one.line.name) for one in found.lines
    )


def test_the_page_says_what_it_speaks_of() -> None:
    found = page(place=Place(court=court(), division=division()))
    with opened() as now:
        name = now.workspace.court_name(court())
    assert found.place_name == f"{name} · {division()}"
    assert (found.data_version, found.as_of) == (store().version.id, store().version.as_of)
    assert found.rows_read == found.rows_kept + found.rows_rejected


def test_one_may_choose_what_is_within_reach() -> None:
    with opened() as now:
        (mine,) = places_within(now, at(division(1)), texts())
        (every,) = places_within(now, ALL, texts())
        assert home_of(now, ALL) == Place(court=court())
        assert home_of(now, at(division(1))) == Place(court=court(), division=division(1))
        assert home_of(now, Reach.NOTHING) is None
        assert places_within(now, Reach.NOTHING, texts()) == ()
    assert [one.name for one in mine.divisions] == [division(1)]
    assert not mine.is_whole
    assert every.is_whole
    assert len(every.divisions) == 9
