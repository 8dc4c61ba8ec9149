"""Why a case's deadline is what it is: numbered steps, each with article, input and result.

The numbers come from the same kernel that computes the whole country (here with one case); this
module only puts them in order. Sentences are content: a step carries a code and fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeAlias

import polars as pl

from tuobo.core.content import Names, Source
from tuobo.core.errors import RequestError
from tuobo.engines.timelimits.book import STICKY_EVERYWHERE, LimitBook
from tuobo.engines.timelimits.calendar import Calendar
from tuobo.engines.timelimits.columns import Frame
from tuobo.engines.timelimits.compute import compute_deadlines
from tuobo.engines.timelimits.definitions import Limit
from tuobo.engines.timelimits.matching import selecting_columns

Row: TypeAlias = dict[str, Any]
ALWAYS_READ = ("C-6", "C-7", "C-15", "C-16")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: `code` names its sentence, `fields` fill it; a `Names` field is said per language.

    `article` is what the step rests on, `result` the deadline after it (if the step moves it).
    """

    number: int
    code: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    article: str = ""
    result: date | None = None


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What became of one interval; `row` counts from the first of the case's own intervals."""

    row: int
    status: str
    counted_days: int
    due_before_on: date | None
    due_after_on: date | None


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """The steps of one case and where they lead. `limit` is None where no rule is in force."""

    case_number: str
    on: date
    status: str
    limit: Limit | None
    steps: tuple[Step, ...]
    outcome: Mapping[str, Any]
    readings: Mapping[str, str]
    fates: tuple[Fate, ...] = ()

    @property
    def due_on(self) -> date | None:
        due: date | None = self.outcome["due_on"]
        return due

    @property
    def due_plain_on(self) -> date | None:
        due: date | None = self.outcome["due_plain_on"]
        return due


def explain(
    case_number: str,
    facts: Mapping[str, Frame],
    *,
    book: LimitBook,
    calendar: Calendar,
    on: date,
) -> Explanation:
    """The explanation of one case; raises RequestError if the facts do not know it."""
    own = {
        name: _rows_of(case_number, facts[name])
        for name in ("case", "interval", "event")
        if name in facts
    }
    if not own["case"].height:
        raise RequestError("limits.no_case", case_number=case_number)
    deadlines = compute_deadlines(own, book=book, calendar=calendar, on=on)
    told = told_of(own, book)
    outcome = deadlines.frame.row(0, named=True)
    return explanation_of(told, outcome, deadlines.items.to_dicts(), (book, calendar, on))


def explain_all(
    facts: Mapping[str, Frame], *, book: LimitBook, calendar: Calendar, on: date
) -> Iterator[Explanation]:
    """The explanations of all cases of these facts, computed together: for a page of many."""
    tables = {
        name: book.schema[name].conform(facts[name].lazy().collect())
        for name in ("case", "interval", "event")
        if name in facts
    }
    deadlines = compute_deadlines(tables, book=book, calendar=calendar, on=on)
    outcomes = deadlines.frame.to_dicts()
    rows = {name: _rows_by_case(frame) for name, frame in tables.items() if name != "case"}
    fates = _rows_by_case(deadlines.items)
    for case, outcome in zip(tables["case"].to_dicts(), outcomes, strict=True):
        number = case["case_number"]
        intervals = rows.get("interval", {}).get(number, [])
        place = {row.pop("_row"): at for at, row in enumerate(intervals)}
        own = [{**fate, "row": place[fate["row"]]} for fate in fates.get(number, [])]
        events = rows.get("event", {}).get(number, [])
        for event in events:
            event.pop("_row")
        told = Told(case, tuple(intervals), tuple(events))
        yield explanation_of(told, outcome, own, (book, calendar, on))


@dataclass(frozen=True)
class Told:
    """What the facts say of one case, as rows in the words of their tables."""

    case: Row
    intervals: tuple[Row, ...] = ()
    events: tuple[Row, ...] = ()


def told_of(own: Mapping[str, pl.DataFrame], book: LimitBook) -> Told:
    """The rows of the one case in these facts."""
    rows = {name: book.schema[name].conform(frame).to_dicts() for name, frame in own.items()}
    return Told(rows["case"][0], tuple(rows.get("interval", ())), tuple(rows.get("event", ())))


