"""What the checks are told by content: severities, thresholds and pairs, each with its source."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from tuobo.core.content import Content, Definition, Identifier, Names, Source, unique
from tuobo.core.errors import DefinitionError
from tuobo.core.issue import Severity


class Pair(Definition):
    """`earlier` may not come after `later`; of_case names the one that stands in the case row."""

    table: Identifier
    earlier: Identifier
    later: Identifier
    severity: Severity
    kind: str = ""
    of_case: Literal["", "earlier", "later"] = ""


class Edition(Definition):
    """From this day on the causes of a domain are checked against the list in force."""

    domain: str
    start: date = Field(alias="from")


class CheckRule(Definition):
    """One check; the lists below are read by the checks that know them.

    severity     of its issues, unless a pair says otherwise
    tables       the tables that it looks at (empty: all that have what it needs)
    apart        columns that it leaves alone, by table
    earliest     the first day that a date may be
    pairs        orders of dates
    causes       lists of causes by domain and day
    kinds        kinds of interval that may not overlap
    least_share  of the serial numbers between first and last that must be there for the file to be
                 a register at all, and not a sample
    """

    check: Identifier
    names: Names
    severity: Severity
    source: Source
    note: str = ""
    tables: tuple[str, ...] = ()
    apart: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    earliest: date | None = None
    pairs: tuple[Pair, ...] = ()
    causes: tuple[Edition, ...] = ()
    kinds: tuple[str, ...] = ()
    least_share: float = 0.0


class CheckRules:
    """The rules of all checks, by id."""

    def __init__(self, rules: tuple[CheckRule, ...]) -> None:
        self.by_id = {rule.check: rule for rule in unique(rules, "check")}

    @classmethod
    def of(cls, content: Content) -> CheckRules:
        return cls(content.load("checks", CheckRule))

    def __getitem__(self, check: str) -> CheckRule:
        try:
            return self.by_id[check]
        except KeyError:
            raise DefinitionError("intake.check_without_rule", check=check) from None
