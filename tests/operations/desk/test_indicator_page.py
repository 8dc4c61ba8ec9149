"""The page of an indicator: its figure, its parts, the cases behind it and why others are out."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
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
from tuobo.core.errors import RequestError
from tuobo.core.measure import Rate
from tuobo.core.reach import Place, Reach
from tuobo.engines.docket import CaseFilter, CaseQuestion, CaseSort
from tuobo.engines.indicators import why
from tuobo.engines.reports.compose import Ask
from tuobo.engines.reports.document import Form
from tuobo.operations.desk.break_down import BreakDown, break_down
from tuobo.operations.desk.cases_behind import (
    BehindAsked,
    BehindPage,
    Viewing,
    cases_behind,
    export_behind,
    rows_of_part,
)
from tuobo.operations.desk.indicator_page import (
    IndicatorAsked,
    IndicatorPage,
    indicator_page,
    rows_hash,
)
from tuobo.operations.indicator_lines import one_line

RATE = "closed_within_limit_rate"
WHOLE = Place(court="辽9901")
EVERYTHING = Viewing(figures=ALL, cases=ALL, by_judge=ALL)


def asked(indicator: str = RATE, place: Place = WHOLE) -> IndicatorAsked:
    return IndicatorAsked(indicator=indicator, place=place, period=YEAR)


def page(indicator: str = RATE, place: Place = WHOLE) -> IndicatorPage:
    with opened() as now:
        return indicator_page(now, ALL, asked(indicator, place), texts(), at=AT)


def parts(dimension: str, reach: Reach = ALL, by_judge: Reach = ALL, **given: object) -> BreakDown:
    with opened() as now:
        return break_down(now, reach, asked(**given), dimension, texts(), by_judge=by_judge)  # type: ignore[arg-type]


def behind(
    part: str, viewing: Viewing = EVERYTHING, size: int = 100, **given: object
) -> BehindPage:
    question = BehindAsked(of=asked(**given), part=part, question=CaseQuestion(size=size))  # type: ignore[arg-type]
    with opened() as now:
        return cases_behind(now, viewing, question, texts())


def rate(indicator: str = RATE) -> Rate:
    measure = page(indicator).line.figure.measure
    assert isinstance(measure, Rate)
    return measure


def test_the_line_is_the_one_that_the_command_line_prints() -> None:
    wanted = one_line(store().workspace, store().version, RATE, (YEAR, court()), texts())
    assert page().line == wanted


def test_the_passport_carries_the_code_that_reports_print() -> None:
    found = page().passport
    ask = Ask(definition=f"{RATE}@1", form=Form.VALUE, period=YEAR, scope=(("court", (court(),)),))
    assert found.figure_code == ask.code
    assert found.data_version.id == store().version.id
    assert found.computed_at == AT


def test_the_definition_is_told_side_by_side_in_words() -> None:
    sides = page().definition.sides
    assert [one.part for one in sides] == ["numerator", "denominator"]
    assert [clause.text for clause in sides[0].clauses] == [
        "案件大类不是诉前调解",
        "结案日期 ≤ 届满日",
    ]
    assert sides[1].when == "结案日期在统计期内"
    assert page().definition.dimensions[0] == ("division", "承办部门")


def test_parts_add_up_to_the_whole() -> None:
    for dimension in ("division", "domain", "judge"):
        found = parts(dimension)
        measures = [one.figure.measure for one in found.parts]
        assert sum(one.denominator for one in measures) == rate().denominator  # type: ignore[union-attr]
        assert sum(one.numerator for one in measures) == rate().numerator  # type: ignore[union-attr]


def test_parts_come_in_official_order_and_small_ones_as_fractions() -> None:
    found = parts("domain")
    with opened() as now:
        order = [one.code for one in now.workspace.vocabularies["domain"].entries]
    codes = [one.code for one in found.parts]
    assert codes == [code for code in order if code in codes]
    assert any(one.figure.is_small for one in parts("judge").parts)


def test_a_division_leads_on_to_its_own_page() -> None:
    first = next(one for one in parts("division").parts if one.code)
    assert first.place == Place(court=court(), division=first.code)
    assert page(place=first.place).line.figure.measure == first.figure.measure


def test_other_judges_are_counted_and_not_named() -> None:
    """A judge who may see the court's figure sees of the judges only the own line."""
    judge = judge_of(division())
    everyone = parts("judge")
    reach = at() | at(judge=judge)
    named = Reach((*at().places, Place(court=court(), judge=judge)))
    found = parts("judge", reach=named, by_judge=Reach.NOTHING)
    assert [one.code for one in found.parts] == [judge]
    assert found.unseen == len(everyone.parts) - 1
    assert parts("judge", reach=reach, by_judge=Reach.NOTHING).parts == ()


@pytest.mark.parametrize("dimension", ["court", "month", "height", "division"])
def test_what_cannot_be_broken_down_is_refused(dimension: str) -> None:
    place = Place(court=court(), division=division()) if dimension == "division" else WHOLE
    with pytest.raises(RequestError) as told:
        parts(dimension, place=place)
    assert told.value.code == "desk.no_dimension"


