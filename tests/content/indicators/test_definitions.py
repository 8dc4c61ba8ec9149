"""Every definition can be read, checked, traced to its source and read with its companions."""

from __future__ import annotations

import re

import pytest

from tuobo.core.content import NATIONAL, Content
from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies
from tuobo.engines.indicators.columns import Columns
from tuobo.engines.indicators.definition import Break, Indicator, Side
from tuobo.engines.indicators.pack import Pack
from tuobo.engines.indicators.predicate import Field, condition, number

CONTENT = Content()
PACK = Pack.of(CONTENT)
INDICATORS = [one.definition for one in PACK.indicators.values()]
BREAKS = PACK.breaks
BY_ID = {one.id: one for one in INDICATORS}
COLUMNS = Columns(FactSchema.of(CONTENT), Vocabularies.of(CONTENT))
STOCKS = {"pending", "opening", "on_hand"}
FOLDER = NATIONAL / "indicators"
IDS = [one.id for one in INDICATORS]

# Rows of the official sets that the fact tables carry, by the row numbers of the reference.
OFFICIAL = {
    "案-件比": "case_proceedings_ratio",
    "一审裁判被改判率": "first_instance_reversed_rate",
    "一审裁判被发回重审率": "first_instance_remanded_rate",
    "生效裁判被改判率": "effective_reversed_rate",
    "生效裁判被发回重审率": "effective_remanded_rate",
    "二审改判-发回重审比": "second_instance_reversal_remand_ratio",
    "再审改判-发回重审比": "retrial_reversal_remand_ratio",
    "裁定再审率": "retrial_ordered_rate",
    "二审开庭率": "second_instance_hearing_rate",
    "审限内结案率": "closed_within_limit_rate",
    "延长审限率": "extended_rate",
    "平均结案用时": "mean_days_to_close",
    "上诉案件移送时间": "mean_appeal_transfer_days",
    "法官人均结案数": "cases_closed_per_judge",
    "诉前调解成功分流率": "pre_filing_diversion_rate",
    "诉前调解自动履行率": "pre_filing_performed_rate",
    "上诉率": "appeal_rate",
    "申诉申请再审率": "petition_retrial_application_rate",
    "民事裁判申请执行率": "civil_enforcement_application_rate",
    "民事裁判自动履行率": "civil_voluntary_performance_rate",
    "执行到位率": "enforcement_recovery_rate",
    "执行完毕率": "enforcement_completed_rate",
    "案-访比": "case_petition_ratio",
    "调解率（民商事、行政）": "mediation_rate",
}
CANCELLED_IN_2024 = {"cases_closed_per_judge", "extended_rate", "retrial_ordered_rate"}
FORBIDDEN = {"closing_rate", "closed_to_new_ratio"}


def _sides(one: Indicator) -> dict[str, Side]:
    sides = {"numerator": one.numerator}
    if one.denominator is not None:
        sides["denominator"] = one.denominator
    return sides | {f"denominator_plus.{at}": side for at, side in enumerate(one.denominator_plus)}


@pytest.mark.parametrize("one", INDICATORS, ids=IDS)
def test_what_a_definition_counts_can_be_read(one: Indicator) -> None:
    """Predicates parse, columns exist with fitting types, codes are in their code lists."""
    for name, side in _sides(one).items():
        at = Field(one.key, name, side.table)
        condition(side.where, COLUMNS, at)
        if side.value:
            number(side.value, COLUMNS, at, in_stock=side.anchor in STOCKS)
        assert side.anchor in STOCKS | set(COLUMNS.of(side.table)), side.anchor
        assert not side.since or side.since in COLUMNS.of(side.table)


def test_an_id_stands_once() -> None:
    assert len(BY_ID) == len(INDICATORS)


@pytest.mark.parametrize("one", INDICATORS, ids=IDS)
def test_companions_exist_and_are_others(one: Indicator) -> None:
    assert set(one.companions) <= set(BY_ID) - {one.id}
    assert one.companions, "an indicator is never read alone"


def test_no_interval_is_built_in() -> None:
    """No official reference interval could be found; a court enters its own with its document."""
    assert [one.id for one in INDICATORS if one.interval is not None] == []


