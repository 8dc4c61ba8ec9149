"""The worked examples of the reference (2026 calendar), each with its days."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engines.timelimits.small_court import a_case, an_extension, day, outcome

EXAMPLES = [
    # 15 July 2026 is a Wednesday.
    ("civil ordinary", a_case(filed_on="2026-01-15"), "2026-07-15", "2026-07-15"),
    # No 31 February; the 28th is a Saturday that is worked for the Spring Festival.
    ("end of month", a_case(filed_on="2025-08-31"), "2026-02-28", "2026-02-28"),
    (
        "small claims: no 31 September",
        a_case(filed_on="2026-07-31", procedure="small_claims"),
        "2026-09-30", "2026-09-30",
    ),
    (
        "public prosecution in custody: 1 October does not roll",
        a_case(case_word="刑初", matter="public_prosecution", procedure="ordinary",
               accepted_on="2026-07-01", filed_on="2026-07-01", in_custody=True),
        "2026-10-01", "2026-10-01",
    ),
    (
        "public prosecution on bail: National Day rolls to the 8th",
        a_case(case_word="刑初", matter="public_prosecution", procedure="ordinary",
               accepted_on="2026-07-01", filed_on="2026-07-01", in_custody=False),
        "2026-10-01", "2026-10-08",
    ),
    (
        "simplified over three years in custody: 31 Jan → 28 Feb (sticks) + 15 days",
        a_case(case_word="刑初", matter="public_prosecution", procedure="simplified",
               likely_sentence="over_3y", accepted_on="2026-01-31", filed_on="2026-01-31",
               in_custody=True),
        "2026-03-15", "2026-03-15",
    ),
    (
        "the same on bail: Sunday rolls to Monday",
        a_case(case_word="刑初", matter="public_prosecution", procedure="simplified",
               likely_sentence="over_3y", accepted_on="2026-01-31", filed_on="2026-01-31"),
        "2026-03-15", "2026-03-16",
    ),
    (
        "expedited, 10 days, in custody",
        a_case(case_word="刑初", matter="public_prosecution", procedure="expedited",
               likely_sentence="up_to_1y", accepted_on="2026-09-22", filed_on="2026-09-22",
               in_custody=True),
        "2026-10-02", "2026-10-02",
    ),
    (
        "expedited, 10 days, on bail",
        a_case(case_word="刑初", matter="public_prosecution", procedure="expedited",
               likely_sentence="up_to_1y", accepted_on="2026-09-22", filed_on="2026-09-22"),
        "2026-10-02", "2026-10-08",
    ),
    (
        "expedited, 15 days (over one year), on bail",
        a_case(case_word="刑初", matter="public_prosecution", procedure="expedited",
               likely_sentence="over_1y", accepted_on="2026-09-22", filed_on="2026-09-22"),
        "2026-10-07", "2026-10-08",
    ),
    (
        "administrative ordinary",
        a_case(case_word="行初", procedure="ordinary", filed_on="2026-04-30"),
        "2026-10-30", "2026-10-30",
    ),
    (
        "administrative simplified: 45 days end on a Sunday",
        a_case(case_word="行初", procedure="simplified", filed_on="2026-04-30"),
        "2026-06-14", "2026-06-15",
    ),
    (
        "appeal on jurisdiction: 30 days end on National Day",
        a_case(case_word="民辖终", filed_on="2026-09-01", appeal_object="ruling"),
        "2026-10-01", "2026-10-08",
    ),
    (
        "enforcement",
        a_case(case_word="执", filed_on="2026-05-06"),
        "2026-11-06", "2026-11-06",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "plain", "due"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES]
)
def test_the_reference_example_holds(case: dict[str, Any], plain: str, due: str) -> None:
    found = outcome(case)
    assert (found["limit_status"], found["due_plain_on"], found["due_on"]) == (
        "computed", day(plain), day(due),
    )  # fmt: skip


def test_the_soft_limit_of_a_public_prosecution_is_two_months() -> None:
    """Accepted on 1 July: soft 1 September, hard 1 October."""
    case = a_case(case_word="刑初", matter="public_prosecution", procedure="ordinary",
                  accepted_on="2026-07-01", filed_on="2026-07-01")  # fmt: skip
    assert outcome(case)["warn_due_on"] == day("2026-09-01")


def test_six_months_granted_in_time_lead_to_the_next_january() -> None:
    """15 January + 6 + 6 months = 15 January 2027; its year's calendar is not known yet."""
    found = outcome(a_case(filed_on="2026-01-15"), an_extension("2026-07-10"))
    assert found["due_plain_on"] == day("2027-01-15")
    assert found["limit_status"] == "calendar_unknown"
    assert found["due_on"] is None
    assert (found["extension_count"], found["extended_days"]) == (1, 184)
