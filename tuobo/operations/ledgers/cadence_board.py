"""The cadence board: what was due, held, late or explained, by unit and period; never a score.

Units stand in official order, people by their number. A reason for what was not held is kept with
who gave it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from django.db import transaction
from django.db.models import Q

from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.core.reach import Reach
from tuobo.engines.ledgers import (
    Cadence,
    CadenceCell,
    Excuse,
    FieldType,
    Ledger,
    Occurrence,
    Per,
    Subject,
    frames_of,
    held,
    occurrences_in,
    pair_of,
)
from tuobo.operations.ledgers.books import in_use_since
from tuobo.operations.ledgers.cadence_sets import in_set
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.live_entries import now_in_force
from tuobo.records.ledgers import models
from tuobo.records.ledgers.actions import excuse_gap
from tuobo.records.ledgers.queries import entries
from tuobo.records.organisation.models import Person, Unit

JOINT = "+"
"""Between the ids of a pair, in addresses and in the store."""


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """One unit, person or pair with its periods; `key` names it in addresses."""

    key: str
    name: str
    cells: tuple[CadenceCell, ...]


@dataclass(frozen=True, kw_only=True)
class Board:
    """A cadence over a year: the same periods in every row."""

    cadence: Cadence
    periods: tuple[Period, ...]
    rows: tuple[BoardRow, ...]


def cadence_of(ledger: Ledger, name: str) -> Cadence:
    found = ledger.cadence_by_id.get(name)
    if found is None:
        raise RequestError(
            "ledger_store.no_cadence",
            ledger=ledger.names.zh,
            ledger_en=ledger.names.en,
            cadence=name,
        )
    return found


def board_of(desk: LedgerDesk, ledger: Ledger, cadence: Cadence, year: int) -> Board:
    """The board of a year, for whoever the person may see."""
    span = Period(date(year, 1, 1), date(year + 1, 1, 1))
    names = dict(_subjects(desk, cadence, desk.reach(ledger.rights.see)))
    begun = in_use_since(desk.content, ledger)
    found = _occurrences(desk, ledger, cadence, span)
    cells = held(
        cadence,
        found,
        [_since(subject, begun) for _, subject in names.values()],
        span,
        on=desk.on,
        excuses=_excuses(desk, ledger, cadence),
    )
    by_subject: dict[tuple[str, ...], list[CadenceCell]] = {}
    for cell in cells:
        by_subject.setdefault(cell.subject, []).append(cell)
    rows = tuple(
        BoardRow(key=key, name=name, cells=tuple(by_subject.get(subject.ids, ())))
        for key, (name, subject) in names.items()
    )
    periods = tuple(dict.fromkeys(cell.period for cell in cells))
    return Board(cadence=cadence, periods=tuple(sorted(periods, key=_start)), rows=rows)


@transaction.atomic
def excuse(
    desk: LedgerDesk, ledger: Ledger, cadence: Cadence, subject: str, period: str, reason: str
) -> None:
    """Keep why something was not held; needs the right to keep the ledger there."""
    if not reason.strip():
        raise RequestError("ledger_store.reason_needed")
    mine = dict(_subjects(desk, cadence, desk.reach(ledger.rights.edit)))
    if subject not in mine or desk.hand.person is None:
        raise RequestError(
            "ledger_store.no_subject", cadence=cadence.zh, cadence_en=cadence.en, found=subject
        )
    gap = models.ExcusedGap(
        ledger=ledger.id,
        cadence=cadence.id,
        court=desk.court,
        subject=subject,
        period=str(Period.of(period)),
        reason=reason.strip()[:500],
        by_id=desk.hand.person,
        at=desk.hand.at,
    )
    excuse_gap(gap, desk.hand)


def name_of_subject(desk: LedgerDesk, ledger: Ledger, cadence: Cadence, key: str) -> str:
    """Who is meant by a key; RequestError for somebody whom the cadence does not ask."""
    mine = dict(_subjects(desk, cadence, desk.reach(ledger.rights.edit)))
    if key not in mine:
        raise RequestError(
            "ledger_store.no_subject", cadence=cadence.zh, cadence_en=cadence.en, found=key
        )
    return mine[key][0]


def _start(period: Period) -> date:
    return period.start


def _since(subject: Subject, begun: date | None) -> Subject:
    """Nothing is asked of anybody before the ledger was in use."""
    days = [day for day in (subject.since, begun) if day is not None]
    return replace(subject, since=max(days, default=None))


def _subjects(
    desk: LedgerDesk, cadence: Cadence, reach: Reach
) -> Iterator[tuple[str, tuple[str, Subject]]]:
    """Key → name and subject of all whom the cadence asks and the reach covers."""
    match cadence.per:
        case Per.PERSON:
            for person in _people(desk, cadence, reach):
                subject = Subject(ids=(str(person.pk),), until=person.ends_on)
                yield str(person.pk), (person.name, subject)
        case Per.PAIR:
            for one, other in combinations(_people(desk, cadence, reach), 2):
                ids = pair_of(str(one.pk), str(other.pk))
                name = f"{one.name}、{other.name}"
                yield JOINT.join(ids), (name, Subject(ids=ids))
        case _:
            for unit in _units(desk, cadence, reach):
                subject = Subject(ids=(_unit_id(unit, cadence),), since=unit.starts_on,
                                  until=unit.ends_on)  # fmt: skip
                yield str(unit.pk), (unit.name, subject)


def _unit_id(unit: Unit, cadence: Cadence) -> str:
    """Courts are known to entries by their code, other units by their id."""
    is_code = cadence.per is Per.COURT and not cadence.units
    return unit.code if is_code else str(unit.pk)


def _units(desk: LedgerDesk, cadence: Cadence, reach: Reach) -> list[Unit]:
    if cadence.per is Per.COURT:
        found = Unit.objects.filter(kind=Unit.Kind.COURT, code__in={one.court for one in reach})
    else:
        found = Unit.objects.filter(kind=cadence.per.value, parent=desk.court)
    units = found.select_related("parent").order_by("position", "id")
    return [one for one in units if reach.covers(court=one.court_code, division=one.division_name)]


def _people(desk: LedgerDesk, cadence: Cadence, reach: Reach) -> list[Person]:
    """People of the court whom the reach covers: all of it, a division's, oneself."""
    found = Q(pk__in=())
    for place in reach:
        if place.court != desk.home:
            continue
        if place.judge:
            found |= Q(case_name=place.judge)
        elif place.division:
            found |= Q(postings__unit__name=place.division, postings__ends_on=None)
        else:
            found |= Q(court=desk.court)
    people = Person.objects.filter(found, court=desk.court).exclude(ends_on__lt=desk.on)
    if cadence.applies:
        people = people.filter(in_set(desk.content, cadence.applies, desk.on))
    return list(people.distinct().order_by("number"))


