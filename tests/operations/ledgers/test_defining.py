"""A court writes a definition, tries it, and a second person makes it live; nothing loosens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk_cast import CIVIL_1, Desk
from tests.ledger_desk import Ledgers, made, moved
from tuobo.core.errors import RequestError, StateError
from tuobo.core.texts import Texts
from tuobo.engines.ledgers import Standing
from tuobo.operations.ledgers.books import Typed, flaws_in_use
from tuobo.operations.ledgers.cadence_board import board_of
from tuobo.operations.ledgers.defining import (
    definition,
    definitions,
    examine,
    overlay_tried,
    release_definition,
    save_definition,
    try_definition,
    withdraw_definition,
)
from tuobo.operations.ledgers.desk import LedgerDesk
from tuobo.operations.ledgers.given import Given
from tuobo.operations.ledgers.keep_version import keep_ledgers
from tuobo.operations.ledgers.keepers import keepers_for
from tuobo.operations.ledgers.listing import Slice, list_entries
from tuobo.operations.ledgers.writing import create_entry, edit_entry, move_entry
from tuobo.records.audit.models import AuditEvent
from tuobo.records.ledgers.models import Entry
from tuobo.records.ledgers.queries import Asked
from tuobo.records.notices.models import Notice

SOURCE = "{text: 本院要求, level: local, mark: P, checked_on: 2026-11-26, owner: 审管办}"
TIGHTER = f"""extends: errand
base: 1
version: 1
source: {SOURCE}
require: [deadline]
fields:
  - {{id: room, zh: 地点, en: Room, type: text}}