def test_the_lists_behind_a_rate_are_its_counts() -> None:
    assert behind("numerator").counted == rate().numerator
    assert behind("denominator").counted == rate().denominator
    assert behind("not_met").counted == rate().denominator - rate().numerator


def test_cases_behind_a_figure_filter_and_sort_like_any_list() -> None:
    question = CaseQuestion(
        filter=CaseFilter(domain=("civil",)), sort=CaseSort(column="closed_on"), size=100
    )
    with opened() as now:
        found = cases_behind(
            now, EVERYTHING, BehindAsked(of=asked(), part="numerator", question=question), texts()
        )
    part = next(one for one in parts("domain").parts if one.code == "civil")
    assert found.list.total == part.figure.measure.numerator  # type: ignore[union-attr]
    closed = [row.cells[7] for row in found.list.rows]
    assert closed == sorted(closed)
    assert [one.text for one in found.list.criteria][:2] == ["审限内结案率", "计入分子的案件"]


def test_each_case_left_out_is_told_the_clause_that_keeps_it_out() -> None:
    """Also when asked singly, the case is out for exactly these clauses."""
    found = behind("left_out")
    assert found.list.total == found.counted > 0
    assert len(found.reasons) == len(found.list.rows)
    with opened() as now, now.served() as served:
        for row, reasons in zip(found.list.rows[:5], found.reasons[:5], strict=True):
            told = why(served, row.case_number, RATE, YEAR)
            assert not told.is_in("denominator")
            (reason,) = [one for one in told.reasons if one.side == "denominator"]
            failed = [one for one in reason.clauses if not one.holds]
            assert len(failed) == len(reasons) > 0
            assert not any(one.is_period for one in failed)


def test_who_may_see_a_figure_and_not_its_cases_sees_the_number_alone() -> None:
    viewing = replace(EVERYTHING, cases=at(division()))
    found = behind("denominator", viewing)
    assert found.counted == rate().denominator
    assert 0 < found.list.total < found.counted
    assert {row.cells[2] for row in found.list.rows} == {division()}
    nothing = behind("denominator", replace(EVERYTHING, cases=Reach.NOTHING))
    assert (nothing.list.total, nothing.list.rows) == (0, ())


def test_an_export_of_a_part_keeps_to_the_reach() -> None:
    viewing = replace(EVERYTHING, cases=at(division()))
    with opened() as now:
        question = BehindAsked(of=asked(), part="denominator")
        rows = list(export_behind(now, viewing, question, texts()).rows)
    assert len(rows) == behind("denominator", viewing).list.total


@pytest.mark.parametrize("part", ["denominator_7", "nonsense", ""])
def test_a_part_that_is_not_there_is_refused(part: str) -> None:
    with pytest.raises(RequestError) as told:
        behind(part)
    assert told.value.code == "desk.no_part"


def test_rows_that_are_no_cases_are_listed_as_rows() -> None:
    name = "post_filing_success_rate"
    with pytest.raises(RequestError):
        behind("denominator", indicator=name)
    with opened() as now:
        question = BehindAsked(of=asked(name), part="denominator")
        found = rows_of_part(now, EVERYTHING, question, texts())
        blind = rows_of_part(now, replace(EVERYTHING, cases=Reach.NOTHING), question, texts())
    assert found.total == blind.total == rate(name).denominator
    assert found.titles[0] == "调解编号"
    assert len(found.rows) == min(found.total, 20)
    assert blind.rows == ()


def test_several_denominators_have_a_list_each() -> None:
    """Where cases and mediations are added up, each side lists its own rows."""
    with opened() as now:
        several = [
            one.definition.id
            for one in now.workspace.indicators.indicators.values()
            if len(one.denominators) > 1 and all(side.table == "case" for side in one.denominators)
        ]
    for name in several[:2]:
        counted = [
            behind(part, indicator=name).counted for part in ("denominator", "denominator_2")
        ]
        assert sum(counted) == rate(name).denominator


def test_the_hash_of_the_rows_is_that_of_the_figures_of_reports() -> None:
    with opened() as now:
        found = rows_hash(now, ALL, asked())
        assert len(found) == 64
        assert found == rows_hash(now, ALL, asked())
        assert found != rows_hash(now, ALL, asked(place=Place(court=court(), division=division())))


def test_an_unknown_indicator_is_told() -> None:
    with pytest.raises(RequestError) as told:
        page("closed_within_limits_rate")
    assert told.value.code == "indicator.unknown"


def test_every_clause_of_every_definition_has_words() -> None:
    """No column name is left in a Chinese sentence."""
    with opened() as now:
        names = list(now.workspace.indicators.indicators)
        known = set(now.workspace.schema["case"].by_name) | {"case_number"}
        told = [
            clause.text
            for name in names
            for side in indicator_page(
                now, ALL, IndicatorAsked(indicator=name, place=WHOLE, period=YEAR), texts(), at=AT
            ).definition.sides
            for clause in side.clauses
        ]
    assert len(told) > 150
    left = pl.Series(told).str.extract_all(r"[a-z_]{4,}").explode().drop_nulls().unique()
    assert not set(left.to_list()) & known
