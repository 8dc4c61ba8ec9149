"""The first installation: three people, three accounts, passwords told once, never again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuobo.core.content import Content
from tuobo.core.errors import RequestError, StateError
from tuobo.operations.desk_people.install_court import (
    ADMINISTRATORS,
    Newcomer,
    install_court,
    recover_account,
)
from tuobo.operations.workspace import Workspace
from tuobo.records.accounts.models import Account, Grant
from tuobo.records.audit.models import AuditEvent
from tuobo.records.organisation.models import Unit

AT = datetime(2026, 6, 1, tzinfo=UTC)
PEOPLE = ("zhangsan=张三", "lisi=李四", "wangwu=王五")


@pytest.fixture
def workspace(tmp_path: Path, db: None) -> Workspace:
    return Workspace(tmp_path, Content())


def _newcomers(*told: str) -> dict[str, Newcomer]:
    pairs = [one.split("=") for one in told or PEOPLE]
    return {
        role: Newcomer(login=login, person=person)
        for role, (login, person) in zip(ADMINISTRATORS, pairs, strict=True)
    }


def test_each_administrator_gets_an_account_with_a_password_for_one_use(
    workspace: Workspace,
) -> None:
    told = install_court(workspace, "辽1122", "某县人民法院", "basic", _newcomers(), at=AT)
    assert [(one.login, one.person) for one in told] == [
        ("zhangsan", "张三"), ("lisi", "李四"), ("wangwu", "王五"),
    ]  # fmt: skip
    for one, role in zip(told, ADMINISTRATORS, strict=True):
        account = Account.objects.get(login=one.login)
        assert account.check_password(one.password)
        assert account.must_change_password
        assert Grant.objects.get(account=account).role == role
    assert len({one.password for one in told}) == 3
    assert Unit.objects.get(kind="court").name == workspace.court_name("辽1122") == "某县人民法院"
    assert AuditEvent.objects.latest("sequence").kind == "desk.installed"


def test_a_desk_is_installed_once(workspace: Workspace) -> None:
    install_court(workspace, "辽1122", "某县人民法院", "basic", _newcomers(), at=AT)
    with pytest.raises(StateError) as caught:
        install_court(workspace, "辽1123", "另一法院", "basic", _newcomers(), at=AT)
    assert caught.value.code == "desk.installed_already"


@pytest.mark.parametrize(
    ("court", "level", "people", "code"),
    [
        ("沈阳", "basic", PEOPLE, "desk.court_code"),
        ("辽112", "basic", PEOPLE, "desk.court_code"),
        ("辽1122", "county", PEOPLE, "desk.level"),
        ("辽1122", "basic", ("Admin=张三", "lisi=李四", "wangwu=王五"), "desk.login_form"),
        ("辽1122", "basic", ("zhangsan=张三", "zhangsan=李四", "w5=王五"), "desk.login_form"),
        ("辽1122", "basic", ("zhangsan=张三", "zhangsan=李四", "wangwu=王五"), "desk.three_people"),
        ("辽1122", "basic", ("zhangsan=张三", "lisi=张三", "wangwu=王五"), "desk.three_people"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(
    workspace: Workspace, court: str, level: str, people: tuple[str, ...], code: str
) -> None:
    with pytest.raises(RequestError) as caught:
        install_court(workspace, court, "某县人民法院", level, _newcomers(*people), at=AT)
    assert caught.value.code == code
    assert not Account.objects.exists()
    assert not Unit.objects.exists()


def test_whoever_runs_the_server_can_let_an_administrator_in_again(workspace: Workspace) -> None:
    install_court(workspace, "辽1122", "某县人民法院", "basic", _newcomers(), at=AT)
    told = recover_account("lisi", at=AT)
    account = Account.objects.get(login="lisi")
    assert account.check_password(told.password)
    assert (account.second_factor_since, account.enrolment_hash) == (None, "")
    event = AuditEvent.objects.latest("sequence")
    assert (event.kind, event.subject, event.account) == ("account.recovered", "lisi", "system")
    with pytest.raises(RequestError):
        recover_account("nobody", at=AT)
