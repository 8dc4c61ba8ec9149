"""The lane of each running case."""

from __future__ import annotations

from datetime import date

from tests.engines.timelimits.small_court import NATIONAL, a_case, an_exclusion, compute, facts
from tuobo.engines.timelimits import board_of, board_rows

BOARD = board_of(NATIONAL)


def test_each_running_case_stands_in_one_lane() -> None:
    """On 1 June 2026, six-month cases by the days that are left to their plain last day."""
    cases = [
        a_case("over", filed_on="2025-11-20"),  # 20 May has passed
        a_case("five", filed_on="2025-12-06"),  # 6 June: 5 days
        a_case("thirty", filed_on="2025-12-31"),  # 30 June: 29 days
        a_case("two_thirds", filed_on="2026-01-20"),  # 132 of 181 days
        a_case("running", filed_on="2026-04-01"),  # 61 of 183 days
        a_case("paused", filed_on="2026-04-01"),
        a_case("closed", filed_on="2025-11-20", closed_on="2026-05-29"),
        a_case("no limit", filed_on="2025-11-20", foreign_related=True),
    ]
    pause = an_exclusion("2026-05-01", None) | {"case_number": "paused"}
    tables = facts(*cases, intervals=[pause])
    rows = board_rows(tables, compute(tables, date(2026, 6, 1)), board=BOARD)
    assert dict(rows.select("case_number", "lane").iter_rows()) == {
        "over": "overdue", "five": "days_5", "thirty": "days_15_30", "two_thirds": "two_thirds",
        "running": "running", "paused": "paused",
    }  # fmt: skip
    assert rows["days_left"].to_list()[:3] == [-12, 5, 29]


def test_only_the_legal_deadline_makes_a_case_overdue() -> None:
    """Saturday 6 June 2026 has passed on Sunday the 7th, but the legal deadline is the 8th."""
    tables = facts(a_case(filed_on="2025-12-06"))
    row = board_rows(tables, compute(tables, date(2026, 6, 7)), board=BOARD).row(0, named=True)
    assert (row["lane"], row["days_left"]) == ("days_5", -1)
    row = board_rows(tables, compute(tables, date(2026, 6, 9)), board=BOARD).row(0, named=True)
    assert row["lane"] == "overdue"


def test_a_criminal_case_is_close_to_its_end_at_fifteen_days_not_thirty() -> None:
    """Accepted 20 March, three months to 20 June 2026: 19 days left on 1 June, 15 on 5 June."""
    case = a_case(case_word="刑初", matter="public_prosecution", procedure="ordinary",
                  accepted_on="2026-03-20", filed_on="2026-03-20", in_custody=True)  # fmt: skip
    tables = facts(case)
    lanes = [
        board_rows(tables, compute(tables, date(2026, 6, on)), board=BOARD)["lane"][0]
        for on in (1, 5)
    ]
    assert lanes == ["two_thirds", "days_15_30"]
