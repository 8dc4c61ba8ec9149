"""The inbox and its bell: one's own notices, read by following or marking them."""

from __future__ import annotations

from datetime import timedelta

from tests.desk_cast import MADE_AT, ClientOf, Desk
from tuobo.records.notices.actions import notify
from tuobo.records.notices.models import Notice

INBOX = "/notices/"


def tell(desk: Desk, login: str, count: int = 1) -> list[int]:
    for minute in range(count):
        notify(
            [desk.accounts[login].pk], "reminder.remind", at=MADE_AT + timedelta(minutes=minute),
            url="/mine/", sender="审管办经办人", case="（2025）辽9901民初1号", day="2026-01-08",
        )  # fmt: skip
    return list(Notice.objects.order_by("created_at").values_list("id", flat=True))


def bell(body: str) -> str:
    return body.partition('class="count" aria-hidden="true">')[2].partition("<")[0]


def test_the_bell_counts_what_is_unread(desk: Desk, client_of: ClientOf) -> None:
    tell(desk, "judge", 3)

    assert bell(client_of("judge").get("/mine/").content.decode()) == "3"
    assert bell(client_of("colleague").get("/mine/").content.decode()) == ""


def test_following_a_notice_reads_it_and_goes_on(desk: Desk, client_of: ClientOf) -> None:
    (number,) = tell(desk, "judge")
    client = client_of("judge")

    answer = client.get(f"{INBOX}{number}/")

    assert (answer.status_code, answer["Location"]) == (302, "/mine/")
    assert client.get(f"{INBOX}?unread=1").context["page"].found.total == 0


def test_the_notice_of_somebody_else_is_not_there(desk: Desk, client_of: ClientOf) -> None:
    (number,) = tell(desk, "judge")

    assert client_of("colleague").get(f"{INBOX}{number}/").status_code == 404
    client_of("colleague").post(f"{INBOX}read/", {"pick": [number]})
    assert Notice.objects.get().read_at is None


def test_ticked_notices_are_marked_and_the_page_stays(desk: Desk, client_of: ClientOf) -> None:
    first, *_ = tell(desk, "judge", 3)
    client = client_of("judge")

    answer = client.post(f"{INBOX}read/", {"pick": [first, "x"], "back": f"{INBOX}?unread=1"})

    assert answer["Location"] == f"{INBOX}?unread=1"
    assert client.get(INBOX).context["page"].found.unread == 2


def test_all_are_marked_up_to_the_newest_that_was_shown(desk: Desk, client_of: ClientOf) -> None:
    tell(desk, "judge", 2)
    client = client_of("judge")
    newest = client.get(INBOX).context["page"].found.newest
    tell(desk, "judge")

    client.post(f"{INBOX}read/all/", {"newest": newest})

    assert client.get(INBOX).context["page"].found.unread == 1


def test_viewing_as_somebody_reads_nothing(desk: Desk, client_of: ClientOf) -> None:
    (number,) = tell(desk, "judge")
    client = client_of("president")
    session = client.session
    session["seen_as"] = "judge"
    session.save()

    shown = client.get(INBOX)
    client.get(f"{INBOX}{number}/")

    assert shown.context["page"].found.total == 1
    assert not shown.context["page"].may_mark
    assert Notice.objects.get().read_at is None


def test_pages_part_many_notices(desk: Desk, client_of: ClientOf) -> None:
    tell(desk, "judge", 25)

    page = client_of("judge").get(f"{INBOX}?page=2").context["page"]

    assert (len(page.found.lines), page.pager.pages) == (5, 2)


def test_an_empty_inbox_says_what_will_come(client_of: ClientOf) -> None:
    client = client_of("nobody")
    client.cookies["tuobo_lang"] = "en"

    assert "No notices" in client.get(INBOX).content.decode()
