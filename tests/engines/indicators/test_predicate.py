"""Predicates: what is wrong is said with definition, field and character."""

from __future__ import annotations

import pytest

from tests.engines.indicators.definitions import COLUMNS
from tuobo.core.content import Content
from tuobo.core.errors import DefinitionError
from tuobo.core.texts import Texts
from tuobo.engines.indicators.predicate import Field, condition, number

AT = Field("in_time@1", "numerator.where", "case")


@pytest.mark.parametrize(
    ("text", "code", "fields"),
    [
        (
            "closing_way = 'judgement'",
            "indicator.unknown_code",
            {"position": 15, "found": "judgement", "suggestion": "judgment"},
        ),
        (
            "panel and closed_om is null",
            "indicator.unknown_column",
            {"position": 11, "found": "closed_om", "suggestion": "closed_on"},
        ),
        ("upper(judge) = 'x'", "indicator.unknown_function", {"found": "upper", "position": 1}),
        ("closed_on > 3", "indicator.type_mismatch", {"position": 13, "expected": "date"}),
        ("closed_on > '2025-13-01'", "indicator.type_mismatch", {"found": "2025-13-01"}),
        ("panel = 'yes'", "indicator.type_mismatch", {"position": 9}),
        ("domain > 'civil'", "indicator.type_mismatch", {"expected": "date, number"}),
        ("domain = instance", "indicator.type_mismatch", {"expected": "code domain"}),
        ("closed_on and panel", "indicator.type_mismatch", {"position": 1, "expected": "flag"}),
        ("closed_on = null", "indicator.not_allowed", {"found": "= NULL"}),
        ("court like '辽%'", "indicator.not_allowed", {"found": "LIKE"}),
        ("case_word in (select 1)", "indicator.not_allowed", {"found": "IN (SELECT)"}),
        ("filed_on", "indicator.not_a_condition", {"found": "date"}),
        ("panel and (", "indicator.unreadable", {"position": 11}),
        ("closing_way = 'judgment", "indicator.unreadable", {}),
    ],
)
def test_a_wrong_predicate_is_refused_at_its_character(
    text: str, code: str, fields: dict[str, object]
) -> None:
    with pytest.raises(DefinitionError) as error:
        condition(text, COLUMNS, AT)

    assert error.value.code == code
    assert {name: error.value.fields[name] for name in fields} == fields
    assert (error.value.fields["definition"], error.value.fields["text"]) == ("in_time@1", text)


def test_the_message_says_what_is_wrong_where_and_what_to_do() -> None:
    with pytest.raises(DefinitionError) as error:
        condition("closing_way = 'judgement'", COLUMNS, AT)

    assert Texts(Content(), "en").error(error.value) == (
        "in_time@1, numerator.where, character 15: the code list closing_way has no judgement. "
        "Did you mean judgment? [indicator.unknown_code]"
    )
    assert Texts(Content()).error(error.value) == (
        "指标 in_time@1 的 numerator.where 第 15 个字符：代码表 closing_way 里没有“judgement”。"
        "是不是“judgment”？ [indicator.unknown_code]"
    )


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "closed_on <= due_on and not extension_count > 0",
        "case_word in ('民初', '执') or matter is null",
        "closed_on between '2025-01-01' and date '2025-12-31'",
        "coalesce(appeal_outcome, 'upheld') <> 'remanded'",
        "appeal_outcome = retrial_outcome",
        "add_months(filed_on, 6) < closed_on and closed_on - filed_on + 1 > 2 * excluded_days",
        "case when panel then closed_on > due_on else false end",
        "year(filed_on) = 2025 and least(due_on, closed_on) > filed_on + 30",
        "cause = '离婚纠纷'",
    ],
)
def test_what_definitions_need_is_understood(text: str) -> None:
    assert condition(text, COLUMNS, AT).sql


def test_clauses_are_the_parts_that_must_all_be_true() -> None:
    parsed = condition(
        "(panel or e_filed) and domain = 'civil' and closed_on <= due_on", COLUMNS, AT
    )

    assert [clause.sql for clause in parsed.clauses] == [
        "panel OR e_filed",
        "domain = 'civil'",
        "closed_on <= due_on",
    ]
    assert parsed.clauses[2].columns == ("closed_on", "due_on")


def test_a_value_is_a_number_of_days_or_fen() -> None:
    at = Field("mean_days@1", "numerator.value", "case")

    assert number("closed_on - filed_on", COLUMNS, at, in_stock=False).sql
    assert number("claim_amount", COLUMNS, at, in_stock=False).sql
    assert number("age_days", COLUMNS, at, in_stock=True).sql
    with pytest.raises(DefinitionError, match=r"indicator\.unknown_column"):
        number("age_days", COLUMNS, at, in_stock=False)
    with pytest.raises(DefinitionError, match=r"indicator\.not_a_number"):
        number("filed_on", COLUMNS, at, in_stock=False)
