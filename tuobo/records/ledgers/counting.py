"""How many entries a list has, counted once until a step is made.

Whoever turns the pages of a filtered list of a hundred thousand entries would have all of them
read again for each page. Steps are append-only and nothing changes an entry without one, so that
the last step says whether a count still holds.
"""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from tuobo.records.ledgers import models
from tuobo.records.ledgers.queries import Scope

_SECONDS = 3600


def count_of(found: QuerySet[models.Entry], scope: Scope) -> int:
    """The number of entries of a list, as it is now.

    For a division or a judge it is counted each time: names of units and people, which may change
    without a step, decide what they see.
    """
    if any(one.division or one.judge for one in scope.reach):
        return found.count()
    try:
        asked = found.query.sql_with_params()
    except EmptyResultSet:
        return 0
    last = models.EntryEvent.objects.order_by("-id").values_list("id", "at").first()
    key = sha256(repr((asked, last)).encode()).hexdigest()
    return cache.get_or_set(f"ledger-count-{key}", found.count, _SECONDS) or 0
