"""Entries of the national ledgers made and moved by the engine alone, to test their rules."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.content.ledgers.test_definitions import BOOK, READER, ZH
from tuobo.core.errors import StateError
from tuobo.engines.ledgers import Act, Entry, Raw, create, move

_NONE: Mapping[str, Raw] = {}


def made(ledger: str, raw: Mapping[str, Raw], act: Act) -> Entry:
    """A new entry, accepted."""
    outcome = create(BOOK[ledger], raw, act, READER, number="例〔2026〕001", unit="u1")
    assert outcome.entry, [one.text(ZH) for one in outcome.problems]
    return outcome.entry


def step(entry: Entry, event: str, act: Act, raw: Mapping[str, Raw] = _NONE) -> Entry:
    """The entry after a step, accepted."""
    outcome = move(BOOK[entry.ledger], entry, event, raw, act, READER)
    assert outcome.entry, [one.text(ZH) for one in outcome.problems]
    return outcome.entry


def refusal(entry: Entry, event: str, act: Act, raw: Mapping[str, Raw] = _NONE) -> StateError:
    """Why the table refuses a step."""
    with pytest.raises(StateError) as caught:
        move(BOOK[entry.ledger], entry, event, raw, act, READER)
    return caught.value
