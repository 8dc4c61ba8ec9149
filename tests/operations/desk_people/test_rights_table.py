"""The table of rights as a workbook: holders of the day, roles, addresses, exclusions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

from openpyxl import load_workbook

from tests.desk_cast import Desk
from tuobo.core.content import Content
from tuobo.core.texts import Texts
from tuobo.engines.rights import Policy
from tuobo.operations.desk_people.rights_table import Address, Asked, export_rights
from tuobo.records.accounts.models import Grant
from tuobo.records.audit.actions import Actor
from tuobo.records.audit.models import AuditEvent

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
ADDRESSES = (
    Address(view="home:health", path="/", right="figures.view"),
    Address(view="account:own", path="/account/own/", right="member"),
    Address(view="account:login", path="/account/login/", right="*"),
    Address(view="lost", path="/lost/", right=""),
)


def _exported(desk: Desk, on: date) -> dict[str, list[tuple[object, ...]]]:
    target = BytesIO()
    actor = Actor.of(desk.accounts["security_administrator"])
    asked = Asked(on=on, addresses=ADDRESSES)
    export_rights(Content(), Texts(Content()), asked, target, at=AT, actor=actor)
    book = load_workbook(target)
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}


def test_holders_are_those_of_the_day(desk: Desk) -> None:
    grant = Grant.objects.get(account=desk.accounts["judge"])
    grant.ends_on = date(2026, 3, 1)
    grant.save()
    before, after = (_exported(desk, on)["持有人"] for on in (date(2026, 2, 28), AT.date()))
    assert [row[0] for row in before if row[3] == "法官"] == ["colleague", "judge", "outsider"]
    assert [row[0] for row in after if row[3] == "法官"] == ["colleague", "outsider"]


def test_every_right_of_every_role_stands_in_it_with_how_far_it_reaches(desk: Desk) -> None:
    policy = Policy.of(Content())
    titles, *rows = _exported(desk, AT.date())["角色和权限"]
    assert len(rows) == len(policy.rights)
    judge, audit = titles.index("法官"), titles.index("审计管理员")
    by_right = {row[0]: row for row in rows}
    assert by_right["cases.view"][judge] == "本人"
    assert by_right["audit.read"][audit] == "系统"
    assert not by_right["cases.view"][audit]


def test_every_address_says_who_opens_it(desk: Desk) -> None:
    titles, *rows = _exported(desk, AT.date())["角色和地址"]
    opened = {row[0]: {title for title, cell in zip(titles, row, strict=True) if cell == "是"}
              for row in rows}  # fmt: skip
    roles = {role.names.zh for role in Policy.of(Content()).roles.values()}
    assert opened["/account/own/"] == opened["/account/login/"] == roles
    assert opened["/"] == {
        "院领导", "审判管理办公室", "庭长", "法官", "机关党委（政治部）", "诉讼服务中心",
        "上级法院指导人员",
    }  # fmt: skip
    assert opened["/lost/"] == set(), "a view that says nothing is closed"


def test_exclusions_are_told_for_every_role(desk: Desk) -> None:
    _, *rows = _exported(desk, AT.date())["互斥角色"]
    excluded = dict(rows)
    assert excluded["法官"] == "系统管理员、安全管理员、审计管理员"
    assert "院领导" in str(excluded["系统管理员"])
    assert "安全管理员" in str(excluded["系统管理员"])


def test_the_export_is_told(desk: Desk) -> None:
    _exported(desk, date(2026, 2, 28))
    event = AuditEvent.objects.get()
    assert (event.kind, event.fields) == ("rights.exported", {"day": "2026-02-28"})