def explanation_of(
    told: Told, outcome: Row, fates: Sequence[Row], about: tuple[LimitBook, Calendar, date]
) -> Explanation:
    """The explanation of one case from its computed row and the fate of its intervals.

    `row` of a fate counts from the first of the case's own intervals.
    """
    book, calendar, on = about
    limit = book.by_key.get(outcome["limit_rule"])
    telling = _Telling(told, outcome, book, on)
    if limit is None:
        telling.no_rule()
    else:
        telling.rule(limit)
        if outcome["limit_status"] == "start_unknown":
            telling.start_unknown(limit)
        elif outcome["limit_status"] == "no_limit":
            telling.add("step.no_limit", article=_cited(limit.source))
        else:
            telling.clock(limit)
            telling.items(fates)
            telling.end(limit, calendar)
    return Explanation(
        case_number=told.case["case_number"],
        on=on,
        status=outcome["limit_status"],
        limit=limit,
        steps=tuple(telling.steps),
        outcome=outcome,
        readings=_readings_of(limit, book),
        fates=tuple(
            Fate(**{name: fate[name] for name in Fate.__dataclass_fields__}) for fate in fates
        ),
    )


class _Telling:
    """Collects the steps of one case."""

    def __init__(self, told: Told, outcome: Row, book: LimitBook, on: date) -> None:
        self.told, self.outcome, self.book, self.on = told, outcome, book, on
        self.case = told.case
        self.steps: list[Step] = []

    def add(
        self,
        code: str,
        *,
        article: str = "",
        result: date | None = None,
        **fields: Any,  # noqa: ANN401 - fields of a sentence
    ) -> None:
        number = len(self.steps) + 1
        self.steps.append(
            Step(number=number, code=code, fields=fields, article=article, result=result)
        )

    def no_rule(self) -> None:
        columns = self.book.schema["case"].by_name
        said = [
            f"{columns[name].zh}={self._said(name)}"
            for name in selecting_columns(self.book)
            if self.case[name] is not None
        ]
        self.add("step.no_rule", given="、".join(said), filed_on=self.case["filed_on"])

    def _said(self, column: str) -> str:
        found = self.book.schema["case"].by_name[column]
        value = self.case[column]
        if found.vocabulary:
            return self.book.vocabularies.label(found.vocabulary, str(value))
        return "是" if value is True else "否" if value is False else str(value)

    def rule(self, limit: Limit) -> None:
        self.add("step.rule", article=_cited(limit.source), rule=limit.key, names=limit.names)

    def start_unknown(self, limit: Limit) -> None:
        self.add("step.start_unknown", columns=self._places(limit.start))

    def _places(self, places: tuple[str, ...]) -> Names:
        named = [self._place(place) for place in places]
        return Names(zh="、".join(one.zh for one in named), en=", ".join(one.en for one in named))

    def _place(self, place: str) -> Names:
        parts = place.split(".")
        if parts[0] == "event":
            kind = self._label("event_kind", parts[1])
            if not parts[2:]:
                return kind
            until = self.book.schema["event"].by_name["until_on"]
            return Names(zh=f"{kind.zh}{until.zh}", en=f"end of {kind.en}")
        column = self.book.schema["case"].by_name[parts[-1]]
        return Names(zh=column.zh, en=column.name)

    def _label(self, vocabulary: str, code: str) -> Names:
        labels = self.book.vocabularies
        return Names(zh=labels.label(vocabulary, code), en=labels.label(vocabulary, code, "en"))

    def clock(self, limit: Limit) -> None:
        start = self.outcome["clock_starts_on"]
        found = next((p for p in limit.start if self.case.get(p.split(".")[-1]) == start), None)
        restart = None if found else self._restart(limit, start)
        if restart is not None:
            label = self._label("event_kind", restart["kind"])
            self.add("step.restart", event=label, start=start, first=start + timedelta(days=1))
        else:
            place = self._place(found or limit.start[0])
            self.add("step.start", column=place, start=start, first=start + timedelta(days=1))
        if limit.base and self.outcome["due_plain_on"] is not None:
            moved = self.outcome["extended_days"] + self.outcome["excluded_days"]
            base = self.outcome["due_plain_on"] - timedelta(days=moved)
            by_months = "step.base_sticky" if self._sticks(limit) else "step.base"
            self.add(
                by_months if limit.base.months else "step.base_days", result=base,
                span=span_names(limit.base.model_dump()), start=start, end=base,
            )  # fmt: skip

    def _sticks(self, limit: Limit) -> bool:
        return limit.month_end == "sticky" or self.book.reads(STICKY_EVERYWHERE)

    def _restart(self, limit: Limit, start: date) -> Row | None:
        kinds = {*limit.restarts, "conversion"}
        rows = self.told.events
        return next((e for e in rows if e["happened_on"] == start and e["kind"] in kinds), None)

    def items(self, fates: Sequence[Row]) -> None:
        for fate in fates:
            row = self.told.intervals[fate["row"]]
            self._extension(row, fate) if row["kind"] == "extended" else self._pause(row, fate)

    def _extension(self, row: Row, fate: Row) -> None:
        approver = self._label("approver", row["approver"] or "")
        self.add(
            f"step.extended.{fate['status']}",
            article=_cited_step(self.book.by_key[self.outcome["limit_rule"]], row["approver"]),
            result=fate["due_after_on"],
            approved_on=row["approved_on"] or "", approver=approver,
            span=span_names({"months": row["added_months"], "days": row["added_days"]}),
            days=fate["counted_days"], before=fate["due_before_on"], after=fate["due_after_on"],
        )  # fmt: skip

    def _pause(self, row: Row, fate: Row) -> None:
        ground = row["ground"] or ("X-STAY" if row["kind"] == "suspended" else "")
        known = self.book.ground(ground, row["starts_on"] or self.on)
        self.add(
            f"step.paused.{fate['status']}",
            article=_cited(known.source) if known else "",
            result=fate["due_after_on"],
            ground=known.names if known else Names(zh=ground or "未写明", en=ground or "none"),
            starts=row["starts_on"] or "", ends=row["ends_on"] or Names(zh="至今", en="today"),
            days=fate["counted_days"], before=fate["due_before_on"], after=fate["due_after_on"],
        )  # fmt: skip

    def end(self, limit: Limit, calendar: Calendar) -> None:
        plain, due = self.outcome["due_plain_on"], self.outcome["due_on"]
        if plain is None:
            self.add("step.calendar_unknown", day="", known=calendar.known_range[1])
            return
        in_custody = bool(self.case["in_custody"])
        if limit.roll == "no" or (limit.roll == "unless_custody" and in_custody):
            code = "step.custody" if limit.roll == "unless_custody" else "step.no_roll"
            self.add(code, article="刑事诉讼法第一百零五条" if in_custody else "", day=plain)
        elif due is None:
            self.add("step.calendar_unknown", day=plain, known=calendar.known_range[1])
        elif due != plain:
            self.add("step.roll", article=ROLLS[self._domain()], result=due, day=plain, after=due)
        else:
            self.add("step.working_day", day=plain)
        if self.outcome["warn_due_on"] is not None:
            self.add("step.warn", day=self.outcome["warn_due_on"])
        if self.outcome["is_provisional"]:
            self.add("step.provisional", since=self.outcome["open_since"], on=self.on)
        self._standing(due or plain)

    def _domain(self) -> str:
        return str(self.case["domain"] or "")

    def _standing(self, due: date) -> None:
        closed, on = self.case["closed_on"], self.on
        if closed is not None and closed <= on:
            code = "step.closed_in_time" if closed <= due else "step.closed_late"
            self.add(code, closed=closed, due=due, days=abs((closed - due).days))
        else:
            code = "step.open_in_time" if on <= due else "step.open_late"
            self.add(code, on=on, due=due, days=abs((due - on).days))


