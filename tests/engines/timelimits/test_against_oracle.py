"""The engine against the slow oracle on random cases with several intervals, all at once."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from tests.engines.timelimits.oracle import Law, deadline
from tests.engines.timelimits.small_court import BOOK, CALENDAR, ON, a_case, compute, facts
from tuobo.engines.timelimits.definitions import Ground, Limit

KINDS: dict[str, dict[str, Any]] = {
    "CIV1-ORD": {"case_word": "民初", "procedure": "ordinary"},
    "CIV1-SIM": {"case_word": "民初", "procedure": "simplified"},
    "CR1-PUB": {"case_word": "刑初", "procedure": "ordinary", "matter": "public_prosecution"},
    "CR1-SPD": {"case_word": "刑初", "procedure": "expedited", "likely_sentence": "up_to_1y"},
    "EX-IMP": {"case_word": "执", "procedure": None},
    "AD1-ORD": {"case_word": "行初", "procedure": "ordinary"},
}
FIRST = date(2022, 3, 1)
GROUNDS = ["X-NOTICE", "X-EXPERT", "X-STAY", "X-NEWEV", "X-SALE", "X-PSY", "X-SUPINV", None]
PAUSES = ["excluded", "excluded", "suspended"]
APPROVERS = ["president", "president", "upper_court", "supreme_court", "division_head", None]


def law_of(limit: Limit) -> Law:
    """The limit in the oracle's own words; its arithmetic is the oracle's."""
    assert limit.base is not None

    def length(span: Any) -> tuple[int, int] | None:
        return None if span is None else (span.months, span.days + 15 * span.half_months)

    def cap(ground: Ground) -> tuple[int, int] | None:
        return length(ground.cap)

    domain = KINDS[limit.id]["case_word"][0].replace("执", "x")
    named = {"民": "civil", "刑": "criminal", "行": "administrative", "x": "enforcement"}[domain]
    base = length(limit.base)
    assert base is not None
    return Law(
        months=base[0], days=base[1], sticky=limit.month_end == "sticky", rolls=limit.roll,
        steps=[
            {"approvers": step.approvers, "times": step.times, "most": length(step.most)}
            for step in sorted(limit.extensions, key=lambda step: step.order)
        ],
        grounds={
            ground.id: cap(ground)
            for ground in BOOK.grounds
            if ground.id in limit.exclusions and named in ground.domains
            and ground.in_force.holds_on(date(2025, 6, 1))
        },
        restarts=limit.conversion == "restarts",
    )  # fmt: skip


def draw(rng: random.Random, number: int) -> tuple[str, dict[str, Any], list[Any], list[Any]]:
    kind = rng.choice(list(KINDS))
    name = f"（2025）辽9901{KINDS[kind]['case_word']}{number}号"
    filed = FIRST + timedelta(days=rng.randrange(1700))
    closed = filed + timedelta(days=rng.randrange(600)) if rng.random() < 0.5 else None
    custody = rng.random() < 0.5 if KINDS[kind]["case_word"] == "刑初" else None
    case = a_case(name, **KINDS[kind], filed_on=filed, accepted_on=None, in_custody=custody,
                  closed_on=None if closed and closed > ON else closed)  # fmt: skip
    intervals = []
    for _ in range(rng.choice([0, 1, 1, 2, 3, 5])):
        starts = filed + timedelta(days=rng.randrange(-20, 420))
        common = {"case_number": name, "kind": "excluded", "ground": None, "starts_on": None,
                  "ends_on": None, "approved_on": None, "approver": None, "added_months": None,
                  "added_days": None}  # fmt: skip
        if rng.random() < 0.35:
            months = rng.choice([None, 1, 1, 3, 6, 8])
            days = rng.choice([None, None, 10, 45])
            intervals.append(common | {"kind": "extended", "approver": rng.choice(APPROVERS),
                                       "approved_on": rng.choice([starts, starts, starts, None]),
                                       "added_months": months, "added_days": days})  # fmt: skip
        else:
            ends = starts + timedelta(days=rng.randrange(-3, 120))
            intervals.append(
                common
                | {
                    "kind": rng.choice(PAUSES),
                    "ground": rng.choice(GROUNDS),
                    "starts_on": starts,
                    "ends_on": rng.choice([ends, ends, ends, None]),
                }
            )
    events = []
    if rng.random() < 0.15:
        day = filed + timedelta(days=rng.randrange(1, 150))
        events.append({"case_number": name, "kind": "conversion", "happened_on": day})
    # Two extensions approved on one day have no order in law; the oracle leaves that open.
    approvals = [row["approved_on"] for row in intervals if row["approved_on"]]
    if len(set(approvals)) < len(approvals):
        return draw(rng, number)
    return kind, case, intervals, events


@pytest.mark.parametrize("seed", range(4))
def test_random_cases_come_out_as_the_slow_oracle_says(seed: int) -> None:
    rng = random.Random(seed)
    drawn = [draw(rng, number) for number in range(1, 700)]
    rows = [row for _, _, intervals, _ in drawn for row in intervals]
    rng.shuffle(rows)
    tables = facts(
        *(case for _, case, _, _ in drawn),
        intervals=rows,
        events=[event for *_, events in drawn for event in events],
    )
    computed = compute(tables).frame.to_dicts()
    for (kind, case, intervals, events), row in zip(drawn, computed, strict=True):
        expected_rule = row["limit_rule"]
        assert expected_rule.split("@")[0] == kind
        law = law_of(BOOK.by_key[expected_rule])
        plain, legal, excluded = deadline(law, case, intervals, events, ON, CALENDAR.is_rest_day)
        found = (row["due_plain_on"], row["due_on"], row["excluded_days"])
        assert found == (plain, legal, excluded), (case, intervals, events)
        assert row["limit_status"] == ("computed" if legal else "calendar_unknown")
