"""Counts, sums and shares that a ledger offers as figures."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as PydanticField

from tuobo.engines.ledgers.definition.condition import Condition
from tuobo.engines.ledgers.definition.field import UnitKind
from tuobo.engines.ledgers.definition.part import Ids, Part

STOCK = "stock"
"""The anchor of a figure that counts what there is on the last day of the period."""


class Figure(Part):
    """What is counted.

    anchor     a date field (in the period), `event.NAME` (that event happened in the period),
               `created` (entered in the period) or `stock` (there on the last day of the period)
    measure    count of entries; sum of `field`
    out_of     another count of this ledger: the figure is then a share of it
    by         fields by which it may be broken down; an entry of several values counts once in each
    once_per   a link field: entries that lead to the same record count once (一事多用)
    of_units   the kind of units of which the figure is a share: how many of all of them have such
               an entry, each once, those without any entry among the whole
    units      the unit fields by which an entry counts for a unit; by default the one that keeps it
    """

    measure: Literal["count", "sum"] = "count"
    field: str = ""
    where: Condition | None = None
    anchor: str
    out_of: str = ""
    by: Ids = ()
    once_per: str = ""
    of_units: UnitKind | None = None
    units: Ids = ()
    note: str = PydanticField(default="")
