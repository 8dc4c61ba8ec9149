"""Many new rows of one table at once: what an import of thousands of entries needs.

Django makes an object of each row and a statement of each batch, which takes most of the time of an
import. Here the columns of a model are filled from tuples; values are parameters, never text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from django.db import connection, models

_Adapt: TypeAlias = Callable[[Any], Any]
_BATCH = 2000


def insert_all(model: type[models.Model], kind: type[NamedTuple], rows: Iterable[Any]) -> None:
    """Insert tuples of a kind whose fields are named like the model's columns."""
    names: Sequence[str] = kind._fields
    about = model._meta  # noqa: SLF001 - Django documents it as public
    fields = {one.attname: one for one in about.concrete_fields}
    quoted = [connection.ops.quote_name(str(fields[name].column)) for name in names]
    table = connection.ops.quote_name(about.db_table)
    marks = ", ".join(["%s"] * len(names))
    sql = f"INSERT INTO {table} ({', '.join(quoted)}) VALUES ({marks})"  # noqa: S608 - names only
    adapters = [(at, _adapter(fields[name])) for at, name in enumerate(names)]
    changed = [(at, adapt) for at, adapt in adapters if adapt is not None]
    with connection.cursor() as cursor:
        batch: list[tuple[Any, ...]] = []
        for row in rows:
            values = list(row)
            for at, adapt in changed:
                values[at] = adapt(values[at])
            batch.append(tuple(values))
            if len(batch) == _BATCH:
                cursor.executemany(sql, batch)
                batch = []
        if batch:
            cursor.executemany(sql, batch)


def _adapter(field: models.Field[Any, Any]) -> _Adapt | None:
    """How a value is given to the database; None for one that needs no change."""
    match field:
        # The rows of an import share their days and instants.
        case models.DateTimeField():
            return lru_cache(maxsize=64)(connection.ops.adapt_datetimefield_value)
        case models.DateField():
            return lru_cache(maxsize=4096)(connection.ops.adapt_datefield_value)
        case models.JSONField():
            adapt = connection.ops.adapt_json_value
            return lambda value: adapt(value, None)
        case _:
            return None
