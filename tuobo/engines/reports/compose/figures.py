"""What composing needs of figures, said as a Protocol: whoever has data fits it to this.

An `Ask` is a figure with everything resolved: no "this period", no "year on year" without the two
periods. Asking gives a passport, or the reason why there is none. Nothing in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Protocol, TypeAlias

from tuobo.core.evidence import Evidence
from tuobo.core.period import Period
from tuobo.engines.reports.document import Form, Passport

Scope: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that reads as something else
_CODE_LENGTH = 7


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One figure: definition (id or id@version), form, period, scope, and what it is compared with.

    `base` is set for comparisons only.
    """

    definition: str
    form: Form
    period: Period
    scope: Scope = ()
    base: Period | None = None

    @property
    def code(self) -> str:
        """Short and stable: the same figure has the same code in every data version.

        Seven of 32 letters: among a thousand figures two meet once in 70,000 reports.
        """
        parts = (
            self.definition.partition("@")[0],
            self.form,
            str(self.period),
            repr(sorted(self.scope)),
            str(self.base or ""),
        )
        number = int.from_bytes(sha256("\n".join(parts).encode()).digest()[:8])
        digits = []
        for _ in range(_CODE_LENGTH):
            number, digit = divmod(number, len(_LETTERS))
            digits.append(_LETTERS[digit])
        return "".join(digits)


def ask_of(passport: Passport) -> Ask:
    """What a passport was the answer to."""
    evidence, base = passport.evidence, passport.base_evidence
    return Ask(
        definition=evidence.definition,
        form=passport.form,
        period=evidence.period,
        scope=tuple(sorted(evidence.scope.items())),
        base=None if base is None else base.period,
    )


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Why there is no figure: `name` is what it would be, `reason` a code of the texts."""

    name: str
    reason: str
    fields: Mapping[str, object] = field(default_factory=dict)


class Test(StrEnum):
    """What a sentence may depend on. The first three are claims and have words of their own.

    significant_improvement   明显改善: signals to the good side only (see FigureSource.test)
    steady_improvement        稳步提升: the trend rule holds at the end, in the good direction
    turning_point             拐点: a run at the end on the other side of an earlier run
    improving … not_enough_data   the reading of the chart's latest month
    common_cause              no month since the last break is a signal
    earlier_signal            the latest month is ordinary, an earlier one was a signal
    better, worse, same       a comparison of two figures by the definition's direction
    higher, lower             a comparison of two figures by size
    known, unknown            there is a figure, or none
    some, none                a figure above zero, or zero
    """

    __test__ = False

    SIGNIFICANT_IMPROVEMENT = "significant_improvement"
    STEADY_IMPROVEMENT = "steady_improvement"
    TURNING_POINT = "turning_point"
    IMPROVING = "improving"
    CONCERNING = "concerning"
    NEUTRAL_SIGNAL = "neutral_signal"
    COMMON_CAUSE = "common_cause"
    EARLIER_SIGNAL = "earlier_signal"
    NOT_ENOUGH_DATA = "not_enough_data"
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    HIGHER = "higher"
    LOWER = "lower"
    KNOWN = "known"
    UNKNOWN = "unknown"
    SOME = "some"
    NONE = "none"


CLAIMS = (Test.SIGNIFICANT_IMPROVEMENT, Test.STEADY_IMPROVEMENT, Test.TURNING_POINT)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a test holds; `test` names it and `basis` says on what it rests, for the annex."""

    holds: bool
    name: str
    test: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class MonthPoint:
    """A month of a series with what the chart says of it."""

    period: Period
    value: float | None
    signal: str = ""
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    starts_segment: bool = False


@dataclass(frozen=True, kw_only=True)
class MonthSeries:
    """An indicator month by month; `note` tells of a break inside or before it."""

    name: str
    unit: str
    points: Sequence[MonthPoint]
    reading: str
    note: str = ""


Fields: TypeAlias = Mapping[str, str]
"""The filled fields of a record in words."""


@dataclass(frozen=True, kw_only=True)
class RecordsAsk:
    """Which entries of a ledger a report tells of.

    view    a view of the ledger that picks them; empty for all
    order   the field by whose official order they stand; then by number
    as_they_stand  as they are now, not as they were at the end of the period
    linked  name → (ledger, field): entries of that ledger which name the record in the field
    """

    ledger: str
    view: str
    order: str
    period: Period
    as_they_stand: bool = False
    scope: Scope = ()
    linked: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Record:
    """One entry in words, and the entries that name it."""

    number: str
    fields: Fields
    linked: Mapping[str, Sequence[Fields]] = field(default_factory=dict)


class FigureSource(Protocol):
    """Figures of one data version and court."""

    def figure(self, ask: Ask) -> Passport | Missing:
        """The figure with its passport."""
        ...

    def notes(self, passport: Passport) -> Sequence[str]:
        """What must be said beside a figure: a break between its periods."""
        ...

    def test(self, test: Test, ask: Ask) -> Verdict:
        """Whether a test holds.

        For a comparison the months of the period are read against the limits of the months of
        the base; otherwise the chart up to the end of the period is read.
        """
        ...

    def months(self, ask: Ask, count: int) -> MonthSeries:
        """The last months up to the end of the period."""
        ...

    def places(self, ask: Ask, dimension: str) -> Sequence[tuple[str, str]]:
        """Codes and labels of a dimension that have figures, in official order, never by value."""
        ...

    def records(self, ask: RecordsAsk) -> Sequence[Record]:
        """The entries of a ledger, none where no ledgers are kept."""
        ...

    def scope_in_words(self, evidence: Evidence) -> str:
        """The filters of a figure as people read them."""
        ...

    def name_of(self, definition: str) -> str:
        """The name of a definition as it is printed."""
        ...
