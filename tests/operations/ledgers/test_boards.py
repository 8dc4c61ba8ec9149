"""Cadences, due days, reminders and figures of entries, with the numbers worked out in sight."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.desk_cast import CIVIL_1, CIVIL_2, Desk
from tests.ledger_desk import CONTENT, ON, Ledgers, made, moved
from tuobo.core.errors import RequestError
from tuobo.core.measure import Amount, Count, Measure, Rate
from tuobo.core.period import Period
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Standing
from tuobo.operations.ledgers.cadence_board import board_of, cadence_of, excuse
from tuobo.operations.ledgers.desk import LedgerDesk, Visitor
from tuobo.operations.ledgers.due_days import due_entries, due_for_feed, send_reminders
from tuobo.operations.ledgers.figures import FigureAsk, figures_of, ledger_figure
from tuobo.operations.ledgers.given import Given
from tuobo.operations.ledgers.writing import create_entry
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.audit.actions import Actor
from tuobo.records.ledgers.models import Entry
from tuobo.records.notices.models import Notice


def held(desk: Desk, by: LedgerDesk, unit: str, day: str) -> None:
    given = Given(raw={"topic": "谈话", "held_on": day})
    written = create_entry(by, ledger="talk", unit=desk.divisions[unit].pk, given=given)
    moved(by, Entry.objects.get(pk=written.entry), "hold", held_on=day)


def standings(by: LedgerDesk, year: int = 2026) -> dict[str, list[Standing]]:
    ledger = by.ledger("talk")
    board = board_of(by, ledger, cadence_of(ledger, "quarterly"), year)
    return {row.name: [cell.standing for cell in row.cells] for row in board.rows}


def test_the_board_says_who_held_what_in_official_order(desk: Desk, ledgers: Ledgers) -> None:
    office = ledgers("trial_management", on=date(2026, 7, 10))
    held(desk, office, CIVIL_1, "2026-02-03")
    held(desk, office, CIVIL_1, "2026-05-06")
    held(desk, office, CIVIL_2, "2026-05-07")

    found = standings(office)

    assert list(found) == list(desk.divisions)  # never by how they stand
    assert found[CIVIL_1] == [Standing.HELD, Standing.HELD, Standing.RUNNING]
    assert found[CIVIL_2] == [Standing.OVERDUE, Standing.HELD, Standing.RUNNING]


def test_a_reason_is_kept_by_whoever_keeps_the_ledger_there(desk: Desk, ledgers: Ledgers) -> None:
    head = ledgers("division_head", on=date(2026, 7, 10))
    ledger = head.ledger("talk")
    cadence = cadence_of(ledger, "quarterly")
    own, other = (str(desk.divisions[name].pk) for name in (CIVIL_1, CIVIL_2))

    excuse(head, ledger, cadence, own, "2026Q1", "全庭参加集中清案")

    assert standings(head)[CIVIL_1][0] is Standing.EXCUSED
    assert list(standings(head)) == [CIVIL_1]
    for subject, reason, code in ((other, "因故", "no_subject"), (own, " ", "reason_needed")):
        with pytest.raises(RequestError) as refused:
            excuse(head, ledger, cadence, subject, "2026Q1", reason)
        assert refused.value.code == f"ledger_store.{code}"


def test_due_days_are_those_of_ones_own_reach(desk: Desk, ledgers: Ledgers) -> None:
    office = ledgers("trial_management")
    made(desk, office, what="甲", deadline="2026-03-05")
    made(desk, office, what="乙", deadline="2026-03-03", unit=CIVIL_2)
    texts, until = Texts(CONTENT), date(2026, 3, 20)

    assert [one.title for one in due_entries(office, until, texts)] == ["乙", "甲"]
    head = due_entries(ledgers("division_head"), until, texts)
    assert [(one.title, one.due_on) for one in head] == [("甲", date(2026, 3, 5))]


def test_a_calendar_holds_what_concerns_its_owner(desk: Desk, ledgers: Ledgers) -> None:
    office = ledgers("trial_management")
    made(desk, office, what="甲", deadline="2026-03-05", leader="法官丙02")
    made(desk, office, what="乙", deadline="2026-03-06")

    def fed(name: str) -> list[str]:
        account = desk.accounts[name]
        visitor = Visitor(
            viewer=viewer_of(account, ON),
            actor=Actor.of(account),
            person=account.person_id,
            court="辽9901",
        )
        at = datetime(2026, 3, 2, 1, tzinfo=UTC)
        return [one.title for one in due_for_feed(CONTENT, visitor, at, Texts(CONTENT))]

    assert fed("judge") == ["甲"]
    assert fed("division_head") == ["甲", "乙"]  # of the own division
    assert fed("trial_management") == ["甲", "乙"]  # entered by this person
    assert fed("president") == []


def test_reminders_go_once_to_those_concerned_and_then_up(desk: Desk, ledgers: Ledgers) -> None:
    """Reminded three days before the deadline of 10 March, escalated two days after it."""
    made(desk, ledgers("division_head"), leader="法官丙02", deadline="2026-03-10")

    def told_on(day: int) -> list[tuple[str, str]]:
        before = set(Notice.objects.values_list("pk", flat=True))
        send_reminders(CONTENT, ledgers("judge").store, datetime(2026, 3, day, 1, tzinfo=UTC))
        new = Notice.objects.exclude(pk__in=before).order_by("account__login")
        return [(one.account.login, one.kind) for one in new]

    assert told_on(6) == []
    assert told_on(7) == [("judge", "ledger.reminder")]
    assert told_on(7) == []
    assert told_on(11) == []
    assert told_on(14) == [("president", "ledger.escalated")]  # also after days that were missed
    assert told_on(15) == []


def value(by: LedgerDesk, name: str, period: str = "2026Q1") -> Measure:
    ask = FigureAsk(figure=name, period=Period.of(period), court="辽9901")
    return ledger_figure(by, by.ledger("errand"), ask)[0].measure


def test_figures_carry_their_measure_their_evidence_and_their_entries(
    desk: Desk, ledgers: Ledgers
) -> None:
    office, head = ledgers("trial_management"), ledgers("division_head")
    first = made(desk, head, budget="3000")
    made(desk, head, budget="0.5万")
    made(desk, office, unit=CIVIL_2)
    moved(head, first, "ask", result="已完成")
    moved(office, first, "verify")

    assert value(office, "all") == Count(value=3)
    assert value(office, "done_count") == Count(value=1)
    assert value(office, "done_share") == Rate(numerator=1, denominator=3)
    assert value(office, "spent") == Amount(fen=800_000)  # 3,000 + 5,000 yuan
    assert value(office, "all", "2025") == Count(value=0)
    assert value(head, "all") == Count(value=2)  # within one's own reach

    ask = FigureAsk(figure="done_count", period=Period.of("2026"), court="辽9901", by=("unit",))
    places = ledger_figure(office, office.ledger("errand"), ask)
    by_unit = {one.cell.at["unit"]: one for one in places}
    mine = by_unit[str(desk.divisions[CIVIL_1].pk)]
    assert mine.rows == ("事项〔2026〕001",)
    assert mine.cell.evidence.definition == "errand.done_count@1"
    assert mine.cell.evidence.data_version.startswith("live-errand-")


def test_the_data_version_moves_with_every_step(desk: Desk, ledgers: Ledgers) -> None:
    office = ledgers("trial_management")
    entry = made(desk, office)
    ask = FigureAsk(figure="all", period=Period.of("2026"), court="辽9901")
    ledger = office.ledger("errand")
    before = ledger_figure(office, ledger, ask)[0].cell.evidence.data_version

    moved(office, entry, "pause")

    after = ledger_figure(office, ledger, ask)[0].cell.evidence.data_version
    assert before != after


def test_a_figure_that_is_not_offered_or_of_two_courts_is_refused(ledgers: Ledgers) -> None:
    office = ledgers("trial_management")
    ledger = office.ledger("errand")
    asks = [
        FigureAsk(figure=name, period=Period.of("2026"), court=court)
        for name, court in (("nothing", "辽9901"), ("all", "辽9901"), ("all", "辽9902"))
    ]
    for asked, code in ((asks[:1], "ledger.no_figure"), (asks[1:], "ledger_store.figure_courts")):
        with pytest.raises(RequestError) as refused:
            figures_of(office, ledger, tuple(asked))
        assert refused.value.code == code
