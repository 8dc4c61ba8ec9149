"""How each ledger stands: how many entries are open, how many overdue. Counts, no score."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.records.ledgers.models import Entry
from tuobo.records.ledgers.selecting import within


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Entries of one ledger that are not closed, and those of them that are overdue."""

    open: int = 0
    overdue: int = 0


def standings(desk: LedgerDesk) -> dict[str, Standing]:
    """The standing of every ledger that has entries within the person's reach."""
    found: dict[str, Standing] = {}
    by_reach: dict[str, list[str]] = {}
    for ledger in (*desk.ledgers(), *desk.ended()):
        by_reach.setdefault(ledger.rights.see, []).append(ledger.id)
    overdue = Count("pk", filter=Q(due_on__lt=desk.on))
    for right, names in by_reach.items():
        rows = Entry.objects.filter(
            within(desk.reach(right)), ledger__in=names, rehearsal=desk.rehearsal, closed_on=None
        )
        counted = rows.order_by().values("ledger").annotate(open=Count("pk"), overdue=overdue)
        for row in counted:
            found[row["ledger"]] = Standing(open=row["open"], overdue=row["overdue"])
    return found
