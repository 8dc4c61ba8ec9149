"""The drawn court: the same from the same seed, lawful but for what the key names, nobody real."""

from __future__ import annotations

import re
from datetime import timedelta

import polars as pl
import pytest

from tuobo.core.content import Content
from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.sample import SampleCourt, sample_court

_CODE_OF_PERSON = re.compile(r"^(法官[甲乙丙丁戊己庚辛壬]\d\d|(院长|副院长|助理|书记员|法警)\d\d)$")


def _fingerprint(court: SampleCourt) -> dict[str, int]:
    return {
        name: int(frame.hash_rows(seed=1).sum()) if frame.height else 0
        for name, frame in court.tables.items()
    }


def _planted(court: SampleCourt) -> set[str]:
    return {key for one in court.answer_key if one.origin == "planted" for key in one.keys}


def test_the_same_seed_gives_the_same_court_and_another_seed_another() -> None:
    first, again, other = (sample_court(seed, size=600) for seed in (7, 7, 8))

    assert all(first.tables[name].equals(again.tables[name]) for name in first.tables)
    assert first.answer_key == again.answer_key
    assert first.faults == again.faults
    assert _fingerprint(first)["case"] != _fingerprint(other)["case"]


def test_the_whole_court_is_drawn_alike_twice(court: SampleCourt) -> None:
    again = sample_court()

    assert all(court.tables[name].equals(again.tables[name]) for name in court.tables)
    assert court.answer_key == again.answer_key


def test_about_nine_thousand_cases_come_in_a_year(court: SampleCourt) -> None:
    by_year = dict(court.tables["case"].group_by("case_year").len().iter_rows())

    assert set(by_year) == {2022, 2023, 2024, 2025}
    assert all(8_300 <= by_year[year] <= 9_700 for year in (2023, 2024, 2025))


def test_a_small_court_is_small_and_still_has_findings_and_wrong_cells() -> None:
    small = sample_court(size=600)

    assert 400 <= small.tables["case"].height <= 800
    assert {"gaming", "finding", "check"} <= {one.kind for one in small.answer_key}


def test_tables_have_exactly_the_columns_of_the_schema(court: SampleCourt) -> None:
    schema = FactSchema.of(Content())

    assert set(court.tables) == {table.table for table in schema.imported}
    for name, frame in court.tables.items():
        assert dict(frame.schema) == {
            column: kind() for column, kind in schema[name].polars_schema.items()
        }


def test_the_court_has_nine_divisions_and_forty_judges(court: SampleCourt) -> None:
    staff = court.tables["staff"].filter(pl.col("post").is_in(["judge", "division_head"]))

    assert court.tables["case"]["division"].n_unique() == 9
    assert staff.height == 40
    assert set(court.tables["case"]["judge"]) <= set(staff["person"])


def test_people_are_codes_and_never_names(court: SampleCourt) -> None:
    people = [*court.tables["staff"]["person"], *court.tables["case"]["judge"].unique()]

    assert all(_CODE_OF_PERSON.match(person) for person in people)
    mediators = court.tables["mediation"]["mediator"].unique().to_list()
    assert all(re.match(r"^调解员(\d\d|𠮷|㛃)$", one) for one in mediators)
    assert {"调解员𠮷", "调解员㛃"} <= set(mediators)


def test_all_codes_are_in_their_vocabularies(court: SampleCourt) -> None:
    schema, vocabularies = FactSchema.of(Content()), Vocabularies.of(Content())
    unknown = {
        (name, column.name): odd
        for name, frame in court.tables.items()
        for column in schema[name].columns
        if column.vocabulary and not vocabularies[column.vocabulary].open
        if (
            odd := set(frame[column.name].drop_nulls())
            - set(vocabularies[column.vocabulary].by_code)
        )
    }
    assert not unknown


def test_numbers_run_without_gaps_in_the_order_of_filing(court: SampleCourt) -> None:
    case = court.tables["case"].sort("case_word", "case_year", "case_serial")
    register = ["case_word", "case_year"]
    counts = case.group_by(register).agg(
        last=pl.col("case_serial").max(), rows=pl.len(), ordered=pl.col("filed_on").is_sorted()
    )
    assert (counts["last"] == counts["rows"]).all()
    assert counts["ordered"].all()


