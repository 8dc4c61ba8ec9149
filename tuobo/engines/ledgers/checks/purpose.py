"""No form for its own sake: a ledger says why it is kept, and by which right it is seen."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.ledgers.definition import Ledger
from tuobo.engines.ledgers.flaw import Flaw, flaw, unknown
from tuobo.engines.ledgers.known import Known


def flaws(ledger: Ledger, known: Known) -> Iterator[Flaw]:
    if not ledger.why:
        yield flaw("ledger.no_reason", ("why",))
    for kind in ("see", "create", "edit"):
        yield from right_flaws(getattr(ledger.rights, kind), ("rights", kind), known)
    if ledger.dimensions and (listed := known.vocabulary("programme_dimension")):
        for one in ledger.dimensions:
            if one not in listed.by_code:
                yield unknown("ledger.dimension_unknown", ("dimensions",), one, [*listed.by_code])


def right_flaws(right: str, path: tuple[int | str, ...], known: Known) -> Iterator[Flaw]:
    """A right that no role could ever hold."""
    if known.rights is not None and right not in known.rights:
        yield unknown("ledger.right_unknown", path, right, sorted(known.rights))
