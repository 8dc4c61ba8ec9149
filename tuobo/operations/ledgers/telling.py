"""Tells those whom an entry concerns: by right at the entry's place, by person, by unit."""

from __future__ import annotations

from collections.abc import Iterable

from tuobo.core.reach import Place
from tuobo.engines.ledgers import Ledger, Notice, Values
from tuobo.operations.ledgers.acting import places_of
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
    accounts = [*_of_people(notice.persons), *_of_units(desk, notice.units)]
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
    """Whom reminders go to: the responsible person, else whoever made it, and its unit's heads."""
    people = [str(one) for one in (row.person_id, row.created_by_id) if one]
    units = [str(row.unit_id)] if row.unit.kind != "court" else []
    may_see = set(
        holders(
            desk, ledger.rights.see, places_of(row, ledger, Values.of_document(ledger, row.values))
        )
    )
    found = [*_of_people(people[:1]), *_of_units(desk, units)]
    return [one for one in dict.fromkeys(found) if one in may_see]


def _of_people(people: Iterable[str]) -> list[int]:
    ids = [int(one) for one in people]
    found = Account.objects.filter(person__in=ids, is_active=True)
    return list(found.values_list("pk", flat=True))


def _of_units(desk: LedgerDesk, units: Iterable[str]) -> list[int]:
    """Those who hold a role at the unit itself and may keep ledgers there: its heads."""
    ids = [int(one) for one in units]
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
