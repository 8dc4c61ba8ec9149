"""A trial as a job: over many cases, or to have it as a file. The answer is a workbook.

The job keeps what was asked, as every job does, and its file for some days; no rule is changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings

from tuobo.core.clock import now
from tuobo.core.errors import RequestError
from tuobo.core.period import Period
from tuobo.core.reach import Place
from tuobo.engines.intake import DataVersion
from tuobo.engines.rights import Policy
from tuobo.operations.case_exports.write import XLSX, tell_log, write_list
from tuobo.operations.definitions_desk.trial_files import indicator_export, readings_export
from tuobo.operations.definitions_desk.try_indicator import TriedFile, placed, try_indicator
from tuobo.operations.definitions_desk.try_readings import try_readings
from tuobo.operations.desk.exporting import Export
from tuobo.operations.desk.places import name_of
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.supervision.hand import Hand
from tuobo.records.organisation.queries import divisions_of
from tuobo.records.registry.job_actions import Outcome

KIND = "definitions.try"
RIGHT = "definitions.what_if"
READINGS_AT_ONCE, INDICATOR_AT_ONCE = 250_000, 60_000
"""So many cases in the store take about two seconds; from there on one need not wait for it."""

_IS = "="


@dataclass(frozen=True, kw_only=True)
class TrialAsked:
    """One of the two trials, as plain values: `file` is empty for one of readings.

    choices  point=option
    """

    version: str
    court: str
    division: str = ""
    judge: str = ""
    choices: tuple[str, ...] = ()
    file: str = ""
    text: str = ""
    period: str = ""

    @classmethod
    def of_readings(cls, version: DataVersion, place: Place, chosen: dict[str, str]) -> TrialAsked:
        return cls(
            version=version.id,
            court=place.court,
            division=place.division,
            judge=place.judge,
            choices=tuple(f"{point}{_IS}{option}" for point, option in chosen.items()),
        )

    @classmethod
    def of_file(
        cls, version: DataVersion, place: Place, brought: TriedFile, period: Period
    ) -> TrialAsked:
        return cls(
            version=version.id,
            court=place.court,
            division=place.division,
            judge=place.judge,
            file=brought.name,
            text=brought.text,
            period=str(period),
        )

    @property
    def place(self) -> Place:
        return Place(court=self.court, division=self.division, judge=self.judge)

    @property
    def chosen(self) -> dict[str, str]:
        """Point → option."""
        return {point: option for point, _, option in (one.partition(_IS) for one in self.choices)}


def is_long(version: DataVersion, at_once: int) -> bool:
    """Whether a trial over a data version is left to the background."""
    return version.rows.get("case", 0) > at_once


def try_job(run: JobRun) -> Outcome:
    """Try once more within what its owner may see now; RequestError for a place outside."""
    asked = run.asked(TrialAsked)
    if not _covers(run, RIGHT, asked.place):
        raise RequestError("desk.no_place", place=asked.division or asked.court)
    run.say("definitions.try.step")
    export = _tried(run, asked)
    name = f"{export.title}-{asked.version[:12]}.{XLSX}"
    rows = write_list(run.workspace, export, run.file(name), form=XLSX, texts=run.texts)
    tell_log(export, rows, hand=Hand(account=run.job.account_id, actor=run.actor, at=now()))
    return Outcome(file=name, rows=rows)


def _tried(run: JobRun, asked: TrialAsked) -> Export:
    texts, place = run.texts, asked.place
    cases = _covers(run, "cases.view", place) and _covers(run, "exports.make", place)
    judges = "judge" not in Policy.of(settings.TUOBO_CONTENT).hidden_columns(run.viewer, "case")
    desk = the_desk(run.workspace.store, run.workspace.content)
    with desk.now(asked.version) as opened:
        if asked.file:
            brought = TriedFile(name=asked.file, text=asked.text)
            within = (place, Period.of(asked.period))
            found = try_indicator(opened.workspace, opened.version, within, brought, texts)
            order = divisions_of(place.court)
            found = replace(found, divisions=placed(found.divisions, order))
            export = indicator_export(found, texts, cases=cases, judges=judges)
        else:
            tried = try_readings(opened.workspace, opened.version, place, asked.chosen, texts)
            export = readings_export(tried, texts, cases=cases, judges=judges)
        named = (texts("web.place"), name_of(opened, place, texts))
    return replace(export, criteria=(named, *export.criteria))


def _covers(run: JobRun, right: str, place: Place) -> bool:
    reach = run.reach(right)
    return reach.covers(court=place.court, division=place.division, judge=place.judge)
