"""In which order entries are listed, and a part of them without reading the others.

The usual order of a ledger is kept with each entry as a key, in an index, so that a page of a
hundred thousand entries is read at once in either direction. Any other order is worked out.
"""

from __future__ import annotations

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from tuobo.engines.ledgers import FieldType, Ledger
from tuobo.records.ledgers import models
from tuobo.records.ledgers.queries import Scope
from tuobo.records.ledgers.rows import usual_order
from tuobo.records.ledgers.selecting import FieldText, number_of

_COLUMNS = {
    "unit": ("unit__position", "unit_id"),
    "division": ("unit__position", "unit_id"),
    "court": ("court__position", "court_id"),
    "created_on": ("opened_on",),
    "changed_on": ("changed_at",),
    "closed_on": ("closed_on",),
}
_ENDS = ("sort_key", "-sort_key")
_UP = ("sort_key", "scope", "serial", "id")
_DOWN = ("-sort_key", "-scope", "-serial", "-id")


def sorted_ids(
    found: QuerySet[models.Entry],
    scope: Scope,
    sort: tuple[str, ...],
    *,
    offset: int = 0,
    limit: int | None = None,
) -> list[int]:
    """The ids of entries in the order of some columns, a leading minus downwards, then by number.

    Ids alone, as whole entries would be carried through the sorting.
    """
    first, *rest = (one.values_list("pk", flat=True) for one in in_order(found, scope, sort))
    end = None if limit is None else offset + limit
    ids = list(first[offset:end])
    for further in rest:
        if limit is not None and len(ids) >= limit:
            break
        passed = 0 if ids else max(0, offset - first.count())
        ids += further[passed : None if limit is None else passed + limit - len(ids)]
    return ids


def in_order(
    found: QuerySet[models.Entry], scope: Scope, sort: tuple[str, ...]
) -> tuple[QuerySet[models.Entry], ...]:
    """The entries sorted, in one part or in two that follow each other: empty values come last."""
    if len(sort) == 1 and _is_usual(scope, sort):
        return _by_key(found, scope.ledger, is_down=sort[0].startswith("-"))
    order: list[object] = []
    for one in sort:
        order += _order(scope.ledger, one.removeprefix("-"), is_down=one.startswith("-"))
    return (found.order_by(*order, "-scope", "-serial", "id"),)  # type: ignore[arg-type]


def _is_usual(scope: Scope, sort: tuple[str, ...]) -> bool:
    """Whether the kept keys are in this order, in one direction or the other."""
    usual = usual_order(scope.ledger)
    if usual is None:
        # Keys are empty, so that their index is in the order of numbers.
        return sort[0].removeprefix("-") == "number" and _keys_begin(scope, "")
    return sort[0].removeprefix("-") == usual[0] and _keys_begin(scope, f"{usual[0]}=")


def _keys_begin(scope: Scope, name: str) -> bool:
    """Whether all kept keys are of the definition as it is: the first and the last of them."""
    keys = models.Entry.objects.filter(ledger=scope.ledger.id, rehearsal=scope.rehearsal)
    ends = [keys.order_by(order).values_list("sort_key", flat=True).first() for order in _ENDS]
    return all(one is None or (one.startswith(name) if name else not one) for one in ends)


def _by_key(
    found: QuerySet[models.Entry], ledger: Ledger, *, is_down: bool
) -> tuple[QuerySet[models.Entry], ...]:
    usual, order = usual_order(ledger), _DOWN if is_down else _UP
    if usual is None or usual[1] is is_down:
        return (found.order_by(*order),)
    # Against the usual direction the empty ones would come first.
    name, usually_down = usual
    marks = (int(usually_down), int(not usually_down))  # of the filled ones, of the empty ones
    return tuple(
        found.filter(sort_key__gte=f"{name}={mark}", sort_key__lt=f"{name}={mark + 1}").order_by(
            *order
        )
        for mark in marks
    )


def _order(ledger: Ledger, name: str, *, is_down: bool) -> list[object]:
    keys: list[object]
    if name == "number":  # by an index, which an order of empty ones would keep from use
        return ["-scope", "-serial"] if is_down else ["scope", "serial"]
    if name in _COLUMNS:
        keys = [F(one) for one in _COLUMNS[name]]
    elif name in {"state", "state_kind"}:
        places = [When(state=one.id, then=Value(at)) for at, one in enumerate(ledger.states)]
        keys = [Case(*places, default=Value(len(places)), output_field=IntegerField())]
    elif name.startswith("clock."):
        keys = [F("due_on")]
    else:
        one = ledger.field_by_id[name]
        is_number = one.type in {FieldType.NUMBER, FieldType.MONEY, FieldType.DAYS}
        keys = [number_of(one) if is_number else FieldText(one.id, "values")]
    return [
        key.desc(nulls_last=True) if is_down else key.asc(nulls_last=True)  # type: ignore[attr-defined]
        for key in keys
    ]
