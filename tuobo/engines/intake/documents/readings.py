"""What was read from one document: values, and for each the words that it was read from.

`Found` is a value with its evidence. How sure: `stated` in words that mean only this, `derived`
by a rule of law or of the calendar from what is stated. What is not stated has no entry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Literal, TypeVar

Certainty = Literal["stated", "derived"]
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Found(Generic[_Value]):
    """A value and the stretch of the compact text that says it."""

    value: _Value
    start: int
    end: int
    certainty: Certainty = "stated"


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """A change of procedure; `day` is None where the text does not say when."""

    before: str
    after: str
    day: date | None
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Dates:
    """What the opening says of days; None is 'not stated'."""

    filed: Found[date] | None = None
    accepted: Found[date] | None = None
    received: Found[date] | None = None
    hearings: tuple[Found[date], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Course:
    """Procedure and bench as the text says."""

    procedure: Found[str] | None = None
    panel: Found[bool] | None = None
    conversions: tuple[Conversion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Whose case it is. `domain` and `instance` follow from the case word."""

    case_number: Found[str] | None = None
    court: Found[str] | None = None
    court_name: Found[str] | None = None
    case_word: Found[str] | None = None
    year: int | None = None
    serial: int | None = None
    domain: str = ""
    instance: str = ""
    origin: Found[str] | None = None
    appeal_object: Found[str] | None = None
    matter: Found[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How the case ended."""

    closing_way: Found[str] | None = None
    appeal_outcome: Found[str] | None = None
    retrial_outcome: Found[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """All that was read of one document; `text` is the compact text that the evidence points to."""

    text: str
    opening_end: int
    identity: Identity
    dates: Dates = field(default_factory=Dates)
    course: Course = field(default_factory=Course)
    outcome: Outcome = field(default_factory=Outcome)
    cause: Found[str] | None = None
    decided: Found[date] | None = None
