"""The ledgers of the invented court, made as its people would make them.

Every entry goes through the same rights, checks and tables as one that is typed in; a step that
they refuse is an error of the sample, not something to be forced.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from django.db import transaction

from tuobo.core.clock import COURT_TIME
from tuobo.core.content import Content
from tuobo.core.errors import InternalError, StateError
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Raw
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.ledgers.cadence_board import cadence_of, excuse
from tuobo.operations.ledgers.desk import LedgerDesk, Visitor, open_ledgers
from tuobo.operations.ledgers.given import Given, Written
from tuobo.operations.ledgers.writing import create_entry, edit_entry, move_entry
from tuobo.operations.programme.effect import EFFECT, effect_ruling
from tuobo.operations.programme.freezing import freeze_entry
from tuobo.operations.programme.sample_steps import SampleCases, SampleStep, sample_steps
from tuobo.operations.workspace import Workspace
from tuobo.records.accounts.models import Account
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.audit.actions import Actor
from tuobo.records.ledgers import models
from tuobo.records.ledgers.files import Brought
from tuobo.records.organisation.models import Unit

_MORNING = time(9, 30)
_CASE = "@case "


def make_sample_programme(content: Content, store: Path) -> int:
    """How many entries were made; none if there are entries already, or no data to speak of."""
    workspace = Workspace(store, content)
    if models.Entry.objects.exists() or workspace.snapshots.latest().is_empty:
        return 0
    court = Unit.objects.get(kind=Unit.Kind.COURT, level=Unit.Level.BASIC)
    stage = _Stage(
        workspace=workspace,
        texts=Texts(content),
        cases=SampleCases(workspace),
        units={one.code: one.pk for one in Unit.objects.filter(parent=court)} | {"": court.pk},
    )
    with transaction.atomic():
        for step in sample_steps():
            stage.take(step)
    return models.Entry.objects.count()


@dataclass(frozen=True, kw_only=True)
class _Stage:
    """Where the sample is played: `made` holds the entries by their keys.

    units  the court under an empty code, its branches and divisions under theirs
    desks  of who was there already on a day, as most take several steps in a row
    """

    workspace: Workspace
    texts: Texts
    cases: SampleCases
    units: dict[str, int]
    made: dict[str, Written] = field(default_factory=dict)
    desks: dict[tuple[str, date], LedgerDesk] = field(default_factory=dict)

    def take(self, step: SampleStep) -> None:
        desk = self._desk(step)
        if step.freeze:
            freeze_entry(desk, self.workspace, self._entry(step.freeze))
        elif step.excuse:
            self._excuse(desk, step)
        else:
            self._write(desk, step)

    def _excuse(self, desk: LedgerDesk, step: SampleStep) -> None:
        ledger, who = desk.ledger(step.excuse), str(self.units[step.unit])
        excuse(desk, ledger, cadence_of(ledger, step.cadence), who, step.period, step.reason)

    def _write(self, desk: LedgerDesk, step: SampleStep) -> None:
        written = self._written(desk, step)
        if step.otherwise and not written.is_kept:
            more = step.model_copy(update={"values": {**step.values, **step.otherwise}})
            written = self._written(desk, more)
        if written.is_kept == step.refused:
            problems = "；".join(f"{one.field}: {one.rule} {one.found}" for one in written.problems)
            raise InternalError("programme.sample", step=step.name, problems=problems)
        if step.new:
            self.made[step.key or f"-{len(self.made)}"] = written

    def _written(self, desk: LedgerDesk, step: SampleStep) -> Written:
        given = Given(
            raw={name: self._told(value) for name, value in step.values.items()},
            files={
                name: (Brought(name=file, content=self.texts("sample.file", name=file).encode()),)
                for name, file in step.files.items()
            },
        )
        if step.new:
            return create_entry(desk, ledger=step.new, unit=self.units[step.unit], given=given)
        entry = self._entry(step.move or step.edit)
        given = replace(given, revision=models.Entry.objects.get(pk=entry).revision)
        if step.edit:
            return edit_entry(desk, entry=entry, given=given)
        try:
            return move_entry(desk, entry=entry, event=step.event, given=given)
        except StateError:
            if step.refused:
                return Written()
            raise

    def _entry(self, key: str) -> int:
        entry = self.made[key].entry
        assert entry is not None
        return entry

    def _told(self, value: str | int | date) -> Raw:
        """`$key` is the number of that entry, `@version` the data version of the store,
        `@case 承办人 day` the case that somebody closed last by a day.
        """
        text = str(value)
        if text == "@version":
            return self.workspace.snapshots.latest().id
        if text.startswith(_CASE):
            judge, day = text.removeprefix(_CASE).split()
            return self.cases.last_closed(judge, date.fromisoformat(day))
        return self.made[text[1:]].number if text.startswith("$") else text

    def _desk(self, step: SampleStep) -> LedgerDesk:
        """The desk of whoever took the step, on its day."""
        known = self.desks.get((step.who, step.day))
        if known is not None:
            return known
        account = Account.objects.select_related("person__court").get(login=step.who)
        at = datetime.combine(step.day, _MORNING, COURT_TIME).astimezone(UTC)
        begun = account.grants.order_by("starts_on")[0].starts_on
        visitor = Visitor(
            viewer=viewer_of(account, max(step.day, begun)),
            actor=Actor.of(account),
            person=account.person_id,
            court=account.person.court.code,
        )
        content, store = self.workspace.content, self.workspace.store
        verdicts = {EFFECT: effect_ruling(the_desk(store, content), self.texts)}
        desk = open_ledgers(content, store, visitor, at=at, verdicts=verdicts)
        self.desks[step.who, step.day] = desk
        return desk
