"""The token grammar: what it reads, and what it refuses with a hint."""

from __future__ import annotations

import pytest

from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.engines.reports.compose.tokens import (
    FigureToken,
    GapToken,
    PhraseToken,
    When,
    Word,
    WordToken,
    figure_token,
    pieces_of,
)
from tuobo.engines.reports.document import Form


def test_a_sentence_is_plain_text_and_tokens_in_order() -> None:
    pieces = pieces_of("{统计期}，{本院}办结{resolved_cases}件。")
    assert [type(one) for one in pieces] == [
        WordToken, str, WordToken, str, FigureToken, str,
    ]  # fmt: skip
    first = pieces[0]
    assert isinstance(first, WordToken)
    assert first.word is Word.PERIOD


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("值", Form.VALUE), ("同比", Form.YEAR_ON_YEAR), ("环比", Form.PERIOD_ON_PERIOD),
        ("较基线", Form.AGAINST_BASELINE), ("分子/分母", Form.FRACTION), ("分子", Form.NUMERATOR),
        ("分母", Form.DENOMINATOR), ("year_on_year", Form.YEAR_ON_YEAR),
    ],
)  # fmt: skip
def test_every_form_has_its_word(written: str, form: Form) -> None:
    assert figure_token(f"appeal_rate | {written}").form is form


def test_parts_stand_in_any_order_and_scopes_may_repeat() -> None:
    token = figure_token("appeal_rate@1 | domain=civil, criminal | 2024H1 | court=辽9901 | 分子")
    assert token.definition == "appeal_rate@1"
    assert token.form is Form.NUMERATOR
    assert token.when == Period.of("2024H1")
    assert token.scope == (("domain", ("civil", "criminal")), ("court", ("辽9901",)))


def test_a_token_without_parts_is_the_value_of_this_period() -> None:
    token = figure_token("appeal_rate")
    assert (token.form, token.when, token.scope) == (Form.VALUE, When.THIS, ())


def test_gaps_and_phrases_take_either_colon() -> None:
    gap, phrase = pieces_of("{待填：会议次数}{固定表述:four_four_two}")
    assert gap == GapToken(written="待填：会议次数", needed="会议次数")
    assert isinstance(phrase, PhraseToken)
    assert phrase.phrase == "four_four_two"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{appeal_rate", "compose.stray_brace"),
        ("appeal_rate}", "compose.stray_brace"),
        ("{上诉率}", "compose.unreadable_token"),
        ("{__import__('os')}", "compose.unreadable_token"),
        ("{appeal_rate | 同此}", "compose.unknown_part"),
        ("{appeal_rate | 同比 | 环比}", "compose.said_twice"),
        ("{appeal_rate | 本期 | 2024}", "compose.said_twice"),
    ],
)
def test_what_does_not_fit_is_refused(text: str, code: str) -> None:
    with pytest.raises(RequestError) as caught:
        pieces_of(text)
    assert caught.value.code == code


def test_a_near_word_is_suggested() -> None:
    with pytest.raises(RequestError) as caught:
        pieces_of("{appeal_rate | 较基准}")
    assert caught.value.fields["suggestion"] == "较基线"
