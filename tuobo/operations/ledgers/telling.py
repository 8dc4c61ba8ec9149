"""Tells those whom an entry concerns: by right at the entry's place, by person, by unit."""

from __future__ import annotations

from collections.abc import Iterable

from tuobo.core.reach import Place
from tuobo.engines.ledgers import Ledger, Notice, Values
from tuobo.operations.ledgers.acting import named_alone, places_of
from tuobo.operations.ledgers.addresses import entry_address
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.records.accounts.models import Account
from tuobo.records.accounts.queries import everybody
from tuobo.records.ledgers import models
from tuobo.records.notices.actions import notify


def tell(desk: LedgerDesk, kind: str, notice: Notice, row: models.Entry, ledger: Ledger) -> int:
    """Tell everybody once, without whoever acts; nobody is told of a rehearsal."""
    if desk.rehearsal is not None:
        return 0
    people, units = (map(int, notice.persons), map(int, notice.units))
    accounts = [*_of_people(people), *_of_units(desk, units)]
    if notice.right:
        places = places_of(row, ledger, Values.of_document(ledger, row.values))
        accounts += holders(desk, notice.right, places)
    own = Account.objects.filter(login=desk.hand.actor.account).values_list("pk", flat=True)
    told = [one for one in dict.fromkeys(accounts) if one not in set(own)]
    return tell_accounts(desk, kind, told, row, ledger)


def tell_accounts(
    desk: LedgerDesk, kind: str, accounts: Iterable[int], row: models.Entry, ledger: Ledger
) -> int:
    """Tell accounts of an entry: its number, title, state and day, in words of the ledger."""
    state = ledger.state_by_id[row.state]
    return notify(
        accounts,
        kind,
        at=desk.hand.at,
        url=entry_address(ledger.id, row.pk),
        ledger=ledger.names.zh,
        ledger_en=ledger.names.en,
        number=row.number,
        title=row.title,
        state=state.zh,
        state_en=state.en,
        day=row.due_on.isoformat() if row.due_on else "",
    )


def holders(desk: LedgerDesk, right: str, places: Iterable[Place]) -> list[int]:
    """The accounts that hold a right at one of some places."""
    at = tuple(places)
    logins = [
        one.login
        for one in everybody(desk.on)
        if any(
            desk.policy.reach(one.viewer, right).covers(
                court=place.court, division=place.division, judge=place.judge
            )
            for place in at
        )
    ]
    return list(Account.objects.filter(login__in=logins).values_list("pk", flat=True))


def concerned(desk: LedgerDesk, row: models.Entry, ledger: Ledger) -> list[int]:
    """Whom reminders go to: the people and the heads of the units that stand in an entry alone,
    or whoever made it where there are none; only those who may see it.
    """
    values = Values.of_document(ledger, row.values)
    named = named_alone(ledger, values)
    found = _of_people(named.people) + _of_units(desk, named.units)
    if not found and row.created_by_id:
        found = _of_people([row.created_by_id])
    may_see = set(holders(desk, ledger.rights.see, places_of(row, ledger, values)))
    return [one for one in dict.fromkeys(found) if one in may_see]


def _of_people(people: Iterable[int]) -> list[int]:
    found = Account.objects.filter(person__in=list(people), is_active=True)
    return list(found.values_list("pk", flat=True))


def _of_units(desk: LedgerDesk, units: Iterable[int]) -> list[int]:
    """Those who hold a role at the unit itself and may keep ledgers there: its heads."""
    ids = list(units)
    if not ids:
        return []
    found = Account.objects.filter(
        grants__unit__in=ids, grants__role__in=_heads(desk), grants__ends_on=None, is_active=True
    )
    return list(found.values_list("pk", flat=True).distinct())


def _heads(desk: LedgerDesk) -> list[str]:
    """The roles that hold rights for a whole division or court."""
    return [
        name for name, role in desk.policy.roles.items() if {"division", "court"} & set(role.grants)
    ]
