"""What would change if contested points were read otherwise: deadlines of cases, before and after.

Looks at the open cases of a place and, for the verdict in time or not, at those closed in the year.
Nothing is kept: rules stay as they are, and the answer is only shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from tuobo.core.reach import Place
from tuobo.core.texts import Texts
from tuobo.engines.intake import DataVersion
from tuobo.engines.timelimits import LimitBook, board_of, board_rows, compute_deadlines
from tuobo.operations.reporting_period import year_so_far
from tuobo.operations.workspace import Workspace

_COMPARED = ("limit_rule", "due_on", "due_plain_on", "warn_due_on", "alert_on", "lane")


@dataclass(frozen=True, kw_only=True)
class ChosenReading:
    """One point that is read otherwise, with the options in words."""

    point: str
    question: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ChangedCase:
    """An open case whose deadline, warning, alert day or lane would be another."""

    case_number: str
    division: str
    judge: str
    limit: str
    due_before: date | None
    due_after: date | None
    warned_before: date | None
    warned_after: date | None
    alert_before: date | None
    alert_after: date | None
    lane_before: str
    lane_after: str

    @property
    def moved_days(self) -> int | None:
        """By how many days the legal deadline moves; None where one of them is missing."""
        if self.due_before is None or self.due_after is None:
            return None
        return (self.due_after - self.due_before).days


@dataclass(frozen=True, kw_only=True)
class LaneChange:
    """A lane of the board with its number of cases before and after."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class ReadingsTrial:
    """The answer. `now_late` and `now_in_time` are the `closed` cases with another verdict."""

    data_version: str
    as_of: date
    choices: tuple[ChosenReading, ...]
    open_cases: int
    changed: tuple[ChangedCase, ...]
    lanes: tuple[LaneChange, ...]
    closed: int
    now_late: tuple[str, ...]
    now_in_time: tuple[str, ...]


def try_readings(
    workspace: Workspace,
    version: DataVersion,
    place: Place,
    chosen: Mapping[str, str],
    texts: Texts,
) -> ReadingsTrial:
    """Compute deadlines twice; RequestError for a point or option that there is not."""
    book = LimitBook.of(workspace.content, chosen)
    facts = _facts(workspace, version, place)
    before, after = (_computed(workspace, facts, one, version) for one in (workspace.limits, book))
    joined = before.join(after, on="case_number", suffix="_after", maintain_order="left")
    is_open = pl.col("closed_on").is_null() | (pl.col("closed_on") > version.as_of)
    running = joined.filter(is_open)
    lanes = {one.id: texts.pick(one.names) for one in board_of(workspace.content).lanes}
    late, in_time = _verdicts(joined.filter(~is_open))
    return ReadingsTrial(
        data_version=version.id,
        as_of=version.as_of,
        choices=tuple(_choices(workspace.limits, book, texts)),
        open_cases=running.height,
        changed=tuple(_changed(running, workspace.limits, lanes, texts)),
        lanes=tuple(_lanes(running, lanes)),
        closed=joined.height - running.height,
        now_late=late,
        now_in_time=in_time,
    )


def _facts(workspace: Workspace, version: DataVersion, place: Place) -> dict[str, pl.DataFrame]:
    """Open cases and those closed in the year so far, with all that their deadlines rest on."""
    read = workspace.snapshots.read(version.number)
    year = year_so_far(version.as_of)
    cases = read["case"].filter(
        pl.col("closed_on").is_null() | (pl.col("closed_on") >= year.start),
        *(
            pl.col(part) == text
            for part in ("court", "division", "judge")
            if (text := getattr(place, part))
        ),
    )
    found = {"case": cases.collect()}
    numbers = found["case"].lazy().select("case_number")
    for name in ("interval", "event"):
        empty = workspace.schema[name].empty()
        rows = read.get(name, empty.lazy()).join(numbers, on="case_number", how="semi")
        found[name] = rows.collect()
    return found


def _computed(
    workspace: Workspace, facts: Mapping[str, pl.DataFrame], book: LimitBook, version: DataVersion
) -> pl.DataFrame:
    """A row a case: what governs it and when it ends, and its lane if it is running."""
    day = version.as_of
    deadlines = compute_deadlines(facts, book=book, calendar=workspace.calendar, on=day)
    board = board_rows(facts, deadlines, board=board_of(workspace.content))
    shown = facts["case"].select("case_number", "division", "judge", "closed_on")
    ends = deadlines.frame.select(
        "case_number", pl.col("limit_rule").cast(pl.String), *_COMPARED[1:4]
    )
    lanes = board.select("case_number", *_COMPARED[4:])
    for frame in (ends, lanes):
        shown = shown.join(frame, on="case_number", how="left", maintain_order="left")
    return shown


def _changed(
    running: pl.DataFrame, book: LimitBook, lanes: Mapping[str, str], texts: Texts
) -> Iterator[ChangedCase]:
    """In the order of case numbers, never of days."""
    differs = [pl.col(name).ne_missing(pl.col(f"{name}_after")) for name in _COMPARED]
    rows = running.filter(pl.any_horizontal(differs)).sort("case_number")
    for row in rows.iter_rows(named=True):
        rule = row["limit_rule_after"] or row["limit_rule"] or ""
        yield ChangedCase(
            case_number=row["case_number"],
            division=row["division"] or "",
            judge=row["judge"] or "",
            limit=texts.pick(book.by_key[rule].names) if rule in book.by_key else "",
            due_before=row["due_on"] or row["due_plain_on"],
            due_after=row["due_on_after"] or row["due_plain_on_after"],
            warned_before=row["warn_due_on"],
            warned_after=row["warn_due_on_after"],
            alert_before=row["alert_on"],
            alert_after=row["alert_on_after"],
            lane_before=lanes.get(row["lane"] or "", ""),
            lane_after=lanes.get(row["lane_after"] or "", ""),
        )


def _lanes(running: pl.DataFrame, lanes: Mapping[str, str]) -> Iterator[LaneChange]:
    before = dict(running.group_by("lane").len().iter_rows())
    after = dict(running.group_by("lane_after").len().iter_rows())
    for code, name in lanes.items():
        yield LaneChange(name=name, before=before.get(code, 0), after=after.get(code, 0))


def _verdicts(closed: pl.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Closed cases that would now count as late, and those that would now count as in time."""
    was, is_now = (pl.col("closed_on") <= pl.col(name) for name in ("due_on", "due_on_after"))
    late = closed.filter(was & ~is_now)["case_number"].sort().to_list()
    in_time = closed.filter(~was & is_now)["case_number"].sort().to_list()
    return tuple(late), tuple(in_time)


def _choices(default: LimitBook, book: LimitBook, texts: Texts) -> Iterator[ChosenReading]:
    for point, option in book.readings.items():
        if default.readings[point] == option:
            continue
        reading = book.contested[point]
        names = {one.id: texts.pick(one.names) for one in reading.options}
        yield ChosenReading(
            point=point,
            question=texts.pick(reading.question),
            before=names[default.readings[point]],
            after=names[option],
        )
