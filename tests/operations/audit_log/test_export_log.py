"""The log as a workbook: all rows, digests that can be worked out again, itself in the log."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.desk_cast import Desk
from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.operations.audit_log.export_log import Exported, export_log
from tuobo.operations.audit_log.read_log import Asked, read_log
from tuobo.operations.audit_log.verify_log import verify_stretch
from tuobo.operations.supervision.hand import Hand
from tuobo.records.audit.actions import Actor, record
from tuobo.records.audit.chain import sm3
from tuobo.records.audit.models import AuditEvent

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
ZH = Texts(Content())
CASE = "（2026）辽9901民初12号"


@pytest.fixture
def actor(desk: Desk) -> Actor:
    judge = Actor.of(desk.accounts["judge"], "10.0.0.7")
    record("account.login", actor=judge, at=AT, subject="judge")
    record("case.read", actor=judge, at=AT + timedelta(hours=20), subject=CASE)
    record("account.login_refused", actor=Actor(account=""), at=AT, is_refused=True)
    return Actor.of(desk.accounts["audit_administrator"], "10.0.0.9")


def _export(desk: Desk, asked: Asked, actor: Actor) -> tuple[Exported, list[list[str]]]:
    target = BytesIO()
    done = export_log(
        desk.store.workspace, asked, target, texts=ZH, hand=Hand(account=0, actor=actor, at=AT)
    )
    (sheet,) = load_workbook(target)
    return done, [["" if c is None else str(c) for c in row] for row in sheet.values]


def test_all_rows_are_there_with_digests_on_top(desk: Desk, actor: Actor) -> None:
    done, rows = _export(desk, Asked(), actor)
    head = {row[0]: row[1] for row in rows[:5]}
    newest = AuditEvent.objects.get(sequence=3)
    assert head["最新一条的序号和摘要"] == f"3  {newest.digest}"
    assert done.last_digest == newest.digest
    body = rows[-3:]
    assert [row[0] for row in body] == ["1", "2", "3"]
    assert body[1][1:4] == ["2026-06-02 05:00:00", "法官丙02", "judge"], "the court's own clock"
    assert [row[9] for row in body] == ["成功", "成功", "被拒绝"]


def test_the_digest_of_the_rows_can_be_worked_out_from_the_sheet(desk: Desk, actor: Actor) -> None:
    done, rows = _export(desk, Asked(), actor)
    printed = "".join("\t".join(row) + "\n" for row in rows[-done.rows :])
    assert sm3(printed) == done.rows_digest
    changed = printed.replace("法官丙02", "法官丁02")
    assert sm3(changed) != done.rows_digest


def test_the_export_itself_is_told_with_both_digests(desk: Desk, actor: Actor) -> None:
    done, _ = _export(desk, Asked(text="judge"), actor)
    event = AuditEvent.objects.latest("sequence")
    assert (event.kind, event.account) == ("audit.exported", "audit_administrator")
    assert event.fields == {
        "rows": done.rows, "criteria": "text:judge", "rows_digest": done.rows_digest,
        "last_digest": done.last_digest,
    }  # fmt: skip


def test_an_export_holds_what_the_filter_finds(desk: Desk, actor: Actor) -> None:
    done, rows = _export(desk, Asked(text="(2026)辽9901民初12号"), actor)
    assert (done.rows, rows[-1][8]) == (1, CASE)


def test_reading_is_told_before_it_is_done(desk: Desk, actor: Actor) -> None:
    asked = Asked(family="read", first=date(2026, 6, 1))
    page = read_log(desk.store.workspace, asked, before=None, texts=ZH, at=AT, actor=actor)
    assert [one.sequence for one in page.lines] == [4, 2]
    assert page.lines[0].sentence == "审计管理员 查阅审计日志（类别 查阅；自 2026-06-01）"


def test_days_are_those_of_the_court_the_last_one_included(desk: Desk, actor: Actor) -> None:
    """05:00 on 2 June in the court is 21:00 on 1 June in UTC."""
    for day, expected in {1: [], 2: [2], 3: []}.items():
        asked = Asked(kind="case.read", first=date(2026, 6, day), last=date(2026, 6, day))
        page = read_log(desk.store.workspace, asked, before=None, texts=ZH, at=AT, actor=actor)
        assert [one.sequence for one in page.lines] == expected, day


def test_a_proof_is_told_when_it_has_ended(desk: Desk, actor: Actor) -> None:
    proof, is_held = verify_stretch(0, at=AT, actor=actor)
    assert (proof.is_whole, is_held, proof.events) == (True, True, 3)
    event = AuditEvent.objects.latest("sequence")
    assert (event.kind, event.fields["outcome"]) == ("audit.verified", "whole")


def test_a_digest_that_the_log_does_not_hold_spoils_the_proof(desk: Desk, actor: Actor) -> None:
    _, is_held = verify_stretch(0, kept_digest=sm3("elsewhere"), at=AT, actor=actor)
    assert not is_held
    assert AuditEvent.objects.latest("sequence").fields["outcome"] == "broken"
