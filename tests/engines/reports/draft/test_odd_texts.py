"""Texts that no office writes: the checker neither fails on them nor takes time without end."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.reports.draft.drafts import findings

_SIGNS = (
    "一二、，。；：（）()审结件新收受理同比上升%1.9万个百分点法官原告张率占"
    "其中项XX“”年月日2025诉前调解〔〕\n"
)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=_SIGNS, max_size=400))
def test_any_text_can_be_checked(text: str) -> None:
    for one in findings(text):
        assert one.quotation or not text.strip()


@pytest.mark.parametrize(
    "piece",
    ["1", "（", "1件", "，", "其中1件，", "审结1件，", "同比上升1%", "原告张", "（1+1）", "X"],
)
def test_a_paragraph_of_20000_characters_takes_less_than_2_seconds_of_work(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    begun = process_time()
    findings(text)
    assert process_time() - begun < 2