def test_nothing_happens_after_the_day_of_the_data(court: SampleCourt) -> None:
    for name, frame in court.tables.items():
        for column in (c for c, kind in frame.schema.items() if kind == pl.Date):
            if column in {"source_due_on", "ends_on"} and name in {"case", "caseload"}:
                continue
            late = frame.filter(pl.col(column) > court.as_of)
            assert late.is_empty(), (name, column, late.head(2))


def test_steps_of_a_clean_case_follow_one_another(court: SampleCourt) -> None:
    clean = court.tables["case"].filter(~pl.col("case_number").is_in(list(_planted(court))))
    order = [
        ("received_on", "filed_on"), ("filed_on", "entered_on"), ("filed_on", "decided_on"),
        ("decided_on", "served_on"), ("served_on", "closed_on"), ("closed_on", "archived_on"),
        ("served_on", "appealed_on"), ("appealed_on", "appeal_sent_on"),
        ("appeal_sent_on", "appeal_decided_on"), ("effective_on", "petitioned_on"),
        ("petitioned_on", "retrial_decided_on"), ("effective_on", "enforcement_applied_on"),
        ("effective_on", "performed_on"),
    ]  # fmt: skip
    wrong = {
        (a, b): found for a, b in order if (found := clean.filter(pl.col(a) > pl.col(b)).height)
    }
    assert not wrong


def test_intervals_lie_within_the_life_of_a_clean_case(court: SampleCourt) -> None:
    planted = list(_planted(court))
    rows = (
        court.tables["interval"]
        .filter(~pl.col("case_number").is_in(planted))
        .join(court.tables["case"].select("case_number", "filed_on", "closed_on"), on="case_number")
    )
    early = rows.filter(pl.col("starts_on") < pl.col("filed_on"))
    late = rows.filter(pl.max_horizontal("starts_on", "ends_on") > pl.col("closed_on"))
    backward = rows.filter(pl.col("ends_on") < pl.col("starts_on"))

    assert early.is_empty()
    assert late.is_empty()
    assert backward.is_empty()


def test_reports_balance_in_every_month_and_division(court: SampleCourt) -> None:
    returns = court.tables["caseload"]
    before, after = pl.col("opening") + pl.col("received"), pl.col("resolved") + pl.col("pending")

    assert returns.height == 36 * 10  # nine divisions and the whole court
    assert returns.filter(before != after).is_empty()


@pytest.mark.parametrize(("year", "least", "most"), [(2023, 0.85, 0.93), (2025, 0.87, 0.95)])
def test_the_court_closes_most_of_what_it_has(
    court: SampleCourt, year: int, least: float, most: float
) -> None:
    whole = court.tables["caseload"].filter(
        pl.col("division").is_null(), pl.col("starts_on").dt.year() == year
    )
    opening = whole.sort("starts_on")["opening"][0]
    rate = whole["resolved"].sum() / (opening + whole["received"].sum())

    assert least < rate < most


def test_filing_before_mediation_makes_civil_intake_jump_in_2025(court: SampleCourt) -> None:
    case = court.tables["case"]
    suits = case.filter(pl.col("case_word") == "民初")
    by_year = dict(suits.group_by("case_year").len().iter_rows())
    before = case.filter(pl.col("case_word") == "诉前调", pl.col("case_year") == 2025)

    assert by_year[2025] > 1.2 * by_year[2024]
    assert before.height == 5  # the planted ones
    regimes = (
        court.tables["mediation"]
        .group_by("regime")
        .agg(
            pl.col("registered_on").min().alias("first"),
            pl.col("registered_on").max().alias("last"),
        )
    )
    spans = {row["regime"]: row for row in regimes.to_dicts()}
    assert spans["pre_filing"]["last"].year == 2024
    assert spans["post_filing"]["first"].year == 2025


def test_enforcement_is_faster_from_the_middle_of_2025(court: SampleCourt) -> None:
    days = (pl.col("closed_on") - pl.col("filed_on")).dt.total_days()
    closed = court.tables["case"].filter(pl.col("case_word") == "执").with_columns(days=days)
    before = closed.filter(pl.col("closed_on").dt.year() == 2024)["days"].mean()
    after = closed.filter(pl.col("closed_on") >= court.as_of - timedelta(days=150))["days"].mean()

    assert isinstance(before, float)
    assert isinstance(after, float)
    assert after < 0.9 * before
