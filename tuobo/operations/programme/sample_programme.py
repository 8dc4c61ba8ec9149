"""The improvement programme of the invented court, made as its people would make it.

Every entry goes through the same rights, checks and tables as one that is typed in; a step that
they refuse is an error of the sample, not something to be forced.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from django.db import transaction
from pydantic import Field

from tuobo.core.clock import COURT_TIME
from tuobo.core.content import NATIONAL, Content, Definition, load_file
from tuobo.core.errors import InternalError, StateError
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Raw
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.ledgers.desk import LedgerDesk, Visitor, open_ledgers
from tuobo.operations.ledgers.given import Given, Written
from tuobo.operations.ledgers.writing import create_entry, edit_entry, move_entry
from tuobo.operations.programme.effect import EFFECT, effect_ruling
from tuobo.operations.programme.freezing import freeze_entry
from tuobo.operations.workspace import Workspace
from tuobo.records.accounts.models import Account
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.audit.actions import Actor
from tuobo.records.ledgers import models
from tuobo.records.ledgers.files import Brought

_MORNING = time(9, 30)


class SampleStep(Definition):
    """One thing that somebody did: a `new` entry under a `key`, or an `event` of a key's entry.

    edit     the key of an entry whose fields are filled in; freeze: one whose figures are frozen
    files    file field → name of a text file that is brought
    refused  the step must be refused, as close-out without an effect is; nothing changes by it
    otherwise  more values, given where the step is not accepted without them
    """

    day: date
    who: str = Field(alias="as")
    new: str = ""
    key: str = ""
    move: str = ""
    event: str = ""
    edit: str = ""
    freeze: str = ""
    values: dict[str, str | int | date] = Field(default_factory=dict)
    files: dict[str, str] = Field(default_factory=dict)
    refused: bool = False
    otherwise: dict[str, str] = Field(default_factory=dict)


def make_sample_programme(content: Content, store: Path) -> int:
    """How many entries were made; none if there are entries already, or no data to speak of."""
    workspace = Workspace(store, content)
    if models.Entry.objects.exists() or workspace.snapshots.latest().is_empty:
        return 0
    steps = load_file(NATIONAL / "sample" / "programme.yaml", SampleStep)
    stage = _Stage(workspace=workspace, texts=Texts(content))
    with transaction.atomic():
        for step in steps:
            stage.take(step)
    return models.Entry.objects.count()


@dataclass(frozen=True, kw_only=True)
class _Stage:
    """Where the sample is played: `made` holds the entries by their keys."""

    workspace: Workspace
    texts: Texts
    made: dict[str, Written] = field(default_factory=dict)

    def take(self, step: SampleStep) -> None:
        desk = self._desk(step)
        if step.freeze:
            freeze_entry(desk, self.workspace, self._entry(step.freeze))
            return
        written = self._written(desk, step)
        if step.otherwise and not written.is_kept:
            more = step.model_copy(update={"values": {**step.values, **step.otherwise}})
            written = self._written(desk, more)
        if written.is_kept == step.refused:
            problems = "；".join(f"{one.field}: {one.rule} {one.found}" for one in written.problems)
            name = f"{step.day} {step.new}{step.edit}{step.event}"
            raise InternalError("programme.sample", step=name, problems=problems)
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
            return create_entry(desk, ledger=step.new, unit=desk.court.pk, given=given)
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
        """`$key` is the number of that entry, `@version` the data version of the store."""
        text = str(value)
        if text == "@version":
            return self.workspace.snapshots.latest().id
        return self.made[text[1:]].number if text.startswith("$") else text

    def _desk(self, step: SampleStep) -> LedgerDesk:
        """The desk of whoever took the step, on its day."""
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
        return open_ledgers(content, store, visitor, at=at, verdicts=verdicts)