def _occurrences(
    desk: LedgerDesk, ledger: Ledger, cadence: Cadence, span: Period
) -> tuple[Occurrence, ...]:
    """The entries that may count in a year: with their day in it, a year before, or in the days of
    grace after it, when they make up for its last period.
    """
    field = ledger.field_by_id.get(cadence.counted_on)
    rows = entries(desk.scope(ledger)).filter(court=desk.court)
    if field is not None and field.type is FieldType.DATE:
        key = f"values__{field.id}"
        first = span.start.replace(year=span.start.year - 1).isoformat()
        end = (span.end + timedelta(days=cadence.grace_days)).isoformat()
        rows = rows.filter(**{f"{key}__gte": first, f"{key}__lt": end})
    found = now_in_force(desk, ledger, rows.select_related("court"))
    return occurrences_in(frames_of(ledger, found), cadence)


def _excuses(desk: LedgerDesk, ledger: Ledger, cadence: Cadence) -> tuple[Excuse, ...]:
    gaps = models.ExcusedGap.objects.filter(ledger=ledger.id, cadence=cadence.id, court=desk.court)
    return tuple(
        Excuse(
            subject=_ids(desk, cadence, one.subject),
            on=Period.of(one.period).start,
            reason=one.reason,
        )
        for one in gaps
    )


def _ids(desk: LedgerDesk, cadence: Cadence, subject: str) -> tuple[str, ...]:
    if cadence.per is Per.COURT and not cadence.units:
        return (desk.court.code,)
    return tuple(subject.split(JOINT))