def test_what_is_cancelled_or_forbidden_is_no_goal_and_says_why() -> None:
    status = {one.id: one.status for one in INDICATORS}

    assert {status[name] for name in CANCELLED_IN_2024} == {"cancelled"}
    assert {status[name] for name in FORBIDDEN} == {"forbidden"}
    silent = [
        one.id
        for one in INDICATORS
        if one.status in {"cancelled", "forbidden"} and not one.status_note
    ]
    assert silent == []


def test_the_flow_ratio_under_another_name_is_no_goal_either() -> None:
    """结收比 is the clearance rate of the Europeans: what forbids one forbids them all."""
    flow = [BY_ID["closed_to_new_ratio"], BY_ID["closing_rate"]]
    same = {(one.numerator, one.denominator) for one in flow}

    twins = [one for one in INDICATORS if (one.numerator, one.denominator) in same]
    assert {one.id for one in twins} >= {"clearance_rate", "resolution_rate"}
    assert not [one.id for one in twins if one.status == "goal"]


def test_each_official_name_that_the_facts_carry_is_defined() -> None:
    assert {name: BY_ID[id_].names.zh for name, id_ in OFFICIAL.items()} == {
        name: name for name in OFFICIAL
    }


def test_an_inferred_formula_in_the_official_set_says_so() -> None:
    """A goal whose formula is inferred must carry a warning that people can read."""
    silent = [
        one.id
        for one in INDICATORS
        if one.status == "goal" and one.source.mark == "I" and not (one.note or one.source.note)
    ]
    assert silent == []


def test_the_case_words_of_cases_and_proceedings_are_written_out() -> None:
    one = BY_ID["case_proceedings_ratio"]
    assert one.denominator is not None
    proceedings = set(re.findall("'([^']+)'", one.numerator.where))
    disputes = set(re.findall("'([^']+)'", one.denominator.where))

    assert disputes < proceedings
    assert {"执", "执恢", "执异", "民申", "民再"} <= proceedings - disputes
    assert not {"执保", "财保", "诉前调", "民辖"} & proceedings


def test_every_source_key_leads_somewhere() -> None:
    listed = set(
        re.findall(
            r"^\| (S\d+a?) \|", (FOLDER / "SOURCES.md").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    used = {
        key
        for path in CONTENT.files("indicators")
        for key in re.findall(r"\[(S\d+a?)\]", path.read_text(encoding="utf-8"))
    }

    assert used - listed == set()


def test_what_is_not_carried_is_listed_with_a_reason() -> None:
    text = (FOLDER / "NOT-CARRIED.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]

    assert len(rows) >= 20
    assert all(len(row.split("|")) == 4 and row.split("|")[2].strip() for row in rows)
    carried = {one.names.zh for one in INDICATORS}
    assert not [row for row in rows if row.split("|")[1].strip() in carried]


@pytest.mark.parametrize("one", BREAKS, ids=[one.id for one in BREAKS])
def test_a_break_names_indicators_that_exist(one: Break) -> None:
    assert set(one.indicators) <= set(BY_ID)


def test_mediation_before_and_after_2025_is_never_one_series() -> None:
    refused = {
        name
        for one in BREAKS
        if one.effect == "refuse" and one.on.isoformat() == "2025-01-01"
        for name in one.indicators
    }
    both = {one.id for one in INDICATORS if one.id.startswith(("pre_filing_", "post_filing_"))}

    assert both <= refused


def test_intake_and_closings_carry_a_note_across_2025() -> None:
    noted = {name for one in BREAKS if one.effect == "note" for name in one.indicators}

    assert {"incoming_cases", "closed_to_new_ratio", "case_proceedings_ratio"} <= noted
    assert {"mean_days_to_close", "mediation_rate", "closed_by_other_means_share"} <= noted


def test_a_pack_is_a_folder() -> None:
    for path in FOLDER.glob("*/*.yaml"):
        packs = {one.pack for one in INDICATORS if f"id: {one.id}\n" in path.read_text("utf-8")}
        assert packs == {path.parent.name}, path.name
