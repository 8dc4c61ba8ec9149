"""Lists, views and import templates show fields that exist; a template lacks no required field."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.ledgers.checks.conditions import condition_flaws
from tuobo.engines.ledgers.definition import Ledger
from tuobo.engines.ledgers.document import Path
from tuobo.engines.ledgers.flaw import Flaw, flaw, unknown
from tuobo.engines.ledgers.known import RESERVED, Known


def flaws(ledger: Ledger, known: Known) -> Iterator[Flaw]:
    for key in ("columns", "filters", "sort"):
        yield from _columns(getattr(ledger.listing, key), ("list", key), ledger)
    for at, view in enumerate(ledger.views):
        yield from condition_flaws(view.where, ("views", at, "where"), ledger, known)
        yield from _columns(view.sort, ("views", at, "sort"), ledger)
    if not ledger.template:
        return
    for one in ledger.template:
        if one not in ledger.field_by_id:
            yield unknown("ledger.field_unknown", ("template",), one, [*ledger.field_by_id])
    for each in ledger.fields:
        if each.required and each.id not in ledger.template:
            yield flaw("ledger.template_lacks", ("template",), field=each.names)


def _columns(names: tuple[str, ...], path: Path, ledger: Ledger) -> Iterator[Flaw]:
    clocks = [f"clock.{one}" for one in ledger.clock_by_id]
    listed = [*RESERVED, *ledger.field_by_id, *clocks]
    for name in names:
        if name.removeprefix("-") not in listed:
            yield unknown("ledger.column_unknown", path, name, listed)
