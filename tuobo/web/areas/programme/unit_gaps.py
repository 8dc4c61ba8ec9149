"""Units without a task or a duty as rows of a page: the reason, or the form that states one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tuobo.operations.ledger_versions.unstated import STATEMENTS
from tuobo.operations.programme.stated_gaps import (
    Lack,
    Standing,
    Statement,
    UnitGap,
    UnitGaps,
)
from tuobo.web.areas.programme.lines import Line, line_of, new_entry
from tuobo.web.ui.ledgers_here import may_enter
from tuobo.web.ui.visit import Visit

_TONES = {
    Standing.UNSTATED: "warn",
    Standing.REVIEW_DUE: "bad",
    Standing.OUTLIVED: "bad",
    Standing.DECIDED: "good",
}
_SCOPES = {Lack.TASK: "designation", Lack.DUTY: "edition"}


@dataclass(frozen=True, kw_only=True)
class GapRow:
    """A unit. `new` is the form for a task or duty, `state` the one for a reason; empty: no right.

    `line` leads to the statement; its note says who decided it and when it is looked at again.
    """

    name: str
    standing: str
    tone: str
    line: Line | None
    new: str
    state: str


@dataclass(frozen=True, kw_only=True)
class GapRows:
    """The units without one, and those whose statement was outlived."""

    units: tuple[GapRow, ...]
    outlived: tuple[GapRow, ...]


def gap_rows(
    gaps: UnitGaps, lack: Lack, visit: Visit, *, new: Callable[[str], str] | None
) -> GapRows:
    """The rows; `new` gives the form for a task or duty of a unit, None to whoever may not."""

    def rows(found: Iterable[UnitGap]) -> tuple[GapRow, ...]:
        return tuple(
            GapRow(
                name=one.name,
                standing=_word(one.standing, visit),
                tone=_TONES.get(one.standing, "neutral"),
                line=_line(one.statement, visit) if one.statement else None,
                new=new(one.name) if new and one.standing is not Standing.OUTLIVED else "",
                state=_form(one, gaps.scope, lack, visit),
            )
            for one in found
        )

    return GapRows(units=rows(gaps.units), outlived=rows(gaps.outlived))


def task_gap_rows(gaps: UnitGaps, visit: Visit) -> GapRows:
    """The same of tasks."""

    def new(unit: str) -> str:
        return new_entry("task", visit, lead_unit=unit)

    return gap_rows(gaps, Lack.TASK, visit, new=new if may_enter(visit, "task") else None)


def _word(standing: Standing, visit: Visit) -> str:
    if standing is Standing.UNSEEN:
        return ""
    return visit.texts(f"programme.gap.{standing}")


def _line(statement: Statement, visit: Visit) -> Line:
    return line_of(STATEMENTS, statement.held, visit, told_of(statement, visit))


def told_of(statement: Statement, visit: Visit) -> str:
    """Who decided it on which day, and when it is looked at again."""
    review = statement.review_on.isoformat() if statement.review_on else "—"
    if statement.decided_on is None:
        return visit.texts("programme.gap.told_proposed", review=review)
    return visit.texts(
        "programme.gap.told",
        person=statement.decided_by,
        day=statement.decided_on.isoformat(),
        review=review,
    )


def _form(gap: UnitGap, scope: str, lack: Lack, visit: Visit) -> str:
    """The form of a statement, filled in; none where there is one, or without the right."""
    if gap.standing is not Standing.UNSTATED or not may_enter(visit, STATEMENTS):
        return ""
    return new_entry(STATEMENTS, visit, holder=gap.name, lacks=lack.value, **{_SCOPES[lack]: scope})
