"""Which tables and columns a docket has, which of them a list shows, and how they are coded.

A docket repeats the facts of a data version as pages ask for them: cases in the order in which
lists show them, with deadline, lane and number of findings; the other tables by case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from tuobo.core.facts import FactSchema
from tuobo.core.vocabulary import Vocabularies

LAYOUT = "1"
"""Another number whenever a docket written before could not be read as it is now."""
CASE = "case"
AT = "at"
"""In every table but `case`: the row of the case in the docket."""
BY_CASE: Mapping[str, str] = {
    "interval": "starts_on",
    "event": "happened_on",
    "mediation": "registered_on",
    "money": "recovered_on",
    "finding": "",
}
"""The other tables, each with the day by which the rows of one case are ordered."""
TABLES = (CASE, *BY_CASE)

LISTED = (
    "case_number", "court", "division", "judge", "domain", "case_word", "instance", "procedure",
    "cause", "filed_on", "closed_on", "closing_way", "limit_rule", "limit_status", "due_on",
    "due_plain_on", "alert_on", "days_left", "is_provisional", "lane", "open_since",
    "paused_ground", "active_on", "findings", "claim_amount",
)  # fmt: skip
"""The columns of cases that lists can show and sort by."""

_PEOPLE_AND_PLACES = ("division", "judge")
_COMPUTED = {
    "limit_rule": "",
    "lane": "lane",
    "paused_ground": "interval_ground",
    "finding": "finding",
    "severity": "",
    "rule": "",
    "table": "",
}


class Coding:
    """Texts become numbers in the order in which lists show them: the official order.

    Code lists keep their own order, texts that no list knows follow by their letters. `orders`
    gives the order of lists that are not vocabularies (lanes, findings).
    """

    def __init__(
        self,
        schema: FactSchema,
        vocabularies: Vocabularies,
        orders: Mapping[str, Sequence[str]],
    ) -> None:
        self._schema = schema
        self._vocabularies = vocabularies
        self._orders = orders

    def coded(self, table: str, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with its coded columns as Enum over the texts that occur."""
        lists = {name: self._list_of(table, name) for name in frame.columns}
        return frame.with_columns(
            self._enum(frame[name], order) for name, order in lists.items() if order is not None
        )

    def _list_of(self, table: str, column: str) -> str | None:
        """The name of a column's list; empty for coded texts without one, None for others."""
        if column in _COMPUTED:
            return _COMPUTED[column]
        if column in _PEOPLE_AND_PLACES:
            return ""
        tables = (table, "deadline") if table == CASE else (table,)
        for name in tables:
            if name in self._schema.tables and column in self._schema[name].by_name:
                return self._schema[name].by_name[column].vocabulary or None
        return None

    def _enum(self, texts: pl.Series, order: str) -> pl.Series:
        found = set(texts.cast(pl.String).drop_nulls().unique().to_list())
        known = [code for code in self._order(order) if code in found]
        rest = sorted(found.difference(known))
        return texts.cast(pl.String).cast(pl.Enum([*known, *rest]))

    def _order(self, order: str) -> Sequence[str]:
        if order in self._orders:
            return self._orders[order]
        if order in self._vocabularies.lists:
            return [entry.code for entry in self._vocabularies[order].entries]
        return ()