class _Rolls(dict[str, str]):
    """Which article lets the last day roll, by domain."""

    def __missing__(self, key: str) -> str:
        return "民事诉讼法第八十五条"


ROLLS = _Rolls(criminal="刑事诉讼法第一百零五条", administrative="行政诉讼法解释第四十八条")


def span_names(span: Mapping[str, int | None]) -> Names:
    """A length of time in words: 1个月零15日, 45日, 7个工作日."""
    units = (
        ("months", "个月", "months"), ("half_months", "个半月（15日）", "half months (15 days)"),
        ("days", "日", "days"), ("working_days", "个工作日", "working days"),
        ("hours", "小时", "hours"),
    )  # fmt: skip
    given = [(span.get(unit), zh, en) for unit, zh, en in units]
    parts = [(number, zh, en) for number, zh, en in given if number]
    if not parts:
        return Names(zh="未写明长度", en="of no stated length")
    return Names(
        zh="零".join(f"{number}{zh}" for number, zh, _ in parts),
        en=" and ".join(f"{number} {en}" for number, _, en in parts),
    )


def _rows_of(case_number: str, frame: Frame) -> pl.DataFrame:
    rows = frame.lazy().filter(pl.col("case_number").cast(pl.String) == case_number)
    return rows.collect()


def _rows_by_case(frame: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Rows by case number, each with its number in the frame as `_row`."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in frame.with_row_index("_row").to_dicts():
        found.setdefault(row["case_number"], []).append(row)
    return found


def _cited(source: Source) -> str:
    return f"{source.text} {source.article}".strip() + f" [{source.mark}]"


def _cited_step(limit: Limit, approver: str | None) -> str:
    for step in limit.extensions:
        if step.source and (approver is None or approver in step.approvers):
            return _cited(step.source)
    return _cited(limit.source)


def _readings_of(limit: Limit | None, book: LimitBook) -> dict[str, str]:
    """The contested points that this result depends on, with the options chosen."""
    named = {name for variant in (limit.variants if limit else ()) for name in variant.when}
    wanted = sorted(named | set(ALWAYS_READ))
    return {name: book.readings[name] for name in wanted if name in book.readings}
