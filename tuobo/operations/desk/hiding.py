"""Takes out of a question what would tell a hidden column: filters by it, and an order by it."""

from __future__ import annotations

from dataclasses import fields, replace

from tuobo.engines.docket import CaseFilter, CaseSort

_DAY_COLUMNS = {"filed": "filed_on", "closed": "closed_on", "due": "due_on"}
FIELDS = tuple(one.name for one in fields(CaseFilter))
"""The fields of a filter in their order."""
_COLUMN_OF = {name: _DAY_COLUMNS.get(name.partition("_")[0], name) for name in FIELDS} | {
    "state": "closed_on",
    "no_limit": "due_on",
}
NOTHING_HIDDEN: frozenset[str] = frozenset()


def seen_filter(chosen: CaseFilter, hidden: frozenset[str]) -> CaseFilter:
    """The filter without its conditions on hidden columns."""
    empty = CaseFilter()
    taken = {name: getattr(empty, name) for name in FIELDS if _COLUMN_OF[name] in hidden}
    return replace(chosen, **taken)


def seen_sort(sort: CaseSort, hidden: frozenset[str]) -> CaseSort:
    """The order, or the usual one where it would be by a hidden column."""
    return CaseSort() if sort.column in hidden else sort
