"""Cases that are in no store: one line in, one answer out."""

from __future__ import annotations

import json
from typing import Any

from tests.engines.timelimits.small_court import BOOK, CALENDAR, ON, RULES, TEXTS
from tuobo.engines.timelimits import Checker, compute_lines, json_schema

CHECKER = Checker(BOOK, CALENDAR, RULES, TEXTS, ON)


def answers(*cases: dict[str, Any] | str) -> list[dict[str, Any]]:
    lines = [case if isinstance(case, str) else json.dumps(case) for case in cases]
    return list(compute_lines(lines, CHECKER))


def test_a_line_is_answered_with_deadlines_steps_and_findings() -> None:
    """Filed 15 January, appraisal for ten days: 25 July is a Saturday, so Monday 27 July 2026."""
    (answer,) = answers(
        {
            "case_number": "甲", "case_word": "民初", "procedure": "ordinary",
            "filed_on": "2026-01-15",
            "intervals": [{"kind": "excluded", "ground": "X-EXPERT", "starts_on": "2026-03-02",
                           "ends_on": "2026-03-12"}],
        }
    )  # fmt: skip
    assert (answer["line"], answer["case_number"]) == (1, "甲")
    assert (answer["due_plain_on"], answer["due_on"]) == ("2026-07-25", "2026-07-27")
    assert (answer["limit_status"], answer["limit_rule"]) == ("computed", "CIV1-ORD@2")
    assert answer["steps"][3]["code"] == "step.paused.applied"
    assert [one["finding"] for one in answer["findings"]] == ["overdue", "exclusion_without_paper"]


def test_chinese_labels_are_read_as_codes() -> None:
    (answer,) = answers({"case_word": "民初", "procedure": "简易程序", "filed_on": "2026-01-15"})
    assert answer["limit_rule"].startswith("CIV1-SIM")


def test_a_bad_line_is_answered_with_its_number_and_the_others_go_on() -> None:
    good = {"case_word": "民初", "procedure": "ordinary", "filed_on": "2026-01-15"}
    found = answers(
        good,
        "not json",
        "",
        good | {"procedur": "ordinary"},
        good | {"procedure": "ordinery"},
        good | {"filed_on": "15.1.2026"},
        good | {"in_custody": "yes"},
        {"case_word": "民初"},
        good | {"intervals": [{"kind": "excluded", "start_on": "2026-03-02"}]},
        good,
    )
    assert [(one["line"], one.get("error", {}).get("code")) for one in found] == [
        (1, None),
        (2, "conformance.not_json"),
        (4, "conformance.unknown_word"),
        (5, "conformance.unknown_code"),
        (6, "conformance.wrong_type"),
        (7, "conformance.wrong_type"),
        (8, "conformance.missing"),
        (9, "conformance.unknown_word"),
        (10, None),
    ]
    assert "procedure" in found[2]["error"]["message"]
    assert "starts_on" in found[7]["error"]["message"]
    assert found[0]["due_on"] == found[-1]["due_on"] == "2026-07-15"


def test_lines_with_the_same_number_do_not_touch_one_another() -> None:
    """Two lines of one case number, each with its own interval, in one batch."""
    base = {
        "case_number": "甲",
        "case_word": "民初",
        "procedure": "ordinary",
        "filed_on": "2026-01-15",
    }
    pauses = [
        {"kind": "excluded", "ground": "X-EXPERT", "starts_on": "2026-03-02", "ends_on": end}
        for end in ("2026-03-12", "2026-03-22")
    ]
    found = answers(*(base | {"intervals": [pause]} for pause in pauses))
    assert [one["due_plain_on"] for one in found] == ["2026-07-25", "2026-08-04"]
    assert [one["steps"][3]["result"] for one in found] == ["2026-07-27", "2026-08-04"]


def test_the_schema_names_every_word_and_code() -> None:
    schema = json_schema(BOOK)
    case = schema["properties"]
    assert case["filed_on"] == {
        "type": ["string", "null"], "description": "立案日期", "format": "date",
    }  # fmt: skip
    assert "small_claims" in case["procedure"]["enum"]
    interval = case["intervals"]["items"]
    assert interval["additionalProperties"] is False
    assert "case_number" not in interval["properties"]
