"""What must hold in a definition beyond its form: one module a subject, all flaws at once."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.ledgers.checks import (
    cadences,
    clocks,
    effects,
    fields,
    figures,
    lists,
    migrations,
    names,
    purpose,
    states,
    transitions,
)
from tuobo.engines.ledgers.definition import Ledger
from tuobo.engines.ledgers.flaw import Flaw
from tuobo.engines.ledgers.known import Known

_CHECKS = (
    purpose.flaws, names.flaws, fields.flaws, states.flaws, transitions.flaws, effects.flaws,
    clocks.flaws, cadences.flaws, lists.flaws, figures.flaws,
)  # fmt: skip


def flaws_of(ledger: Ledger, known: Known, before: Ledger | None = None) -> Iterator[Flaw]:
    """All flaws of a ledger; `before` is the version that it follows."""
    for check in _CHECKS:
        yield from check(ledger, known)
    yield from migrations.flaws(ledger, before)