"""
OWN = (Path(__file__).parent / "overlay" / "ledgers" / "talk.yaml").read_text(encoding="utf-8")
OWN = OWN.replace("id: talk", "id: chat").replace("谈话〔", "闲谈〔")


def live(ledgers: Ledgers, text: str = TIGHTER) -> int:
    number = save_definition(ledgers("trial_management"), text=text)
    try_definition(ledgers("trial_management"), number)
    release_definition(ledgers("president"), number)
    return number


def test_a_text_is_examined_while_it_is_typed(ledgers: Ledgers) -> None:
    office = ledgers("trial_management")
    texts = Texts(office.content)

    good = examine(office, TIGHTER, texts)
    assert good.flaws == ()
    assert good.form is not None
    assert "地点" in [line.name for group in good.form.groups for line in group.lines]
    assert {one.field.id for one in good.example} >= {"what", "room"}

    bad = examine(office, TIGHTER.replace("type: text", "type: txet"), texts)
    assert bad.form is None
    assert [(one.code, one.line) for one in bad.flaws] == [("ledger.value_not_listed", 7)]
    assert "txet" in bad.flaws[0].text(texts)

    nothing = examine(office, "", texts)
    assert nothing.ledger is None


def test_a_national_ledger_cannot_be_replaced(ledgers: Ledgers) -> None:
    office = ledgers("trial_management")
    text = OWN.replace("id: chat", "id: talk")

    found = examine(office, text, Texts(office.content))

    assert [one.code for one in found.flaws] == ["ledger_store.national"]
    assert "extends: talk" in found.flaws[0].text(Texts(office.content))


def test_a_definition_with_flaws_is_kept_as_a_draft_and_goes_no_further(ledgers: Ledgers) -> None:
    office = ledgers("trial_management")
    number = save_definition(office, text=TIGHTER.replace("require: [deadline]", "require: [x]"))

    with pytest.raises(StateError) as refused:
        try_definition(office, number)

    assert refused.value.code == "ledger_store.definition_flawed"
    assert definition(office, number).state == "draft"


def test_entries_of_a_rehearsal_count_nowhere(desk: Desk, ledgers: Ledgers) -> None:
    office = ledgers("trial_management")
    number = save_definition(office, text=TIGHTER)
    try_definition(office, number)
    overlay = overlay_tried(office, number)
    assert overlay is not None
    trying = office.trying(overlay)
    unit = desk.divisions[CIVIL_1].pk

    lacking = create_entry(trying, ledger="errand", unit=unit, given=Given(raw={"what": "试"}))
    assert [one.field for one in lacking.problems] == ["deadline"]
    raw = {"what": "试", "deadline": "2026-03-20", "room": "三楼"}
    tried = create_entry(trying, ledger="errand", unit=unit, given=Given(raw=raw))
    real = made(desk, office)

    assert Entry.objects.get(pk=tried.entry).is_rehearsal
    assert (tried.number, real.number) == ("事项〔2026〕001", "事项〔2026〕001")

    def listed(by: LedgerDesk) -> list[int]:
        ledger = by.ledger("errand")
        found = list_entries(by, ledger, Asked(), Slice(), Texts(by.content))
        return [one.entry for one in found.lines]

    assert listed(office) == [real.pk]
    assert listed(trying) == [tried.entry]
    assert not Notice.objects.exclude(kind="ledger.definition").exists()


def test_a_second_person_makes_it_live_and_the_log_holds_what_was_released(
    desk: Desk, ledgers: Ledgers
) -> None:
    office = ledgers("trial_management")
    number = save_definition(office, text=TIGHTER)
    try_definition(office, number)
    with pytest.raises(StateError) as refused:
        release_definition(office, number)
    assert refused.value.code == "ledger_store.definition_second_person"

    release_definition(ledgers("president"), number)

    again = ledgers("trial_management")
    assert again.ledger("errand").key == "errand@1+1"
    assert again.ledger("errand").field_by_id["deadline"].required
    told = AuditEvent.objects.get(kind="ledger.definition_released")
    assert (told.account, told.subject) == ("president", f"errand#{number}")
    waiting = Notice.objects.filter(kind="ledger.definition").values_list("account__login")
    assert {login for (login,) in waiting} == {"president", "trial_management"}
    assert made(desk, again, deadline="2026-03-20").overlay == 1


def test_what_changes_a_national_ledger_may_say_extends_and_still_be_wrong(
    ledgers: Ledgers,
) -> None:
    """It is told what is wrong, not that it must say `extends`, which it does."""
    office = ledgers("trial_management")
    found = examine(office, TIGHTER.replace("base: 1", "base: 7"), Texts(office.content))
    assert [one.code for one in found.flaws] == ["ledger.base_unknown"]


def test_a_new_release_takes_the_place_of_the_live_one(ledgers: Ledgers) -> None:
    first = live(ledgers)
    second = live(ledgers, TIGHTER.replace("version: 1", "version: 2").replace("room", "hall"))

    states = {one.id: one.state for one in definitions(ledgers("president"))}
    assert states == {first: "withdrawn", second: "live"}
    fields = ledgers("president").ledger("errand").field_by_id
    assert "hall" in fields
    assert "room" not in fields


def test_a_ledger_of_the_courts_own_appears_and_can_be_withdrawn(
    desk: Desk, ledgers: Ledgers
) -> None:
    number = live(ledgers, OWN)
    head = ledgers("division_head")
    assert "chat" in [one.id for one in head.ledgers()]
    given = Given(raw={"topic": "闲谈"})
    unit = desk.divisions[CIVIL_1].pk
    assert create_entry(head, ledger="chat", unit=unit, given=given).number == "闲谈〔2026〕001"

    board = board_of(head, head.ledger("chat"), head.ledger("chat").cadences[0], 2026)
    (row,) = board.rows
    # Made live on 2 March: of the first quarter it asks a share, which is less than one.
    assert [cell.standing for cell in row.cells] == [Standing.NOT_ASKED]

    withdraw_definition(ledgers("president"), number)

    assert "chat" not in [one.id for one in ledgers("division_head").ledgers()]
    assert flaws_in_use(head.content) == ()


def test_entries_of_a_ledger_out_of_use_are_read_and_nothing_is_done_in_it(
    desk: Desk, ledgers: Ledgers, tmp_path: Path
) -> None:
    number = live(ledgers, OWN)
    unit = desk.divisions[CIVIL_1].pk
    given = Given(raw={"topic": "闲谈"})
    kept = create_entry(ledgers("division_head"), ledger="chat", unit=unit, given=given).entry
    assert kept is not None
    withdraw_definition(ledgers("president"), number)

    head = ledgers("division_head")
    assert [one.id for one in head.ended()] == ["chat"]
    listed = list_entries(head, head.ledger("chat"), Asked(), Slice(), Texts(head.content))
    assert [one.entry for one in listed.lines] == [kept]
    assert keepers_for(head, head.ledger("chat")) == ()
    for refused in (
        lambda: create_entry(head, ledger="chat", unit=unit, given=given),
        lambda: edit_entry(head, entry=kept, given=Given(raw={"topic": "改"}, revision=1)),
        lambda: move_entry(head, entry=kept, event="hold", given=Given(revision=1)),
    ):
        with pytest.raises(StateError):
            refused()
    # Reports are composed of all ledgers: one out of use must not stop them.
    assert keep_ledgers(head.content, tmp_path, on=head.on).startswith("L-")


def test_entries_of_a_courts_own_ledger_keep_their_version_until_touched(
    desk: Desk, ledgers: Ledgers
) -> None:
    live(ledgers, OWN)
    unit = desk.divisions[CIVIL_1].pk
    given = Given(raw={"topic": "闲谈"})
    kept = create_entry(ledgers("division_head"), ledger="chat", unit=unit, given=given).entry
    assert kept is not None
    office = ledgers("trial_management")
    texts = Texts(office.content)
    newer = OWN.replace("version: 1", "version: 2").replace("topic", "subject")

    again = examine(office, OWN, texts)
    assert [one.code for one in again.flaws] == ["ledger_store.version_used"]
    assert "version: 2" in again.flaws[0].text(texts)
    silent = examine(office, newer, texts)
    assert [one.code for one in silent.flaws] == ["ledger.field_lost"]

    live(ledgers, newer + "migration: {rename: {topic: subject}}\n")

    head = ledgers("division_head")
    row = Entry.objects.get(pk=kept)
    assert (row.version, head.ledger("chat").version) == (1, 2)
    written = edit_entry(head, entry=kept, given=Given(raw={"subject": "改名"}, revision=1))
    assert written.is_kept
    row.refresh_from_db()
    assert (row.version, row.values["subject"]) == (2, "改名")
    assert "topic" not in row.values


def test_what_entries_hold_is_not_taken_away_by_a_new_change(desk: Desk, ledgers: Ledgers) -> None:
    live(ledgers)
    made(desk, ledgers("division_head"), deadline="2026-03-20", room="三楼")
    less = TIGHTER.replace("version: 1", "version: 2").replace("room", "hall")

    with pytest.raises(StateError) as refused:
        live(ledgers, less)

    assert refused.value.code == "ledger_store.fields_used"
    assert refused.value.fields["fields"] == "地点"
    assert "room" in ledgers("president").ledger("errand").field_by_id


def test_a_state_in_which_entries_stand_is_not_taken_away(desk: Desk, ledgers: Ledgers) -> None:
    more = (
        TIGHTER
        + """states:
  - {id: parked, zh: 搁置, en: Parked, kind: waiting}
