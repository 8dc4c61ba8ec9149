"""The pages of the two trials: what was asked, and what would change, for one visitor.

Who may not see cases or the names of judges gets the counts, and the columns that remain. A trial
over very many cases, and one whose answer is wanted as a file, runs in the background.
"""

from __future__ import annotations

from django.urls import reverse

from tuobo.core.clock import now
from tuobo.core.errors import DefinitionError, RequestError
from tuobo.engines.reports import Figure, text_of
from tuobo.engines.reports.numbers import NumberWords
from tuobo.operations.definitions_desk.in_background import (
    INDICATOR_AT_ONCE,
    KIND,
    READINGS_AT_ONCE,
    RIGHT,
    TrialAsked,
    is_long,
)
from tuobo.operations.definitions_desk.try_indicator import (
    IndicatorTrial,
    check_tried,
    placed,
    try_indicator,
)
from tuobo.operations.definitions_desk.try_readings import try_readings
from tuobo.operations.desk.open_desk import Desk
from tuobo.operations.jobs.starting import start_job
from tuobo.operations.reporting_period import year_so_far
from tuobo.records.organisation.queries import divisions_of
from tuobo.records.registry.job_actions import Starter
from tuobo.web.areas.definitions.forms import FileForm, ReadingsForm
from tuobo.web.areas.definitions.pages import (
    DivisionChange,
    FigureChange,
    TryIndicatorPage,
    TryReadingsPage,
)
from tuobo.web.ui.visit import Visit

_JOB_PAGE = "jobs:show"
_NO_JOB = 0


def tried_readings(visit: Visit, desk: Desk, form: ReadingsForm) -> TryReadingsPage:
    """The page before and after the trial; a form that changes nothing says so."""
    trial, late = None, 0
    if chosen := _chosen(form):
        place = visit.place(RIGHT)
        with desk.now(visit.as_of) as opened:
            if is_long(opened.version, READINGS_AT_ONCE):
                late = opened.version.rows["case"]
            else:
                trial = try_readings(opened.workspace, opened.version, place, chosen, visit.texts)
    return TryReadingsPage(
        form=form,
        trial=trial,
        late=late,
        shows_cases=_shows_cases(visit),
        shows_judges=_shows_judges(visit),
    )


def tried_file(visit: Visit, desk: Desk, form: FileForm) -> TryIndicatorPage:
    """The same for a definition file; what is wrong with the file stands beside its field."""
    brought = form.brought() if form.is_bound else None
    trial = None
    if brought is not None:
        place = visit.place(RIGHT)
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
        figure=_change(trial.before, trial.after, visit.numbers) if trial else None,
        divisions=_divisions(trial, visit.place(RIGHT).court, visit.numbers) if trial else (),
        shows_cases=_shows_cases(visit),
        shows_judges=_shows_judges(visit),
    )


def readings_later(visit: Visit, desk: Desk, form: ReadingsForm) -> str:
    """The page of the job that was started; empty where the form asks for nothing."""
    chosen = _chosen(form)
    if not chosen:
        return ""
    with desk.now(visit.as_of) as opened:
        return _started(visit, TrialAsked.of_readings(opened.version, visit.place(RIGHT), chosen))


def file_later(visit: Visit, desk: Desk, form: FileForm) -> str:
    """The same for a file, if it asks for a workbook or the cases are too many to wait for.

    A file that cannot be tried starts no job: its page tells what is wrong with it.
    """
    brought = form.brought()
    if brought is None:
        return ""
    with desk.now(visit.as_of) as opened:
        if not form.wants_workbook and not is_long(opened.version, INDICATOR_AT_ONCE):
            return ""
        period = visit.period or year_so_far(opened.version.as_of)
        try:
            check_tried(opened.workspace, period, brought)
        except (DefinitionError, RequestError):
            return ""
        place = visit.place(RIGHT)
        return _started(visit, TrialAsked.of_file(opened.version, place, brought, period))


def _chosen(form: ReadingsForm) -> dict[str, str]:
    """What is read otherwise; a bound form without anything is told so."""
    if not form.is_bound or not form.is_valid():
        return {}
    chosen = form.chosen()
    if not chosen:
        form.reject("", "definitions.try.none_chosen")
    return chosen


def _started(visit: Visit, asked: TrialAsked) -> str:
    page = reverse(_JOB_PAGE, args=[_NO_JOB])
    starter = Starter(
        account=visit.who.id,
        court=asked.court,
        address=visit.address,
        page=page.replace(str(_NO_JOB), "{job}"),
    )
    return reverse(_JOB_PAGE, args=[start_job(KIND, asked, starter=starter, at=now())])


def _shows_cases(visit: Visit) -> bool:
    """Whether all cases of the place may be seen."""
    place = visit.place(RIGHT)
    reach = visit.reach("cases.view")
    return reach.covers(court=place.court, division=place.division, judge=place.judge)


def _shows_judges(visit: Visit) -> bool:
    return "judge" not in visit.hidden("case")


def _divisions(trial: IndicatorTrial, court: str, words: NumberWords) -> tuple[DivisionChange, ...]:
    return tuple(
        DivisionChange(name=one.name, change=_change(one.before, one.after, words))
        for one in placed(trial.divisions, divisions_of(court))
    )


def _change(before: Figure | None, after: Figure | None, words: NumberWords) -> FigureChange:
    return FigureChange(
        before=text_of(before, words) if before else None,
        after=text_of(after, words) if after else None,
    )
