"""What an export says of a period, an import reads."""

from __future__ import annotations

import pytest

from tests.content.ledgers.test_definitions import BOOK, READER
from tuobo.core.content import Content
from tuobo.core.days_in_words import period_in_words
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import read_field

PERIODS = [
    "2025", "2025H1", "2025H2", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2025-08",
    "2025-01..2025-08", "2025-06..2026-05", "2025-06-03..2025-07-20",
]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("text", PERIODS)
def test_a_period_in_words_is_read_back(text: str, lang: str) -> None:
    said = period_in_words(Period.of(text), Texts(Content(), lang))
    field = BOOK["inspection"].field_by_id["period"]

    assert read_field(field, said, READER) == (Period.of(text), [])
