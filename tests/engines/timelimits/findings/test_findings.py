"""Each finding on the smallest court that shows it, and on one that must not."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from tests.engines.timelimits.small_court import (
    CALENDAR,
    ON,
    RULES,
    a_case,
    an_exclusion,
    an_extension,
    compute,
    facts,
    findings,
)
from tuobo.core.errors import RequestError
from tuobo.engines.timelimits import FINDINGS, find_all

NUMBER = "（2026）辽9901民初1号"


def found_in(only: str, *cases: dict[str, Any], **tables: Any) -> list[dict[str, Any]]:
    return findings(facts(*cases, **tables), only).to_dicts()


def an_event(kind: str, on: str, **values: Any) -> dict[str, Any]:
    return {"case_number": NUMBER, "kind": kind, "happened_on": on, **values}


def a_mediation(**values: Any) -> dict[str, Any]:
    return {"mediation_number": "调1", "court": "辽9901", "regime": "post_filing",
            "case_number": NUMBER, **values}  # fmt: skip


def test_a_case_open_or_closed_after_its_limit_is_overdue() -> None:
    """Both end on 15 July 2026: one was closed on the 16th, one is open, one was in time."""
    cases = [
        a_case("甲", filed_on="2026-01-15", closed_on="2026-07-16"),
        a_case("乙", filed_on="2026-01-15"),
        a_case("丙", filed_on="2026-01-15", closed_on="2026-07-15"),
    ]
    rows = found_in("overdue", *cases)
    assert [(row["case_number"], row["found"], row["expected"]) for row in rows] == [
        ("甲", "2026-07-16", "2026-07-15"),
        ("乙", "2026-11-23", "2026-07-15"),
    ]
    assert rows[0]["shown"] == "filed_on=2026-01-15; closed_on=2026-07-16; procedure=ordinary"
    assert rows[0]["rule"] == "CIV1-ORD@2"


def test_an_unknown_calendar_is_no_breach() -> None:
    assert found_in("overdue", a_case(filed_on="2026-09-15")) == []


def test_a_late_extension_shows_both_days() -> None:
    rows = found_in(
        "late_extension", a_case(filed_on="2026-01-15"), intervals=[an_extension("2026-07-16")]
    )
    assert [(row["found"], row["expected"], row["table"]) for row in rows] == [
        ("2026-07-16", "2026-07-15", "interval")
    ]
    in_time = [an_extension("2026-07-10")]
    assert found_in("late_extension", a_case(filed_on="2026-01-15"), intervals=in_time) == []


@pytest.mark.parametrize(
    ("extension", "reason"),
    [
        (an_extension(None, approver=None), "unapproved"),
        (an_extension("2026-07-01", approver=None), "unapproved"),
        (an_extension("2026-07-01", approver="division_head"), "no_step"),
    ],
)
def test_an_extension_nobody_entitled_approved_has_no_basis(
    extension: dict[str, Any], reason: str
) -> None:
    rows = found_in("extension_without_basis", a_case(filed_on="2026-01-15"), intervals=[extension])
    assert [row["found"] for row in rows] == [reason]


def test_an_extension_over_its_cap_is_pointed_out() -> None:
    simplified = a_case(filed_on="2026-01-15", procedure="simplified")
    rows = found_in("extension_over_cap", simplified, intervals=[an_extension("2026-04-08", 3)])
    assert [(row["found"], row["expected"]) for row in rows] == [("3+0", "30")]  # 15 April–15 May


def test_a_second_extension_over_three_months_counts_but_is_pointed_out() -> None:
    """C-2: 15 January 2025 + 6 + 6, then six months from above, where R2000 speaks of three."""
    grants = [an_extension("2025-07-08"), an_extension("2026-01-08", 6, approver="upper_court")]
    rows = found_in("extension_over_cap", a_case(filed_on="2025-01-15"), intervals=grants)
    assert [(row["found"], row["expected"]) for row in rows] == [("6+0", "93")]


def test_an_exclusion_needs_its_paper() -> None:
    case = a_case(filed_on="2026-01-15")
    bare = an_exclusion("2026-03-02", "2026-03-12", paper=None)
    assert len(found_in("exclusion_without_paper", case, intervals=[bare])) == 1
    with_paper = an_exclusion("2026-03-02", "2026-03-12")
    assert found_in("exclusion_without_paper", case, intervals=[with_paper]) == []


def test_a_ground_that_the_rule_does_not_know_is_not_in_law() -> None:
    rows = found_in(
        "exclusion_ground_not_in_law",
        a_case(filed_on="2026-01-15"),
        intervals=[an_exclusion("2026-03-02", "2026-03-12", "X-EX-MISC")],
    )
    assert [(row["found"], row["expected"]) for row in rows] == [("X-EX-MISC", "CIV1-ORD@2")]


def test_an_exclusion_that_began_after_expiry_is_found() -> None:
    rows = found_in(
        "exclusion_after_expiry",
        a_case(filed_on="2026-01-15"),
        intervals=[an_exclusion("2026-08-03", "2026-08-20")],
    )
    assert [(row["found"], row["expected"]) for row in rows] == [("2026-08-03", "2026-07-15")]


def test_overlapping_exclusions_name_the_later_row() -> None:
    case = a_case(filed_on="2026-01-15")
    touching = [an_exclusion("2026-03-02", "2026-03-12"), an_exclusion("2026-03-12", "2026-03-20")]
    assert found_in("overlapping_exclusions", case, intervals=touching) == []
    over = [*touching, an_exclusion("2026-03-15", "2026-04-01", "X-SETTLE")]
    rows = found_in("overlapping_exclusions", case, intervals=over)
    assert [(row["found"], row["expected"]) for row in rows] == [("2026-03-15", "2026-03-20")]


def test_a_notice_of_seventy_five_days_is_over_its_cap() -> None:
    rows = found_in(
        "exclusion_over_cap",
        a_case(filed_on="2026-01-15"),
        intervals=[an_exclusion("2026-03-02", "2026-05-16", "X-NOTICE")],
    )
    assert [(row["found"], row["expected"]) for row in rows] == [("75", "30")]


def test_a_simplified_case_takes_no_public_notice() -> None:
    simplified = a_case(filed_on="2026-01-15", procedure="simplified")
    intervals = [an_exclusion("2026-03-02", "2026-04-01", "X-NOTICE")]
    events = [an_event("service", "2026-03-02", method="notice")]
    rows = found_in("notice_in_simplified", simplified, intervals=intervals, events=events)
    assert [row["table"] for row in rows] == ["interval", "event"]
    assert found_in("exclusion_ground_not_in_law", simplified, intervals=intervals) == []
    ordinary = a_case(filed_on="2026-01-15")
    assert found_in("notice_in_simplified", ordinary, intervals=intervals, events=events) == []


def test_a_stay_ends_with_the_case_it_waits_for() -> None:
    """The awaited case was closed on 1 June 2026; fifteen days later the stay should have ended."""
    awaited = a_case("另案", filed_on="2025-12-01", closed_on="2026-06-01")
    waiting = an_exclusion("2026-03-02", None, "X-STAY-LINKED", kind="suspended",
                           linked_case_number="另案")  # fmt: skip
    rows = found_in(
        "stay_linked_case_closed", a_case(filed_on="2026-01-15"), awaited, intervals=[waiting]
    )
    assert [(row["found"], row["expected"]) for row in rows] == [("2026-06-01", "2026-06-16")]
    resumed = waiting | {"ends_on": "2026-06-10"}
    case = a_case(filed_on="2026-01-15")
    assert found_in("stay_linked_case_closed", case, awaited, intervals=[resumed]) == []


def test_an_appraisal_is_chased_up_after_thirty_working_days() -> None:
    """From 2 March 2026: to 13 April 29 working days (Qingming is off), to 15 April 31."""
    case = a_case(filed_on="2026-01-15")
    usual = an_exclusion("2026-03-02", "2026-04-13")
    assert found_in("appraisal_too_long", case, intervals=[usual]) == []
    long = an_exclusion("2026-03-02", "2026-04-15")
    rows = found_in("appraisal_too_long", case, intervals=[long])
    assert [(row["found"], row["expected"]) for row in rows] == [("31", "30")]


def test_two_adjournments_are_too_many_for_a_simplified_case() -> None:
    events = [an_event("adjournment", "2026-02-10"), an_event("adjournment", "2026-03-10")]
    simplified = a_case(filed_on="2026-01-15", procedure="simplified")
    rows = found_in("too_many_adjournments", simplified, events=events)
    assert [(row["found"], row["expected"]) for row in rows] == [("2", "1")]
    assert found_in("too_many_adjournments", a_case(filed_on="2026-01-15"), events=events) == []


def test_a_case_is_not_closed_before_its_judgment_is_pronounced_or_served() -> None:
    closed = {"closed_on": "2026-05-06", "closing_way": "judgment", "served_on": "2026-06-05"}
    case = a_case(filed_on="2026-01-15", **closed)
    rows = found_in("closed_before_served", case)
    assert [(row["found"], row["expected"]) for row in rows] == [("2026-05-06", "2026-06-05")]
    pronounced = [an_event("pronouncement", "2026-05-06")]
    assert found_in("closed_before_served", case, events=pronounced) == []


def test_a_conversion_must_come_before_the_simplified_limit_ends() -> None:
    """Simplified from 15 January: to 15 April 2026; with ten days excluded, to Saturday the 25th
    and so to Monday the 27th."""
    case = a_case(filed_on="2026-01-15")
    late = [an_event("conversion", "2026-04-16", from_value="simplified", to_value="ordinary")]
    rows = found_in("late_conversion", case, events=late)
    assert [(row["found"], row["expected"]) for row in rows] == [("2026-04-16", "2026-04-15")]
    assert rows[0]["rule"].startswith("CIV1-SIM@")
    pause = [an_exclusion("2026-03-02", "2026-03-12")]
    assert found_in("late_conversion", case, intervals=pause, events=late) == []


def test_mediation_ends_after_seven_days_unless_both_consent() -> None:
    simplified = a_case(filed_on="2026-01-15", procedure="simplified")
    eight = a_mediation(registered_on="2026-01-16", signed_on="2026-01-16", ended_on="2026-01-24")
    rows = found_in("mediation_too_long", simplified, mediations=[eight])
    assert [(row["found"], row["expected"]) for row in rows] == [("8", "7")]
    agreed = eight | {"extension_consented_on": "2026-01-20"}
    assert found_in("mediation_too_long", simplified, mediations=[agreed]) == []
    forever = agreed | {"ended_on": "2026-02-23"}  # 38 days, 7 + 30 are allowed
    rows = found_in("mediation_too_long", simplified, mediations=[forever])
    assert [(row["found"], row["expected"]) for row in rows] == [("38", "37")]


def test_pre_filing_numbers_ended_with_2024() -> None:
    before = a_case("前", case_word="诉前调", filed_on="2024-12-31")
    after = a_case("后", case_word="诉前调", filed_on="2025-01-01")
    rows = found_in("pre_filing_number_after_2025", before, after)
    assert [row["case_number"] for row in rows] == ["后"]


def test_a_suit_withdrawn_and_filed_again_is_a_twin() -> None:
    shared = {"cause": "买卖合同纠纷", "claim_amount": 1_000_000}
    first = a_case(
        "一", filed_on="2026-01-15", closed_on="2026-06-30", closing_way="withdrawn", **shared
    )
    soon = a_case("二", filed_on="2026-08-29", **shared)  # sixty days later
    rows = found_in("withdrawal_and_twin", first, soon)
    assert [(row["case_number"], row["found"]) for row in rows] == [("一", "二 2026-08-29")]
    later = a_case("二", filed_on="2026-08-30", **shared)
    other = a_case("三", filed_on="2026-08-01", cause="买卖合同纠纷", claim_amount=1)
    assert found_in("withdrawal_and_twin", first, later, other) == []


def test_all_findings_can_be_asked_for_at_once() -> None:
    tables = facts(a_case(filed_on="2026-01-15"), intervals=[an_extension("2026-07-16")])
    every = find_all(tables, compute(tables), rules=RULES, calendar=CALENDAR)
    assert every["finding"].to_list() == ["overdue", "late_extension"]
    assert every.schema["found"] == pl.String


def test_without_tables_of_intervals_and_events_only_cases_are_looked_at() -> None:
    tables = {"case": facts(a_case(filed_on="2026-01-15"))["case"]}
    every = find_all(tables, compute(tables), rules=RULES, calendar=CALENDAR)
    assert every["finding"].to_list() == ["overdue"]


def test_an_unknown_finding_is_refused_with_a_suggestion() -> None:
    tables = facts(a_case(filed_on="2026-01-15"))
    with pytest.raises(RequestError) as refused:
        find_all(tables, compute(tables), rules=RULES, calendar=CALENDAR, only=["overdu"])
    assert refused.value.fields["suggestion"] == "overdue"


def test_every_finding_has_a_rule_with_a_source() -> None:
    assert set(FINDINGS) == set(RULES)
    assert all(rule.source.checked_on <= ON for rule in RULES.values())
