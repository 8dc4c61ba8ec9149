"""What a time-limit rule looks like in content/…/timelimits: limits, grounds, readings, nodes.

A `Limit` says which cases it governs (`applies`), how long they may take, from which event, who
may extend it and which grounds stop its clock. A `Reading` is a contested point with named
options; a limit's `variants` say what each option changes. Four readings are read by the engine
itself: C-6 (half_open, inclusive), C-7 (plain, rolled: which of the two dates the board goes by),
C-15 (clamp, sticky) and C-16 (legal, plain: which of them ends the clock for extensions and
exclusions). Nothing here computes.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from tuobo.core.content import Definition, Identifier, InForce, Names, Source


class Span(Definition):
    """A length of time. Exactly one kind may be set, but half months follow months (15 days each).

    "Half a month" is 15 days whatever the month, and is added last (刑诉解释 art. 202).
    """

    months: int = 0
    half_months: int = 0
    days: int = 0
    working_days: int = 0
    hours: int = 0

    @model_validator(mode="after")
    def _one_kind(self) -> Span:
        kinds = [self.months or self.half_months, self.days, self.working_days, self.hours]
        if sum(bool(kind) for kind in kinds) != 1:
            message = "give months (with half_months), days, working_days or hours, and one only"
            raise ValueError(message)
        return self


class Extension(Definition):
    """One step of lengthening a limit. A missing `most` means: as long as the approval says.

    `total_most` caps the whole limit, base and all extensions together, counted from the start.
    A missing `times` means as often as it is approved. A grant longer than `warn_most` counts in
    full, but is pointed out (C-2, C-3, C-10).
    """

    order: int
    approvers: tuple[str, ...]
    most: Span | None = None
    warn_most: Span | None = None
    times: int | None = 1
    grounds: str = ""
    apply_lead_days: int | None = None
    decide_lead_days: int | None = None
    total_most: Span | None = None
    source: Source | None = None


class Variant(Definition):
    """What a limit, ground or node changes when a reading's option is chosen."""

    when: dict[str, str]
    replace: dict[str, object]


class Limit(Definition):
    """A statutory limit for the cases that `applies` selects (column → accepted values).

    Any value of `unless` takes a case out again; null stands for an empty cell in both.
    `start` names date columns of the case, the first filled one counts; `event.KIND` is the first
    date of such an event, `event.KIND.until_on` the last day it ran to. `warn` is a softer or
    stricter limit that only warns. `restarts` are event kinds that begin the whole limit anew.
    `conversion` says what a change of procedure into this one does to the clock.
    """

    id: Identifier
    version: int
    names: Names
    in_force: InForce
    applies: dict[str, tuple[str | bool | None, ...]]
    unless: dict[str, tuple[str | bool | None, ...]] = Field(default_factory=dict)
    outcome: Literal["limit", "no_limit"] = "limit"
    base: Span | None = None
    start: tuple[str, ...] = ()
    warn: Span | None = None
    warn_start: tuple[str, ...] = ()
    month_end: Literal["clamp", "sticky"] = "clamp"
    roll: Literal["yes", "no", "unless_custody"] = "yes"
    extensions: tuple[Extension, ...] = ()
    exclusions: tuple[str, ...] = ()
    restarts: tuple[str, ...] = ()
    conversion: Literal["keeps", "restarts"] = "keeps"
    adjournments_most: int | None = None
    variants: tuple[Variant, ...] = ()
    source: Source
    note: str = ""

    @property
    def key(self) -> str:
        """id@version, as it is printed and stored."""
        return f"{self.id}@{self.version}"

    @model_validator(mode="after")
    def _limit_has_base_and_start(self) -> Limit:
        if self.outcome == "limit" and not (self.base and self.start):
            message = "a limit needs base and start; a case without one is outcome: no_limit"
            raise ValueError(message)
        return self


class Ground(Definition):
    """A reason why time is not counted; what one period runs beyond `cap` counts again.

    `cap_foreign` takes its place in foreign-related cases. A ground may stand several times, each
    version with its own `in_force`: the day on which a period starts chooses.
    """

    id: Identifier
    names: Names
    domains: tuple[str, ...]
    cap: Span | None = None
    cap_foreign: Span | None = None
    follow_up_after: Span | None = None
    needs_paper: bool = True
    needs_consent: bool = False
    is_stay: bool = False
    in_force: InForce = InForce()
    variants: tuple[Variant, ...] = ()
    source: Source
    note: str = ""


class Option(Definition):
    """One reading of a contested point."""

    id: str
    names: Names


class Reading(Definition):
    """A contested point (C-1 …): its question, options and the default that we propose."""

    id: Identifier
    question: Names
    options: tuple[Option, ...]
    default: str
    source: Source

    @model_validator(mode="after")
    def _default_is_an_option(self) -> Reading:
        if self.default not in {option.id for option in self.options}:
            message = f"default {self.default!r} is not among the options"
            raise ValueError(message)
        return self


class Checkpoint(Definition):
    """A limit on a step inside a case: from one dated fact to another, each `table.column`.

    For events write `event.KIND` (its first date). `until` comes at the latest `within` after
    `since`; `at_least` turns it round: `until` may not come earlier than that. Periods with a
    ground of `exclusions` do not count. A node with `event.KIND.until_on` reads that column.
    """

    id: Identifier
    version: int
    names: Names
    in_force: InForce = InForce()
    applies: dict[str, tuple[str | bool | None, ...]] = Field(default_factory=dict)
    unless: dict[str, tuple[str | bool | None, ...]] = Field(default_factory=dict)
    since: tuple[str, ...]
    until: tuple[str, ...]
    within: Span
    at_least: bool = False
    exclusions: tuple[str, ...] = ()
    warn: Span | None = None
    roll: Literal["yes", "no", "unless_custody"] = "yes"
    variants: tuple[Variant, ...] = ()
    source: Source
    note: str = ""


class FindingRule(Definition):
    """What a finding is called, how grave it is, its thresholds and the rule that it rests on.

    `breach`: a rule was broken; `hidden`: a sign that an overrun is hidden; `check`: look at it.
    `sentence` says it of one row, with {found} and {expected}. `codes` lists the codes that the
    finding looks at, where it looks at some; `since` is the first day that it looks at.
    """

    id: Identifier
    names: Names
    severity: Literal["breach", "hidden", "check"]
    sentence: Names
    thresholds: dict[str, int] = Field(default_factory=dict)
    codes: tuple[str, ...] = ()
    since: date | None = None
    source: Source
    note: str = ""


class Lane(Definition):
    """One column of the board. The first lane that takes a case keeps it.

    `days_left`: domain → at most so many days to the deadline ("other" for all others).
    `elapsed`: at least this share of the time, as [numerator, denominator].
    """

    id: Identifier
    names: Names
    paused: bool = False
    overdue: bool = False
    days_left: dict[str, int] = Field(default_factory=dict)
    elapsed: tuple[int, int] | None = None


class Board(Definition):
    """The lanes of running cases, in order, with the source of their thresholds."""

    lanes: tuple[Lane, ...]
    source: Source


class HolidayNotice(Definition):
    """The State Council's notice for one year: weekdays off and weekend days worked.

    Days are written one by one or as FIRST..LAST, both included. Days that the notice does not
    name are ordinary: Saturdays and Sundays rest, other days are worked.
    """

    year: int
    rest_days: tuple[date | str, ...]
    worked_days: tuple[date, ...] = ()
    papers: tuple[str, ...]
    source: Source
