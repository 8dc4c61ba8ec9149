"""Entries are made, edited and moved as their table says, and by nobody else."""

from __future__ import annotations

from datetime import date

import pytest

from tests.desk_cast import CIVIL_1, CIVIL_2, Desk
from tests.ledger_desk import Ledgers, made, moved
from tuobo.core.errors import RequestError, StateError
from tuobo.operations.ledgers.given import Given
from tuobo.operations.ledgers.writing import attach_files, create_entry, edit_entry, link_entries
from tuobo.records.audit.models import AuditEvent
from tuobo.records.ledgers.files import Brought
from tuobo.records.ledgers.models import Entry, EntryClock, EntryLink
from tuobo.records.notices.models import Notice


def person(desk: Desk, name: str) -> str:
    return str(desk.accounts[name].person_id)


def test_an_entry_gets_the_next_number_its_clocks_its_links_and_a_line_in_the_log(
    desk: Desk, ledgers: Ledgers
) -> None:
    head = ledgers("division_head")
    first = made(desk, head, what="整理卷宗")

    second = made(
        desk, head, what="清理积案", kind="重大", leader="法官丙02", deadline="2026年3月20日",
        budget="3.5万元", before=[first.number], cases="（2026）辽9901民初12号",
    )  # fmt: skip

    assert (first.number, second.number) == ("事项〔2026〕001", "事项〔2026〕002")
    assert second.values["budget"] == 3_500_000  # 35,000 yuan in fen
    assert second.values["kind"] == "big"
    assert second.person_id == desk.accounts["judge"].person_id
    # The typed deadline is 20 March; 30 days from 2 March are 1 April.
    clocks = dict(EntryClock.objects.filter(entry=second).values_list("clock", "due_on"))
    assert clocks == {"limit": date(2026, 3, 20), "handling": date(2026, 4, 1)}
    assert second.due_on == date(2026, 3, 20)
    assert EntryLink.objects.get(entry=second, field="before").to_entry_id == first.pk
    assert EntryLink.objects.get(entry=second, field="leader").person_id == second.person_id
    told = AuditEvent.objects.get(kind="ledger.created", subject="errand/事项〔2026〕002")
    assert told.fields["title"] == "清理积案"


def test_a_form_with_mistakes_uses_no_number_and_tells_all_of_them(
    desk: Desk, ledgers: Ledgers
) -> None:
    head = ledgers("division_head")
    given = Given(raw={"deadline": "二月三十", "leader": "没有此人", "budget": "-3"})

    written = create_entry(head, ledger="errand", unit=desk.divisions[CIVIL_1].pk, given=given)

    assert not written.is_kept
    assert {one.field for one in written.problems} == {"what", "deadline", "leader", "budget"}
    assert not Entry.objects.exists()
    assert made(desk, head).number == "事项〔2026〕001"


def test_a_head_makes_entries_for_the_own_division_only(desk: Desk, ledgers: Ledgers) -> None:
    with pytest.raises(StateError) as refused:
        made(desk, ledgers("division_head"), unit=CIVIL_2)
    assert refused.value.code == "ledger.no_right_to_create"


def test_a_judge_makes_an_own_entry_and_a_colleague_does_not_see_it(
    desk: Desk, ledgers: Ledgers
) -> None:
    own = made(desk, ledgers("judge"))

    assert edit_entry(
        ledgers("judge"), entry=own.pk, given=Given(raw={"what": "改名"}, revision=1)
    ).is_kept
    with pytest.raises(RequestError) as refused:
        edit_entry(ledgers("colleague"), entry=own.pk, given=Given(raw={"what": "改名"}))
    assert refused.value.code == "ledger_store.no_entry"


def test_who_is_named_among_several_may_read_but_not_write(desk: Desk, ledgers: Ledgers) -> None:
    entry = made(desk, ledgers("division_head"), helpers=["法官丙03"])

    with pytest.raises(StateError) as refused:
        edit_entry(
            ledgers("colleague"), entry=entry.pk, given=Given(raw={"what": "改"}, revision=1)
        )
    assert refused.value.code == "ledger.no_right_to_edit"


def test_the_responsible_person_may_write(desk: Desk, ledgers: Ledgers) -> None:
    entry = made(desk, ledgers("division_head"), leader="法官丙02")

    assert moved(ledgers("judge"), entry, "ask", result="已完成").is_kept
    assert entry.state == "asked"


def test_who_asked_for_the_close_out_cannot_verify_it(desk: Desk, ledgers: Ledgers) -> None:
    office = ledgers("trial_management")
    entry = made(desk, office)
    moved(office, entry, "ask", result="已完成")

    with pytest.raises(StateError) as refused:
        moved(office, entry, "verify")

    assert refused.value.code == "ledger.same_person"
    assert entry.state == "asked"


