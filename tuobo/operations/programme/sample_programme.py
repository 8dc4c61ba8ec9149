"""The improvement programme of the invented court, made as its people would make it.

Every entry goes through the same rights, checks and tables as one that is typed in; a step that
they refuse is an error of the sample, not something to be forced.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from django.db import transaction
from pydantic import Field

from tuobo.core.clock import COURT_TIME
from tuobo.core.content import NATIONAL, Content, Definition, load_file
from tuobo.core.errors import InternalError
from tuobo.engines.ledgers import Raw
from tuobo.operations.ledgers.desk import LedgerDesk, Visitor, open_ledgers
from tuobo.operations.ledgers.given import Given, Written
from tuobo.operations.ledgers.writing import create_entry, move_entry
from tuobo.records.accounts.models import Account
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.audit.actions import Actor
from tuobo.records.ledgers import models

_MORNING = time(9, 30)


class SampleStep(Definition):
    """One thing that somebody did: a `new` entry under a `key`, or an `event` of a key's entry."""

    day: date
    who: str = Field(alias="as")
    new: str = ""
    key: str = ""
    move: str = ""
    event: str = ""
    values: dict[str, str | int | date] = Field(default_factory=dict)


def make_sample_programme(content: Content, store: Path) -> int:
    """How many entries were made; none if there are entries already."""
    if models.Entry.objects.exists():
        return 0
    steps = load_file(NATIONAL / "sample" / "programme.yaml", SampleStep)
    made: dict[str, Written] = {}
    with transaction.atomic():
        for step in steps:
            made[step.key or f"-{len(made)}"] = _taken(content, store, step, made)
    return models.Entry.objects.count()


def _taken(content: Content, store: Path, step: SampleStep, made: dict[str, Written]) -> Written:
    desk = _desk(content, store, step)
    raw: dict[str, Raw] = {name: _told(value, made) for name, value in step.values.items()}
    if step.new:
        written = create_entry(desk, ledger=step.new, unit=desk.court.pk, given=Given(raw=raw))
    else:
        entry = made[step.move].entry
        assert entry is not None
        revision = models.Entry.objects.get(pk=entry).revision
        given = Given(raw=raw, revision=revision)
        written = move_entry(desk, entry=entry, event=step.event, given=given)
    if not written.is_kept:
        problems = "；".join(f"{one.field}: {one.rule} {one.found}" for one in written.problems)
        raise InternalError("programme.sample", step=f"{step.day} {step.new}{step.event}",
                            problems=problems)  # fmt: skip
    return written


def _told(value: str | int | date, made: dict[str, Written]) -> Raw:
    text = str(value)
    return made[text[1:]].number if text.startswith("$") else text


def _desk(content: Content, store: Path, step: SampleStep) -> LedgerDesk:
    """The desk of whoever took the step, on its day."""
    account = Account.objects.select_related("person__court").get(login=step.who)
    at = datetime.combine(step.day, _MORNING, COURT_TIME).astimezone(UTC)
    visitor = Visitor(
        viewer=viewer_of(account, max(step.day, account.grants.order_by("starts_on")[0].starts_on)),
        actor=Actor.of(account),
        person=account.person_id,
        court=account.person.court.code,
    )
    return open_ledgers(content, store, visitor, at=at)
