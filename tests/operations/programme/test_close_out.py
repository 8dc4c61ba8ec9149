"""Close-out and the effect test in the small court: refused, overridden, kept, shown by a chart.

The small court has few cases, so whether an effect is proven is for the tests of the engine; here a
ruling is given in its place where a test needs one, and the real one where it must refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.desk_cast import CIVIL_1, COURT, Desk
from tests.programme_cast import branch_of
from tuobo.core.content import Content
from tuobo.core.errors import StateError
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Entry as EngineEntry
from tuobo.engines.ledgers import Ledger, Ruling
from tuobo.operations.desk.open_desk import Desk as Facts
from tuobo.operations.ledgers.desk import LedgerDesk, Visitor, open_ledgers
from tuobo.operations.ledgers.entry_page import entry_page, read_entry
from tuobo.operations.ledgers.given import Given, Written
from tuobo.operations.ledgers.writing import create_entry, move_entry
from tuobo.operations.programme.effect import EFFECT, effect_ruling
from tuobo.operations.programme.verdicts_beside import verdicts_beside
from tuobo.operations.workspace import Workspace
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.audit.actions import Actor
from tuobo.records.ledgers.files import Brought
from tuobo.records.ledgers.models import Entry

pytestmark = pytest.mark.django_db
INDICATOR = "closed_within_limit_rate"
TEXTS = Texts(Content())
As = Callable[[str], LedgerDesk]


@pytest.fixture
def facts(desk: Desk) -> Iterator[Facts]:
    opened = Facts(Workspace(desk.store.folder / "store", Content()))
    yield opened
    opened.close()


@pytest.fixture
def acting(desk: Desk, facts: Facts) -> As:
    """Desks of the cast on 6 January 2026, with the real effect test."""

    def as_(name: str) -> LedgerDesk:
        account = desk.accounts[name]
        visitor = Visitor(
            viewer=viewer_of(account, date(2026, 1, 6)),
            actor=Actor.of(account),
            person=account.person_id,
            court=COURT,
        )
        verdicts = {EFFECT: effect_ruling(facts, TEXTS)}
        at = datetime(2026, 1, 6, 2, 0, tzinfo=UTC)
        return open_ledgers(
            Content(), desk.store.folder / "store", visitor, at=at, verdicts=verdicts
        )

    return as_


def new(desk: Desk, by: LedgerDesk, ledger: str, **values: str) -> Entry:
    written = create_entry(by, ledger=ledger, unit=desk.court.pk, given=Given(raw=values))
    assert written.is_kept, written.problems
    return Entry.objects.get(pk=written.entry)


def move(by: LedgerDesk, entry: Entry, event: str, **values: str) -> Written:
    entry.refresh_from_db()
    files = {
        name: (Brought(name="证明.txt", content=b"evidence"),)
        for name in ("evidence", "closing_documents")
        if values.pop(name, "")
    }
    given = Given(raw=values, files=files, revision=entry.revision)
    written = move_entry(by, entry=entry.pk, event=event, given=given)
    entry.refresh_from_db()
    return written


@pytest.fixture
def checked(desk: Desk, acting: As) -> Entry:
    """A problem tied to an indicator whose only task is done: applied for by one, verified by
    another, before whoever approves.
    """
    office, party = acting("trial_management"), acting("party_office")
    leader = desk.accounts["president"].person
    assert leader is not None
    problem = new(
        desk, office, "problem", statement="审限内结案率偏低", dimension="quality",
        found_on="2025-07-01", found_through="signal", indicators=INDICATOR,
    )  # fmt: skip
    move(
        office, problem, "list", main_layer="indicator", main_cause="提醒没有到人", solver="own",
        responsible_unit=CIVIL_1, leader=leader.name, due_on="2026-06-30",
    )  # fmt: skip
    task = new(
        desk, office, "task", title="逐案提醒", deliverable="提醒记录", problems=problem.number,
        leader=leader.name, lead_unit=CIVIL_1, start_on="2025-07-10", due_on="2025-12-31",
    )  # fmt: skip
    move(office, task, "assign", strand="抓审判", branch=branch_of(desk))
    move(party, task, "accept", person=leader.name)
    move(office, problem, "start")
    move(party, task, "submit", result="已经逐案提醒", evidence="yes")
    move(office, task, "confirm")
    move(party, problem, "apply", closing_note="措施已落实", closing_documents="yes")
    move(office, problem, "check", check_note="记录齐全")
    assert problem.state == "checked"
    return problem


def test_close_out_is_refused_for_want_of_effect(acting: As, checked: Entry) -> None:
    """The president may override, so that what is missing is the reason; nothing has changed."""
    written = move(acting("president"), checked, "approve")

    assert [one.field for one in written.problems] == ["override_reason"]
    assert "审限内结案率" in written.problems[0].text(TEXTS)  # the test says why it is not proven
    assert checked.state == "checked"


def test_who_verified_may_not_verify_what_they_applied_for(desk: Desk, acting: As) -> None:
    office = acting("trial_management")
    problem = new(
        desk, office, "problem", statement="卷宗归档慢", dimension="quality",
        found_on="2025-07-01", found_through="self",
    )  # fmt: skip
    Entry.objects.filter(pk=problem.pk).update(state="rectifying")
    new(desk, office, "task", title="每周归档", problems=problem.number)
    Entry.objects.filter(ledger="task").update(state="done")
    move(office, problem, "apply", closing_note="已归档", closing_documents="yes")

    with pytest.raises(StateError, match="same_person"):
        move(office, problem, "check", check_note="齐全")


def test_an_override_keeps_the_reason_and_what_the_test_said(acting: As, checked: Entry) -> None:
    move(acting("president"), checked, "approve", override_reason="样本太小，另有记录证明")

    assert checked.state == "closed"
    step = checked.events.order_by("position").last()
    assert step is not None
    [ruling] = step.rulings
    assert (ruling["verdict"], ruling["holds"]) == (EFFECT, False)
    assert "审限内结案率" in ruling["said"]


def test_a_verdict_that_holds_is_kept_with_the_step(acting: As, checked: Entry) -> None:
    def given(_: LedgerDesk, __: Ledger, ___: EngineEntry) -> Ruling:
        return Ruling(verdict=EFFECT, holds=True, said="第二期仍在区间内")

    president = replace(acting("president"), verdicts={EFFECT: given})
    move(president, checked, "approve")

    page = entry_page(president, read_entry(president, "problem", checked.pk), TEXTS)
    [line] = page.steps[0].rulings
    assert (line.name, line.holds, line.said) == ("效果检验", True, "第二期仍在区间内")


def test_an_open_problem_shows_the_reading_of_the_data_looked_at(
    acting: As, facts: Facts, checked: Entry
) -> None:
    with facts.now() as opened:
        [found] = verdicts_beside(acting("president"), opened, COURT, INDICATOR, TEXTS)

    assert (found.number, found.is_open, found.holds) == (checked.number, True, False)
    assert found.began_on == date(2025, 7, 10)  # when its task began
    assert opened.version.id in found.said


def test_a_closed_problem_keeps_the_verdict_of_its_close_out(
    acting: As, facts: Facts, checked: Entry
) -> None:
    move(acting("president"), checked, "approve", override_reason="另有记录证明")

    with facts.now() as opened:
        [found] = verdicts_beside(acting("president"), opened, COURT, INDICATOR, TEXTS)
        none = verdicts_beside(acting("president"), opened, COURT, "appeal_rate", TEXTS)

    assert (found.is_open, found.decided_on) == (False, date(2026, 1, 6))
    assert found.word == "效果未成立，凭理由销号"
    assert none == ()
