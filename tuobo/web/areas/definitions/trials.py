"""The pages of the two trials: what was asked, and what would change, for one visitor.

Who may not see cases or the names of judges gets the counts, and the columns that remain.
"""

from __future__ import annotations

from tuobo.core.errors import DefinitionError, RequestError
from tuobo.engines.reports import Figure, text_of
from tuobo.operations.definitions_desk.try_indicator import IndicatorTrial, try_indicator
from tuobo.operations.definitions_desk.try_readings import try_readings
from tuobo.operations.desk.open_desk import Desk
from tuobo.operations.reporting_period import year_so_far
from tuobo.records.organisation.queries import divisions_of
from tuobo.web.areas.definitions.forms import FileForm, ReadingsForm
from tuobo.web.areas.definitions.pages import (
    DivisionChange,
    FigureChange,
    TryIndicatorPage,
    TryReadingsPage,
)
from tuobo.web.ui.visit import Visit

_RIGHT = "definitions.what_if"


def tried_readings(visit: Visit, desk: Desk, form: ReadingsForm) -> TryReadingsPage:
    """The page before and after the trial; a form that changes nothing says so."""
    trial = None
    if form.is_bound and form.is_valid():
        chosen = form.chosen()
        if not chosen:
            form.reject("", "definitions.try.none_chosen")
        else:
            place = visit.place(_RIGHT)
            with desk.now(visit.as_of) as opened:
                trial = try_readings(opened.workspace, opened.version, place, chosen, visit.texts)
    return TryReadingsPage(
        form=form,
        trial=trial,
        shows_cases=visit.may("cases.view"),
        shows_judges="judge" not in visit.hidden("case"),
    )


def tried_file(visit: Visit, desk: Desk, form: FileForm) -> TryIndicatorPage:
    """The same for a definition file; what is wrong with the file stands beside its field."""
    brought = form.brought() if form.is_bound else None
    trial = None
    if brought is not None:
        place = visit.place(_RIGHT)
        with desk.now(visit.as_of) as opened:
            period = visit.period or year_so_far(opened.version.as_of)
            try:
                trial = try_indicator(
                    opened.workspace, opened.version, (place, period), brought, visit.texts
                )
            except (DefinitionError, RequestError) as error:
                form.reject("file", error.code, **error.fields)
    return TryIndicatorPage(
        form=form,
        trial=trial,
        figure=_change(trial.before, trial.after) if trial else None,
        divisions=_divisions(trial, visit.place(_RIGHT).court) if trial else (),
        shows_cases=visit.may("cases.view"),
        shows_judges="judge" not in visit.hidden("case"),
    )


def _divisions(trial: IndicatorTrial, court: str) -> tuple[DivisionChange, ...]:
    """As they stand in the court; those that it no longer has come last."""
    order = {name: number for number, name in enumerate(divisions_of(court))}
    placed = sorted(trial.divisions, key=lambda one: order.get(one.name, len(order)))
    return tuple(
        DivisionChange(name=one.name, change=_change(one.before, one.after)) for one in placed
    )


def _change(before: Figure | None, after: Figure | None) -> FigureChange:
    return FigureChange(
        before=text_of(before) if before else None, after=text_of(after) if after else None
    )
