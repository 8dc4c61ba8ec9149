"""Cadences count dates, for units or persons that the entries really hold."""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.engines.ledgers.checks.clocks import date_flaws
from tuobo.engines.ledgers.checks.conditions import condition_flaws
from tuobo.engines.ledgers.definition import Cadence, FieldType, Ledger, Per
from tuobo.engines.ledgers.document import Path
from tuobo.engines.ledgers.flaw import Flaw, flaw, unknown
from tuobo.engines.ledgers.known import Known


def flaws(ledger: Ledger, known: Known) -> Iterator[Flaw]:
    for at, cadence in enumerate(ledger.cadences):
        path = ("cadences", at)
        yield from date_flaws(cadence.counted_on, (*path, "counted_on"), ledger)
        yield from _units(cadence, path, ledger)
        yield from condition_flaws(cadence.where, (*path, "where"), ledger, known)
        if cadence.severity in {"must", "normally"} and cadence.source is None:
            yield flaw("ledger.cadence_without_source", path, cadence=cadence.names)
        months = cadence.window.months if cadence.window else ()
        if any(month not in range(1, 13) for month in months):
            yield flaw("ledger.window_months", (*path, "window", "months"), found=months)


def _units(cadence: Cadence, path: Path, ledger: Ledger) -> Iterator[Flaw]:
    where = (*path, "units") if cadence.units else (*path, "per")
    found = [ledger.field_by_id.get(name) for name in cadence.units]
    for name, one in zip(cadence.units, found, strict=True):
        if one is None:
            yield unknown("ledger.field_unknown", where, name, [*ledger.field_by_id])
    if None in found:
        return
    fields = [one for one in found if one is not None]
    if not _fits(cadence, fields_count=len(fields), ledger=ledger):
        yield flaw(
            "ledger.cadence_unit", where, cadence=cadence.names, per=cadence.per,
            kept_by=ledger.kept_by,
        )  # fmt: skip


def _fits(cadence: Cadence, *, fields_count: int, ledger: Ledger) -> bool:
    fields = [ledger.field_by_id[name] for name in cadence.units]
    persons = all(one.type is FieldType.PERSON for one in fields)
    match cadence.per:
        case Per.PAIR:
            one_of_many = fields_count == 1 and fields[0].many
            return persons and (fields_count == 2 or one_of_many)
        case Per.PERSON:
            return persons and fields_count == 1
        case Per.COURT if not fields:
            return True  # every entry is kept by some unit of a court
        case _ if not fields:
            return cadence.per.value == ledger.kept_by.value
        case _:
            return fields_count == 1 and (
                (fields[0].type is FieldType.COURT and cadence.per is Per.COURT)
                or cadence.per.value in {kind.value for kind in fields[0].units}
            )
