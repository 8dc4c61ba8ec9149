"""The answer of a trial as a list: what would change above, and every case that would change.

Whoever may not see cases gets the numbers alone, and without judges' names where these are hidden.
"""

from __future__ import annotations

from collections.abc import Iterator

from tuobo.core.texts import Texts
from tuobo.engines.reports import Figure, text_of
from tuobo.operations.definitions_desk.try_indicator import IndicatorTrial, MovedCase
from tuobo.operations.definitions_desk.try_readings import ChangedCase, ReadingsTrial
from tuobo.operations.desk.exporting import Export, Value

_JUDGE = "health.judge"


def readings_export(trial: ReadingsTrial, texts: Texts, *, cases: bool, judges: bool) -> Export:
    """Open cases with another deadline, then closed ones with another verdict."""
    titles = [
        "definitions.try.effect", "health.case_number", "health.division", _JUDGE,
        "definitions.try.limit",
    ]  # fmt: skip
    days = ("definitions.try.due", "definitions.try.alert", "definitions.try.lane")
    sides = ("definitions.try.before", "definitions.try.after")
    named = [texts(one) for one in titles if judges or one != _JUDGE]
    named += [
        texts("definitions.try.column", name=texts(name), side=texts(side))
        for name in days
        for side in sides
    ]
    return Export(
        title=texts("definitions.try.readings"),
        criteria=(*_data(trial.data_version, str(trial.as_of), texts), *_changes(trial, texts)),
        titles=(*named, texts("definitions.try.moved")),
        rows=_readings_rows(trial, texts, judges=judges) if cases else iter(()),
    )


def indicator_export(trial: IndicatorTrial, texts: Texts, *, cases: bool, judges: bool) -> Export:
    """The cases that come in or go out, side by side with the figures of place and divisions."""
    titles = (
        "definitions.try.side", "definitions.try.effect", "health.case_number", "health.division",
        _JUDGE, "health.filed_on", "health.closed_on",
    )  # fmt: skip
    return Export(
        title=texts("definitions.try.of_indicator", name=trial.name),
        criteria=(
            *_data(trial.data_version, str(trial.as_of), texts),
            (texts("web.period"), str(trial.period)),
            *_figures(trial, texts),
        ),
        titles=tuple(texts(one) for one in titles if judges or one != _JUDGE),
        rows=_indicator_rows(trial, texts, judges=judges) if cases else iter(()),
    )


def _data(version: str, day: str, texts: Texts) -> tuple[tuple[str, str], ...]:
    told = texts("definitions.try.data", version=version, day=day)
    return ((texts("definitions.try.data.name"), told),)


def _changes(trial: ReadingsTrial, texts: Texts) -> Iterator[tuple[str, str]]:
    """What was read otherwise, and the numbers."""
    for one in trial.choices:
        yield f"{one.point} {one.question}", _both(one.before, one.after, texts)
    counted = texts("definitions.try.of", changed=len(trial.changed), cases=trial.open_cases)
    yield texts("definitions.try.cases"), counted
    for code, found in (("now_late", trial.now_late), ("now_in_time", trial.now_in_time)):
        counted = texts("definitions.try.of", changed=len(found), cases=trial.closed)
        yield texts(f"definitions.try.{code}"), counted
    for lane in trial.lanes:
        yield lane.name, _both(str(lane.before), str(lane.after), texts)


def _figures(trial: IndicatorTrial, texts: Texts) -> Iterator[tuple[str, str]]:
    figure = _both(_told(trial.before, texts), _told(trial.after, texts), texts)
    yield texts("definitions.try.figure"), figure
    for side in trial.sides:
        yield texts(side.title_code), _both(str(side.before), str(side.after), texts)
    for field in trial.fields:
        if field.is_changed:
            yield field.label, _both(field.before, field.after, texts)
    for one in trial.divisions:
        yield one.name, _both(_told(one.before, texts), _told(one.after, texts), texts)


def _told(figure: Figure | None, texts: Texts) -> str:
    """Value and fraction; a small number as its fraction alone."""
    if figure is None:
        return texts("definitions.try.absent")
    found = text_of(figure)
    return " ".join(part for part in (found.value, found.fraction) if part)


def _both(before: str, after: str, texts: Texts) -> str:
    return texts("definitions.try.both", before=before, after=after)


def _readings_rows(
    trial: ReadingsTrial, texts: Texts, *, judges: bool
) -> Iterator[tuple[Value, ...]]:
    for one in trial.changed:
        yield (
            texts("definitions.try.changed"),
            *_case(one, judges=judges),
            one.limit,
            *(day or "" for day in (one.due_before, one.due_after)),
            *(day or "" for day in (one.alert_before, one.alert_after)),
            one.lane_before,
            one.lane_after,
            "" if one.moved_days is None else one.moved_days,
        )
    empty = ("",) * (9 + judges)
    for code, found in (("now_late", trial.now_late), ("now_in_time", trial.now_in_time)):
        for number in found:
            yield (texts(f"definitions.try.{code}"), number, *empty)


def _indicator_rows(
    trial: IndicatorTrial, texts: Texts, *, judges: bool
) -> Iterator[tuple[Value, ...]]:
    for side in trial.sides:
        for one in side.moved:
            effect = "comes_in" if one.comes_in else "goes_out"
            yield (
                texts(side.title_code),
                texts(f"definitions.try.{effect}"),
                *_case(one, judges=judges),
                one.filed_on or "",
                one.closed_on or "",
            )


def _case(one: ChangedCase | MovedCase, *, judges: bool) -> tuple[str, ...]:
    return (one.case_number, one.division, *((one.judge,) if judges else ()))
