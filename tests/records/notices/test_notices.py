"""Notices: told once to each, read by their owner alone, worded by their kind."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.desk_cast import MADE_AT, Desk
from tuobo.core.content import Content
from tuobo.core.errors import DefinitionError, InternalError
from tuobo.core.texts import Texts
from tuobo.records.notices.actions import mark_all_read, mark_read, notify
from tuobo.records.notices.models import Notice
from tuobo.records.notices.queries import notices_of, unread_count

ZH, EN = Texts(Content()), Texts(Content(), "en")
CASE = "（2025）辽9901民初1号"


def tell(desk: Desk, *logins: str, later: int = 0) -> int:
    accounts = [desk.accounts[login].pk for login in logins]
    at = MADE_AT + timedelta(minutes=later)
    told = {"sender": "审管办经办人", "case": CASE, "day": "2026-01-08"}
    return notify(accounts, "reminder.remind", at=at, url="/limits/reminders/1/", **told)


def test_each_account_is_told_once(desk: Desk) -> None:
    assert tell(desk, "judge", "judge", "division_head") == 2

    assert unread_count("judge") == 1
    assert unread_count("division_head") == 1
    assert unread_count("colleague") == 0


def test_a_notice_speaks_the_language_of_its_reader(desk: Desk) -> None:
    tell(desk, "judge")

    (chinese,) = notices_of("judge", ZH).lines
    (english,) = notices_of("judge", EN).lines

    assert chinese.title == "审限提醒"
    assert chinese.sentence == f"审管办经办人 就 {CASE} 发来审限提醒，请于 2026-01-08 前回复。"
    assert english.title == "Reminder"


def test_the_newest_notice_stands_first_and_pages_part_them(desk: Desk) -> None:
    for minute in range(5):
        tell(desk, "judge", later=minute)

    first, last = notices_of("judge", ZH, size=2), notices_of("judge", ZH, size=2, page=3)

    assert (first.total, first.pages, first.unread) == (5, 3, 5)
    assert [len(first.lines), len(last.lines)] == [2, 1]
    assert first.lines[0].created_at == MADE_AT + timedelta(minutes=4)
    assert notices_of("judge", ZH, size=2, page=99) == last


def test_what_was_read_leaves_the_unread_but_stays(desk: Desk) -> None:
    tell(desk, "judge")
    tell(desk, "judge", later=1)
    newest = notices_of("judge", ZH).lines[0]

    assert mark_read(desk.accounts["judge"].pk, [newest.id], at=MADE_AT) == 1

    assert unread_count("judge") == 1
    assert [one.is_read for one in notices_of("judge", ZH).lines] == [True, False]
    assert len(notices_of("judge", ZH, only_unread=True).lines) == 1


def test_nobody_reads_the_notices_of_somebody_else(desk: Desk) -> None:
    tell(desk, "judge")
    (theirs,) = notices_of("judge", ZH).lines

    assert mark_read(desk.accounts["colleague"].pk, [theirs.id], at=MADE_AT) == 0
    assert mark_all_read(desk.accounts["colleague"].pk, up_to=theirs.id, at=MADE_AT) == 0
    assert unread_count("judge") == 1


def test_marking_all_leaves_what_came_meanwhile_unread(desk: Desk) -> None:
    tell(desk, "judge")
    page = notices_of("judge", ZH)
    tell(desk, "judge", later=1)

    assert mark_all_read(desk.accounts["judge"].pk, up_to=page.newest, at=MADE_AT) == 1

    assert unread_count("judge") == 1


@pytest.mark.parametrize("url", ["https://elsewhere/", "//elsewhere/", "javascript:1"])
def test_a_notice_leads_only_to_pages_of_the_desk(desk: Desk, url: str) -> None:
    with pytest.raises(InternalError) as raised:
        notify([desk.accounts["judge"].pk], "reminder.closed", at=MADE_AT, url=url)

    assert raised.value.code == "notices.foreign_address"
    assert not Notice.objects.exists()


def test_an_unknown_kind_is_refused_with_the_nearest_one(desk: Desk) -> None:
    with pytest.raises(DefinitionError) as raised:
        notify([desk.accounts["judge"].pk], "reminder.answer", at=MADE_AT)

    assert raised.value.fields["suggestion"] == "reminder.answered"