def test_verifying_fills_tells_and_makes_as_the_table_says(desk: Desk, ledgers: Ledgers) -> None:
    entry = made(desk, ledgers("division_head"), what="大事", kind="big", leader="法官丙02")
    moved(ledgers("division_head"), entry, "ask", result="已完成")

    moved(ledgers("trial_management"), entry, "verify")

    assert (entry.state, entry.closed_on) == ("done", date(2026, 3, 2))
    assert entry.values["checked_on"] == "2026-03-02"
    talk = Entry.objects.get(ledger="talk")
    assert (talk.title, talk.values["about"], talk.unit_id) == (
        "大事", "事项〔2026〕001", desk.divisions[CIVIL_1].pk,
    )  # fmt: skip
    notice = Notice.objects.get()
    assert (notice.account, notice.kind) == (desk.accounts["judge"], "ledger.moved")
    assert notice.url == f"/ledgers/errand/{entry.pk}/"


def test_an_effect_moves_the_linked_entry_back(desk: Desk, ledgers: Ledgers) -> None:
    head = ledgers("division_head")
    entry = made(desk, head, what="大事", kind="big", leader="法官丙02")
    moved(head, entry, "ask", result="已完成")
    moved(ledgers("trial_management"), entry, "verify")
    talk = Entry.objects.get(ledger="talk")

    moved(head, talk, "relapse")

    entry.refresh_from_db()
    assert (entry.state, entry.closed_on) == ("open", None)
    last = entry.events.last()
    assert last is not None
    assert (last.event, last.reason) == ("reopen", talk.number)


def test_a_step_that_lacks_a_field_changes_nothing(desk: Desk, ledgers: Ledgers) -> None:
    entry = made(desk, ledgers("division_head"))

    written = moved(ledgers("division_head"), entry, "ask")

    assert [one.field for one in written.problems] == ["result"]
    assert (entry.state, entry.revision, entry.events.count()) == ("open", 1, 1)


def test_a_pause_stops_the_clock_and_resuming_moves_its_day(desk: Desk, ledgers: Ledgers) -> None:
    entry = made(desk, ledgers("division_head"))
    moved(ledgers("division_head", on=date(2026, 3, 10)), entry, "pause")
    assert entry.due_on is None

    moved(ledgers("division_head", on=date(2026, 3, 15)), entry, "resume")

    # 30 days from 2 March are 1 April; five days of pause make it 6 April.
    assert entry.due_on == date(2026, 4, 6)


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(
    desk: Desk, ledgers: Ledgers
) -> None:
    entry = made(desk, ledgers("division_head"), what="原题")
    one, other = ledgers("division_head"), ledgers("trial_management")
    first = edit_entry(one, entry=entry.pk, given=Given(raw={"what": "甲改"}, revision=1))

    second = edit_entry(other, entry=entry.pk, given=Given(raw={"what": "乙改"}, revision=1))

    assert first.is_kept
    assert not second.is_kept
    assert second.meanwhile[0].by == "法官丙01"
    assert second.meanwhile[0].changes == {"what": ("原题", "甲改")}
    entry.refresh_from_db()
    assert (entry.title, entry.revision) == ("甲改", 2)


def test_a_field_that_one_may_not_see_cannot_be_written(desk: Desk, ledgers: Ledgers) -> None:
    entry = made(desk, ledgers("trial_management"), secret="暂缓")
    given = Given(raw={"secret": "泄露"}, revision=1)

    written = edit_entry(ledgers("division_head"), entry=entry.pk, given=given)

    assert [one.rule for one in written.problems] == ["ledger.value.not_writable"]


def test_linking_adds_to_what_is_named_already(desk: Desk, ledgers: Ledgers) -> None:
    head = ledgers("division_head")
    first, second, third = (made(desk, head) for _ in range(3))
    link_entries(head, entry=third.pk, field="before", text=first.number, revision=1)

    link_entries(head, entry=third.pk, field="before", text="事项(2026)2", revision=2)

    third.refresh_from_db()
    assert third.values["before"] == [first.number, second.number]


def test_an_entry_that_one_does_not_see_cannot_be_linked(desk: Desk, ledgers: Ledgers) -> None:
    hidden = made(desk, ledgers("trial_management"), unit=CIVIL_2)
    mine = made(desk, ledgers("division_head"))

    written = link_entries(
        ledgers("division_head"), entry=mine.pk, field="before", text=hidden.number, revision=1
    )

    assert [one.rule for one in written.problems] == ["ledger.value.not_found"]


def test_files_are_attached_beside_those_that_are_there(desk: Desk, ledgers: Ledgers) -> None:
    head = ledgers("division_head")
    entry = made(desk, head)
    for revision, name in enumerate(("甲.pdf", "乙.pdf"), start=1):
        files = {"evidence": (Brought(name=name, content=f"%PDF-{name}".encode()),)}
        given = Given(files=files, revision=revision)
        assert attach_files(head, entry=entry.pk, field="evidence", given=given).is_kept

    entry.refresh_from_db()
    assert len(entry.values["evidence"]) == 2
    assert {one.name for one in entry.attachments.all()} == {"甲.pdf", "乙.pdf"}
    assert AuditEvent.objects.filter(kind="ledger.attached").count() == 2
