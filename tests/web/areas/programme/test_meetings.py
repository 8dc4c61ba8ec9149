"""Meetings: suggestions that are ticked, the first item, decisions that become tasks, minutes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from django.test import Client

from tests.desk_cast import CIVIL_1, COURT, ClientOf, Desk
from tests.programme_cast import Keeper
from tuobo.core.content import Content
from tuobo.core.period import Period
from tuobo.core.reach import Place
from tuobo.core.texts import Texts
from tuobo.engines.analysis import Variation
from tuobo.operations.desk.health_page import ALL_STATUSES, health_lines
from tuobo.operations.desk.the_desk import the_desk
from tuobo.operations.programme.agenda import FirstItemCheck, agenda_of, put_on_agenda
from tuobo.operations.programme.holding import Holding
from tuobo.records.audit.models import AuditEvent
from tuobo.records.ledgers.models import Entry

pytestmark = pytest.mark.django_db
LATE = date(2026, 3, 2)


@pytest.fixture
def meeting(keeper: Keeper) -> str:
    return keeper.enter("meeting", title="三月党组会", kinds="party_group", planned_on="2026-03-05")


def task(keeper: Keeper, title: str = "每周核对排期", due_on: str = "2026-02-01") -> str:
    """A task that is assigned and in hand, so that its clock runs."""
    number = keeper.enter(
        "task", title=title, deliverable="台账", lead_unit=CIVIL_1, leader="院长01", due_on=due_on
    )
    return keeper.assign(number)


def path_of(keeper: Keeper, meeting: str, more: str = "") -> str:
    return f"/programme/meetings/{keeper.id_of(meeting)}/{more}"


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_overdue_matters_are_suggested_and_put_on_the_agenda_at_once(
    client_of: ClientOf, keeper: Keeper, meeting: str
) -> None:
    first, second = task(keeper), task(keeper, "送达清理")
    task(keeper, "不逾期", due_on="2099-01-01")
    client = client_of("trial_management")
    before = AuditEvent.objects.filter(kind="ledger.created").count()

    page = text_of(client, path_of(keeper, meeting))
    assert f'value="task:{first}"' in page
    assert "不逾期" not in page
    picks = {"pick": [f"task:{first}", f"task:{second}"]}
    assert client.post(path_of(keeper, meeting, "agenda/"), picks).status_code == 302

    items = Entry.objects.filter(ledger="agenda_item").order_by("pk")
    assert [one.title for one in items] == ["任务清单逾期：每周核对排期", "任务清单逾期：送达清理"]
    assert [one.values["position"] for one in items] == ["1", "2"]
    assert AuditEvent.objects.filter(kind="ledger.created").count() == before + 2
    assert f'value="task:{first}"' not in text_of(client, path_of(keeper, meeting))


def test_what_is_on_the_agenda_is_not_put_on_it_twice(keeper: Keeper, meeting: str) -> None:
    picked = frozenset({f"task:{task(keeper)}"})
    ledgers = keeper.ledgers(on=LATE)

    assert put_on_agenda(ledgers, keeper.id_of(meeting), picked, ()) == 1
    assert put_on_agenda(ledgers, keeper.id_of(meeting), picked, ()) == 0


def test_a_concerning_signal_becomes_an_item_with_its_figure(
    keeper: Keeper, meeting: str, desk: Desk
) -> None:
    """A line of the sample's health check, its chart taken to be of concern."""
    with the_desk(desk.store.folder / "store", Content()).now() as opened:
        place, period = Place(court=COURT), Period.of("2025")
        lines = health_lines(opened, place, period, ALL_STATUSES, Texts(Content())).lines
    line = next(one.line for one in lines if one.line.id == "closed_within_limit_rate")
    line = replace(line, variation=replace(line.variation, code=Variation.CONCERNING))
    hidden = replace(line, id="other", status="forbidden")
    picked = frozenset({f"indicator:{line.id}", "indicator:other"})

    assert put_on_agenda(keeper.ledgers(), keeper.id_of(meeting), picked, (line, hidden)) == 1

    item = Entry.objects.get(ledger="agenda_item")
    assert item.values["kind"] == "quality"
    assert item.values["indicators"] == ["closed_within_limit_rate"]
    assert item.values["figures"]
    assert item.title == "审限内结案率：值得关注的变化"


def test_an_item_is_entered_in_chinese_whatever_language_one_reads(
    keeper: Keeper, meeting: str
) -> None:
    task(keeper)
    ledgers = keeper.ledgers(on=LATE)
    holding = Holding(ledgers, COURT, Texts(ledgers.content, "en"))

    found = agenda_of(holding, keeper.id_of(meeting))

    assert found is not None
    assert [one.subject for one in found.suggestions] == ["任务清单逾期：每周核对排期"]


