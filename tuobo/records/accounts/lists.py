"""What somebody keeps for a list page: named filters, own and shared, and the chosen columns.

A filter is a query string as the page's address has it; what its reader may not see is cut by the
page when it is used, not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from tuobo.records.accounts.models import ColumnChoice, SavedFilter


@dataclass(frozen=True, kw_only=True)
class KeptFilter:
    """A named filter; `owner` is the name of whoever keeps it."""

    id: int
    name: str
    query: str
    is_shared: bool
    is_mine: bool
    owner: str


def filters_for(login: str, court: str, page: str) -> tuple[KeptFilter, ...]:
    """One's own filters of a page and those that others of the court share, by name."""
    theirs = Q(is_shared=True, account__person__court__code=court, account__is_active=True)
    found = SavedFilter.objects.filter(Q(account__login=login) | theirs, page=page)
    return tuple(
        KeptFilter(
            id=one.pk,
            name=one.name,
            query=one.query,
            is_shared=one.is_shared,
            is_mine=one.account.login == login,
            owner=one.account.person.name,
        )
        for one in found.select_related("account__person").order_by("name", "id")
    )


def keep_filter(account: int, page: str, *, name: str, query: str, is_shared: bool) -> None:
    """Keep a filter under a name; the same name again replaces it."""
    SavedFilter.objects.update_or_create(
        account_id=account, page=page, name=name, defaults={"query": query, "is_shared": is_shared}
    )


def drop_filter(account: int, kept: int) -> bool:
    """Drop one of one's own filters; False for one that is somebody else's or not there."""
    dropped, _ = SavedFilter.objects.filter(account_id=account, pk=kept).delete()
    return dropped > 0


def columns_of(login: str, page: str) -> tuple[str, ...]:
    """The columns that somebody chose for a page; empty if they never chose."""
    found = ColumnChoice.objects.filter(account__login=login, page=page)
    return tuple(found.values_list("columns", flat=True).first() or ())


def choose_columns(account: int, page: str, columns: Sequence[str]) -> None:
    """Keep the chosen columns; none brings the usual ones back."""
    ColumnChoice.objects.update_or_create(
        account_id=account, page=page, defaults={"columns": list(columns)}
    )
