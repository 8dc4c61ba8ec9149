"""What becomes of extensions, exclusions, stays, restarts and conversions, case by case."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engines.timelimits.small_court import (
    NATIONAL,
    a_case,
    an_exclusion,
    an_extension,
    day,
    outcome,
)
from tuobo.engines.timelimits import LimitBook

NUMBER = "（2026）辽9901民初1号"


def an_event(kind: str, on: str, **values: Any) -> dict[str, Any]:
    return {"case_number": NUMBER, "kind": kind, "happened_on": on, **values}


def prosecution(**values: Any) -> dict[str, Any]:
    return a_case(case_word="刑初", matter="public_prosecution", procedure="ordinary", **values)


def test_an_extension_granted_after_expiry_cures_nothing() -> None:
    """Six months from 15 January 2026 end on 15 July; approval on the 16th comes too late."""
    found = outcome(a_case(filed_on="2026-01-15"), an_extension("2026-07-16"))
    assert found["fates"] == ["late"]
    assert (found["due_on"], found["extension_count"]) == (day("2026-07-15"), 0)


def test_an_extension_granted_on_the_rolled_last_day_is_in_time() -> None:
    """15 August 2026 is a Saturday: the limit ends on Monday 17 August, so the 17th is in time."""
    found = outcome(a_case(filed_on="2026-02-15"), an_extension("2026-08-17", 1))
    assert found["fates"] == ["applied"]
    assert found["due_plain_on"] == day("2026-09-15")
    plain = LimitBook.of(NATIONAL, {"C-16": "plain"})
    strict = outcome(a_case(filed_on="2026-02-15"), an_extension("2026-08-17", 1), book=plain)
    assert strict["fates"] == ["late"]


def test_an_extension_counts_in_months_before_excluded_days() -> None:
    """31 August + 6 = 28 February + 10 = 10 March; with one month more 31 March + 10 = 10 April."""
    case, pause = a_case(filed_on="2025-08-31"), an_exclusion("2025-10-01", "2025-10-11")
    assert outcome(case, pause)["due_plain_on"] == day("2026-03-10")
    found = outcome(case, pause, an_extension("2026-02-20", 1))
    assert found["due_plain_on"] == day("2026-04-10")
    assert (found["extended_days"], found["excluded_days"]) == (31, 10)


def test_a_grant_longer_than_the_law_is_cut_to_it() -> None:
    """A simplified case may get one month: 15 January + 3 + 1 = 15 May; three are granted."""
    case = a_case(filed_on="2026-01-15", procedure="simplified")
    found = outcome(case, an_extension("2026-04-08", 3))
    assert (found["fates"], found["due_on"]) == (["capped"], day("2026-05-15"))


def test_a_second_grant_by_the_president_has_no_step_left() -> None:
    found = outcome(
        a_case(filed_on="2025-01-15"), an_extension("2025-07-08", 3), an_extension("2025-10-08", 3)
    )
    assert found["fates"] == ["applied", "no_step"]
    assert found["due_plain_on"] == day("2025-10-15")


def test_a_second_grant_from_above_counts_as_approved() -> None:
    """15 January 2025 + 6, + 6 by the president, + 3 from the upper court = 15 April 2026."""
    found = outcome(
        a_case(filed_on="2025-01-15"),
        an_extension("2025-07-08", 6),
        an_extension("2026-01-08", 3, approver="upper_court"),
    )
    assert (found["fates"], found["due_plain_on"]) == (["applied"] * 2, day("2026-04-15"))


def test_a_division_head_cannot_extend() -> None:
    found = outcome(
        a_case(filed_on="2026-01-15"), an_extension("2026-07-08", approver="division_head")
    )
    assert (found["fates"], found["due_on"]) == (["no_step"], day("2026-07-15"))


def test_an_exclusion_counts_only_if_it_began_in_time() -> None:
    """The clock ends on 15 July 2026. A period from the 15th counts, one from the 16th does not."""
    case = a_case(filed_on="2026-01-15")
    in_time = outcome(case, an_exclusion("2026-07-15", "2026-07-25"))
    assert (in_time["fates"], in_time["due_plain_on"]) == (["applied"], day("2026-07-25"))
    too_late = outcome(case, an_exclusion("2026-07-16", "2026-07-25"))
    assert (too_late["fates"], too_late["due_on"]) == (["after_expiry"], day("2026-07-15"))


def test_one_exclusion_keeps_the_clock_alive_for_the_next() -> None:
    """1–31 July moves 15 July to 14 August; so a period from 10 August still counts (10 days)."""
    found = outcome(
        a_case(filed_on="2026-01-15"),
        an_exclusion("2026-08-10", "2026-08-20", "X-SETTLE"),
        an_exclusion("2026-07-01", "2026-07-31"),
    )
    assert found["fates"] == ["applied", "applied"]
    assert (found["excluded_days"], found["due_plain_on"]) == (40, day("2026-08-24"))


def test_an_open_exclusion_counts_to_the_day_and_is_provisional() -> None:
    """Open since 1 June, computed on 11 June: ten days, 25 July, which is a Saturday."""
    case, pause = a_case(filed_on="2026-01-15"), an_exclusion("2026-06-01", None)
    found = outcome(case, pause, on=day("2026-06-11"))
    assert (found["is_provisional"], found["open_since"]) == (True, day("2026-06-01"))
    assert (found["due_plain_on"], found["due_on"]) == (day("2026-07-25"), day("2026-07-27"))


def test_closing_ends_an_open_exclusion() -> None:
    case = a_case(filed_on="2026-01-15", closed_on="2026-06-06")
    found = outcome(case, an_exclusion("2026-06-01", None))
    assert (found["is_provisional"], found["excluded_days"]) == (False, 5)
    assert found["open_since"] is None


def test_a_notice_counts_for_thirty_days_only() -> None:
    """From 2 March, 75 days are recorded; 30 count: 15 July + 30 = 14 August."""
    found = outcome(
        a_case(filed_on="2026-01-15"), an_exclusion("2026-03-02", "2026-05-16", "X-NOTICE")
    )
    assert (found["fates"], found["excluded_days"]) == (["capped"], 30)
    assert found["due_plain_on"] == day("2026-08-14")


def test_a_ground_of_enforcement_does_not_stop_a_civil_clock() -> None:
    found = outcome(
        a_case(filed_on="2026-01-15"), an_exclusion("2026-03-02", "2026-05-16", "X-SALE")
    )
    assert (found["fates"], found["excluded_days"]) == (["not_in_law"], 0)


def test_a_stay_without_a_named_ground_is_a_plain_stay() -> None:
    stay = an_exclusion("2026-03-02", "2026-04-01", None, kind="suspended")  # type: ignore[arg-type]
    found = outcome(a_case(filed_on="2026-01-15"), stay)
    assert (found["fates"], found["excluded_days"]) == (["applied"], 30)


def test_what_is_recorded_after_closing_counts_for_nothing() -> None:
    case = a_case(filed_on="2026-01-15", closed_on="2026-07-01")
    found = outcome(case, an_exclusion("2026-07-05", "2026-07-20"), an_extension("2026-07-03"))
    assert found["fates"] == ["after_closing", "after_closing"]
    assert found["due_on"] == day("2026-07-15")


def test_what_lies_after_the_day_of_computation_is_not_counted_yet() -> None:
    case, pause = a_case(filed_on="2026-01-15"), an_exclusion("2026-06-01", "2026-06-11")
    assert outcome(case, pause, on=day("2026-05-01"))["fates"] == ["not_yet"]


def test_a_reversed_period_and_one_without_a_start_are_not_counted() -> None:
    found = outcome(
        a_case(filed_on="2026-01-15"),
        an_exclusion("2026-06-11", "2026-06-01"),
        an_exclusion(None, "2026-06-01"),  # type: ignore[arg-type]
    )
    assert (found["fates"], found["excluded_days"]) == (["no_date", "no_date"], 0)


def test_returned_supplementary_investigation_begins_the_limit_anew() -> None:
    """Accepted 5 January; the file comes back on 20 March: three months to Saturday 20 June."""
    case = prosecution(accepted_on="2026-01-05", filed_on="2026-01-05")
    found = outcome(case, events=[an_event("supplementary_returned", "2026-03-20")])
    assert found["clock_starts_on"] == day("2026-03-20")
    assert (found["due_plain_on"], found["due_on"]) == (day("2026-06-20"), day("2026-06-22"))
    assert found["warn_due_on"] == day("2026-05-20")


def test_time_excluded_before_a_restart_is_not_counted_again() -> None:
    """1 February to 30 March lies before and across the restart of 20 March: ten days remain."""
    case = prosecution(accepted_on="2026-01-05", filed_on="2026-01-05")
    found = outcome(
        case,
        an_exclusion("2026-02-01", "2026-03-30", "X-PSY"),
        events=[an_event("supplementary_returned", "2026-03-20")],
    )
    assert found["excluded_days"] == 10
    assert found["due_plain_on"] == day("2026-06-30")


def test_civil_conversion_keeps_the_clock_and_its_exclusions() -> None:
    """Simplified from 5 January, converted on 20 March: six months in total, to 5 July + 9 days."""
    case = a_case(filed_on="2026-01-05", procedure="ordinary")
    found = outcome(
        case,
        an_exclusion("2026-02-02", "2026-02-11"),
        events=[an_event("conversion", "2026-03-20", from_value="simplified")],
    )
    assert found["clock_starts_on"] == day("2026-01-05")
    assert (found["excluded_days"], found["due_plain_on"]) == (9, day("2026-07-14"))


def test_an_extension_of_the_simplified_stage_does_not_lengthen_the_six_months() -> None:
    """民诉法解释 258: six months in total; the month granted before the conversion is used up."""
    case = a_case(filed_on="2026-01-05", procedure="ordinary")
    conversion = an_event("conversion", "2026-04-20", from_value="simplified")
    found = outcome(case, an_extension("2026-03-30", 1), events=[conversion])
    assert (found["fates"], found["due_plain_on"]) == (["superseded"], day("2026-07-05"))


def test_criminal_conversion_begins_anew() -> None:
    """刑诉解释 368: simplified from 5, ordinary from 16 January: three months to 16 April."""
    case = prosecution(accepted_on="2026-01-05", filed_on="2026-01-05")
    found = outcome(case, events=[an_event("conversion", "2026-01-16", from_value="simplified")])
    assert (found["clock_starts_on"], found["due_on"]) == (day("2026-01-16"), day("2026-04-16"))


@pytest.mark.parametrize(
    ("case", "status"),
    [
        (a_case(case_word="民他", filed_on="2026-01-15"), "no_rule_in_force"),
        (a_case(filed_on="1999-01-15"), "no_rule_in_force"),
        (a_case(filed_on="2026-01-15", foreign_related=True), "no_limit"),
        (a_case(filed_on=None), "start_unknown"),
    ],
)
def test_silence_of_the_law_is_an_answer(case: dict[str, Any], status: str) -> None:
    found = outcome(case)
    assert (found["limit_status"], found["due_on"], found["due_plain_on"]) == (status, None, None)
