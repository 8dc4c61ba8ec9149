"""Writes of units: made, changed, ended. What ended keeps its row, so that history stays readable.

Nothing here writes the audit log, which stands above: operations do both in one transaction.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import F, Q

from tuobo.core.errors import StateError
from tuobo.records.organisation.models import Posting, Unit


@dataclass(frozen=True, kw_only=True)
class UnitValues:
    """What a form says of a unit; see the model for the meaning of each."""

    kind: str
    code: str
    name: str
    name_en: str = ""
    level: str = ""
    parent_id: int | None = None
    position: int = 0
    starts_on: date | None = None


def make_unit(values: UnitValues) -> Unit:
    """A new unit; StateError, naming the field, for what cannot be."""
    _check(values, None)
    return Unit.objects.create(**asdict(values))


def change_unit(unit: Unit, values: UnitValues, *, revision: int) -> str:
    """The unit with new values; what changed, as the log tells it.

    Raises StateError if somebody else has changed the unit since `revision`, or it cannot be so.
    """
    _check(values, unit)
    told = changes(asdict(values_of(unit)), asdict(values))
    _keep(unit, revision, **asdict(values))
    return told


def end_unit(unit: Unit, *, on: date, revision: int) -> None:
    """The unit's last day; StateError while others hang on it beyond that day."""
    if unit.starts_on and on < unit.starts_on:
        raise StateError("unit.ends_before", field="ends_on", starts_on=unit.starts_on)
    beyond = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    parts = list(Unit.objects.filter(beyond, parent=unit).values_list("name", flat=True))
    posts = Posting.objects.filter(beyond, unit=unit).count()
    if parts or posts:
        raise StateError(
            "unit.still_used", field="ends_on", parts="、".join(parts) or "—", posts=posts
        )
    _keep(unit, revision, ends_on=on)


def values_of(unit: Unit) -> UnitValues:
    """A unit as a form shows it."""
    return UnitValues(**{name: getattr(unit, name) for name in UnitValues.__dataclass_fields__})


def changes(before: dict[str, object], after: dict[str, object]) -> str:
    """What changed as `field:old→new；…`; the names of fields become words where it is shown.

    >>> changes({"name": "甲", "code": "1"}, {"name": "乙", "code": "1"})
    'name:甲→乙'
    """
    return "；".join(
        f"{name}:{_shown(before[name])}→{_shown(value)}"
        for name, value in after.items()
        if before[name] != value
    )


def _shown(value: object) -> str:
    return "—" if value is None or value == "" else str(value)


def _keep(unit: Unit, revision: int, **fields: object) -> None:
    kept = Unit.objects.filter(pk=unit.pk, revision=revision).update(
        revision=F("revision") + 1, **fields
    )
    unit.refresh_from_db()
    if not kept:
        now = unit.revision
        raise StateError("records.changed_meanwhile", what=unit.name, revision=now)


def _check(values: UnitValues, unit: Unit | None) -> None:
    """What the database would refuse, said politely beforehand."""
    siblings = Unit.objects.filter(kind=values.kind, code=values.code)
    if values.kind != Unit.Kind.COURT:
        siblings = siblings.filter(parent_id=values.parent_id)
        if values.parent_id is None:
            raise StateError("unit.no_parent", field="parent")
    if siblings.exclude(pk=unit.pk if unit else 0).exists():
        raise StateError("unit.code_taken", field="code", taken=values.code)
    parent = Unit.objects.filter(pk=values.parent_id or 0).first()
    if parent is not None:
        _check_parent(values, unit, parent)


def _check_parent(values: UnitValues, unit: Unit | None, parent: Unit) -> None:
    if values.kind == Unit.Kind.COURT and parent.kind != Unit.Kind.COURT:
        raise StateError("unit.court_under_court", field="parent")
    above: Unit | None = parent
    while above is not None:
        if unit is not None and above.pk == unit.pk:
            raise StateError("unit.own_parent", field="parent", name=unit.name)
        above = above.parent