transitions:
  - {event: park, zh: 搁置, en: Park, from: open, to: parked, right: programme.edit}
  - {event: unpark, zh: 恢复, en: Go on, from: parked, to: open, right: programme.edit}
"""
    )
    number = live(ledgers, more)
    entry = made(desk, ledgers("division_head"), deadline="2026-03-20")
    moved(ledgers("division_head"), entry, "park")

    with pytest.raises(StateError) as refused:
        withdraw_definition(ledgers("president"), number)

    assert refused.value.code == "ledger_store.states_used"
    assert refused.value.fields["count"] == 1
    assert definition(ledgers("president"), number).state == "live"


def test_two_people_writing_one_definition_lose_nothing(ledgers: Ledgers) -> None:
    office = ledgers("trial_management")
    number = save_definition(office, text=TIGHTER)
    save_definition(office, text=TIGHTER + "# 甲\n", number=number, revision=1)

    with pytest.raises(StateError) as refused:
        save_definition(office, text=TIGHTER + "# 乙\n", number=number, revision=1)

    assert refused.value.code == "ledger_store.definition_changed"
    assert definition(office, number).text.endswith("# 甲\n")


@pytest.mark.parametrize("name", ["division_head", "judge", "party_office", "observer"])
def test_nobody_else_writes_definitions(ledgers: Ledgers, name: str) -> None:
    with pytest.raises(RequestError) as refused:
        save_definition(ledgers(name), text=TIGHTER)
    assert refused.value.code == "ledger_store.no_definition"


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("id: chat\nfigures:\n  - id: all\n    version: 9\nversion: 2\n", 2),
        ("- {version: 3, id: chat}\n", 3),
        ("extends: errand\nversion: 4\n", 0),
        ("id: chat\nversion: two\n", 0),
        ("id: [chat\nversion: 2\n", 0),
    ],
)
def test_the_version_of_a_text_is_that_of_its_own_ledger(text: str, version: int) -> None:
    """Not one that stands deeper in it; a change of a national ledger has none of its own."""
    assert Typed(id=0, file="chat.yaml", text=text).version == version