def test_whoever_keeps_a_division_alone_puts_nothing_on_the_courts_agenda(
    client_of: ClientOf, keeper: Keeper, meeting: str
) -> None:
    number = task(keeper)
    client = client_of("division_head")

    client.post(path_of(keeper, meeting, "agenda/"), {"pick": [f"task:{number}"]})

    assert not Entry.objects.filter(ledger="agenda_item").exists()


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (("first", "quality"), FirstItemCheck.FIRST),
        (("quality", "first"), FirstItemCheck.NOT_FIRST),
        (("quality",), FirstItemCheck.MISSING),
    ],
)
def test_a_party_group_meeting_begins_with_the_first_item(
    keeper: Keeper, meeting: str, kinds: tuple[str, ...], expected: FirstItemCheck
) -> None:
    for position, kind in enumerate(kinds, 1):
        reader = {"reader": "院长01"} if kind == "first" else {}
        keeper.enter("agenda_item", meeting=meeting, position=str(position), kind=kind,
                     subject="议题", **reader)  # type: ignore[arg-type]  # fmt: skip
    ledgers = keeper.ledgers()

    found = agenda_of(Holding(ledgers, COURT, Texts(ledgers.content)), keeper.id_of(meeting))

    assert found is not None
    assert found.first_item is expected


def test_other_meetings_need_no_first_item(keeper: Keeper) -> None:
    number = keeper.enter("meeting", title="数据会商", kinds="conference")
    ledgers = keeper.ledgers()

    found = agenda_of(Holding(ledgers, COURT, Texts(ledgers.content)), keeper.id_of(number))

    assert found is not None
    assert found.first_item is FirstItemCheck.NOT_ASKED


def held_meeting(keeper: Keeper, meeting: str) -> str:
    """One decision with its task; the meeting is held on 5 March."""
    item = keeper.enter(
        "agenda_item", meeting=meeting, position="1", kind="quality", subject="审理用时",
        wants_task="是", task_title="每周核对排期", lead_unit=CIVIL_1, leader="院长01",
        due_on="2026-06-30",
    )  # fmt: skip
    keeper.move(item, "decide", on=LATE, conclusion="由民一庭每周核对。")
    keeper.move(meeting, "hold", on=date(2026, 3, 6), held_on="2026-03-05", chair="院长01",
                attended="院长01、法官丙01")  # fmt: skip
    return item


def test_a_decision_shows_its_task_and_one_without_offers_it(
    client_of: ClientOf, keeper: Keeper, meeting: str
) -> None:
    held_meeting(keeper, meeting)
    noted = keeper.enter("agenda_item", meeting=meeting, position="2", kind="other", subject="通报")
    keeper.move(noted, "note", on=LATE, conclusion="已通报。")

    page = text_of(client_of("trial_management"), path_of(keeper, meeting))

    assert "每周核对排期" in page
    assert page.count("转为任务") == 1  # the noted one alone
    assert f"f.decision={noted}" not in page  # it is quoted in the address
    assert "f.decision=%E8%AE%AE%E9%A2%98" in page


def test_minutes_hold_attendance_items_decisions_and_tasks(
    client_of: ClientOf, keeper: Keeper, meeting: str
) -> None:
    held_meeting(keeper, meeting)

    answer = client_of("trial_management").post(path_of(keeper, meeting, "minutes/"))

    assert answer.status_code == 200
    word = docx.Document(BytesIO(answer.content))
    text = "\n".join(one.text for one in word.paragraphs)
    assert "三月党组会纪要" in text
    assert "2026年3月5日，院长01主持召开三月党组会，研究议题1项" in text
    assert "一、审理用时" in text
    assert "由民一庭每周核对。" in text
    assert "出席：院长01、法官丙01" in text
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "每周核对排期" in cells
    assert AuditEvent.objects.filter(kind="minutes.exported").count() == 1


def test_the_list_names_meetings_without_their_first_item(
    client_of: ClientOf, keeper: Keeper, meeting: str
) -> None:
    page = text_of(client_of("observer"), f"/programme/meetings/?org={COURT}")

    assert "三月党组会" in page
    assert "没有第一议题" in page


def test_a_meeting_that_one_does_not_see_is_not_there(client_of: ClientOf, keeper: Keeper) -> None:
    assert client_of("president").get("/programme/meetings/999999/").status_code == 404
    assert client_of("trial_management").post("/programme/meetings/9/agenda/").status_code == 404


def test_more_items_ask_no_more_of_the_database(
    client_of: ClientOf,
    keeper: Keeper,
    meeting: str,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    for position in ("1", "2", "3"):
        keeper.enter(
            "agenda_item", meeting=meeting, position=position, kind="other", subject="议题"
        )
    client = client_of("president")
    text_of(client, path_of(keeper, meeting))

    with django_assert_num_queries(16):
        text_of(client, path_of(keeper, meeting))
    with django_assert_num_queries(15):
        text_of(client, "/programme/meetings/")
