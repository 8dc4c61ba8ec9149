"""Which units somebody may make entries for."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tuobo.core.errors import RequestError
from tuobo.engines.ledgers import Ledger
from tuobo.operations.ledgers.acting import own_units, rights_usable
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.records.organisation.models import Unit


def keepers_for(desk: LedgerDesk, ledger: Ledger) -> tuple[tuple[int, str], ...]:
    """Id and name of the units, those where the person works first, then in official order."""
    if ledger.rights.create not in rights_usable(ledger, desk.on):
        return ()
    reach = desk.reach(ledger.rights.create)
    own = own_units(desk)
    found = []
    for unit in _units(ledger, {place.court for place in reach}):
        place = {"court": unit.court_code, "division": unit.division_name}
        is_own = str(unit.pk) in own
        if reach.covers(**place) or (is_own and reach.covers(**place, judge=desk.viewer.judge)):
            found.append((not is_own, unit.pk, unit.name))
    found.sort(key=lambda one: one[0])
    return tuple((pk, name) for _, pk, name in found)


def seen_units(desk: LedgerDesk, ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Id and name of the units whose entries the person may see, in official order."""
    reach = desk.reach(ledger.rights.see)
    return tuple(
        (str(unit.pk), unit.name)
        for unit in _units(ledger, {place.court for place in reach})
        if reach.covers(court=unit.court_code, division=unit.division_name)
    )


def _units(ledger: Ledger, courts: set[str]) -> QuerySet[Unit]:
    at_court = Q(code__in=courts) if ledger.kept_by == "court" else Q(parent__code__in=courts)
    units = Unit.objects.filter(at_court, kind=ledger.kept_by.value, ends_on=None)
    return units.select_related("parent")


def unit_of(unit: int) -> Unit:
    """A unit by its id; RequestError "ledger_store.no_unit" if there is none."""
    found = Unit.objects.select_related("parent__parent").filter(pk=unit).first()
    if found is None:
        raise RequestError("ledger_store.no_unit", ledger="", ledger_en="")
    return found
