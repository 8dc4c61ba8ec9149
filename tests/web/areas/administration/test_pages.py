"""The pages of the administration: what they show, what they refuse, what they tell once."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries, Settings

from tests.desk_cast import CIVIL_1, ClientOf, Desk
from tests.finished_jobs import file_of
from tuobo.core.clock import now, today
from tuobo.records.accounts.models import Account, Grant
from tuobo.records.accounts.queries import viewer_of
from tuobo.records.accounts.registers import account_named
from tuobo.records.audit.models import AuditEvent
from tuobo.records.organisation.models import Attribute, Person, Unit

A = "/administration"
SECRET = re.compile(r'<code class="strong">([^<]+)</code>')


def _unit(desk: Desk, **changes: str) -> dict[str, str]:
    return {
        "kind": "division", "parent": str(desk.court.pk), "code": "综合", "name": "综合办公室",
        "name_en": "", "level": "", "position": "3", "starts_on": "２０２６年7月15日",
        "revision": "0",
    } | changes  # fmt: skip


def _kinds() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("kind", flat=True))


def test_a_unit_is_made_and_dates_are_read_in_any_writing(desk: Desk, client_of: ClientOf) -> None:
    browser = client_of("system_administrator")
    assert browser.post(f"{A}/units/new/", _unit(desk)).status_code == 302
    unit = Unit.objects.get(code="综合")
    assert (unit.starts_on, unit.position) == (date(2026, 7, 15), 3)
    assert "综合办公室”已建立" in browser.get(f"{A}/units/").text
    assert _kinds() == ["unit.made"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "请填写“名称”"),
        ({"starts_on": "2026.2.30"}, "没有“2026.2.30”这一天"),
        ({"starts_on": "yesterday"}, "看不懂日期“yesterday”"),
        ({"position": "first"}, "要填数字"),
        ({"kind": "planet"}, "没有“planet”这个选项"),
        ({"code": CIVIL_1}, f"代码“{CIVIL_1}”已被使用"),
        ({"parent": ""}, "请选择上级机构"),
        ({"parent": "999999"}, "没有“999999”这个选项"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    desk: Desk, client_of: ClientOf, changes: dict[str, str], told: str
) -> None:
    typed = _unit(desk, name_en="General Office") | changes
    answer = client_of("system_administrator").post(f"{A}/units/new/", typed)
    assert answer.status_code == 400
    assert told in answer.text
    assert 'value="General Office"' in answer.text
    (name,) = changes
    assert f'id="id_{name}_error"' in answer.text
    assert not Unit.objects.filter(name="综合办公室").exists()
    assert _kinds() == []


def test_two_who_edit_one_unit_are_both_heard(desk: Desk, client_of: ClientOf) -> None:
    """The second is told what the first changed, nothing is lost, and may then save."""
    browser = client_of("system_administrator")
    address = f"{A}/units/{desk.court.pk}/"
    shown = {
        "kind": "court", "parent": str(desk.higher.pk), "code": desk.court.code,
        "name": desk.court.name, "name_en": "", "level": "basic", "position": "0",
        "starts_on": "", "revision": "0",
    }  # fmt: skip
    browser.post(address, shown | {"name_en": "First"})
    second = browser.post(address, shown | {"name_en": "Second", "position": "5"})
    assert second.status_code == 400
    assert "已被他人修改" in second.text
    assert "<td>First</td><td>Second</td>" in second.text
    assert 'value="Second"' in second.text
    assert Unit.objects.get(pk=desk.court.pk).name_en == "First"

    again = re.search(r'name="revision" value="(\d+)"', second.text)
    assert again
    assert again[1] == "1"
    browser.post(address, shown | {"name_en": "Second", "revision": again[1]})
    assert Unit.objects.get(pk=desk.court.pk).name_en == "Second"
    assert _kinds() == ["unit.changed", "unit.changed"]


def test_a_unit_in_use_is_not_ended_and_says_why(desk: Desk, client_of: ClientOf) -> None:
    browser = client_of("system_administrator")
    address = f"{A}/units/{desk.divisions[CIVIL_1].pk}/end/"
    answer = browser.post(address, {"ends_on": "20260630", "revision": "0"})
    assert answer.status_code == 400
    assert "4 个任职" in answer.text


def test_an_account_is_opened_and_its_password_told_once(desk: Desk, client_of: ClientOf) -> None:
    person = Person.objects.create(court=desk.court, number="77", name="新人")
    browser = client_of("system_administrator")
    answer = browser.post(f"{A}/accounts/new/{person.pk}/", {"login": "xinren"})
    login, password = SECRET.findall(answer.text)
    account = account_named("xinren")
    assert account
    assert (login, account.check_password(password)) == ("xinren", True)
    assert "no-store" in answer.headers["Cache-Control"]
    assert password not in browser.get(f"{A}/accounts/of/xinren/").text
    again = browser.post(f"{A}/accounts/new/{person.pk}/", {"login": "xinren"})
    assert again.status_code == 400
    assert "账号“xinren”已存在" in again.text
    assert _kinds() == ["account.created"]
    assert password not in str(AuditEvent.objects.values())


@pytest.mark.parametrize("login", ["Admin", "ab", "张三", "a b c", "9abc"])
def test_a_name_of_an_account_has_a_form(desk: Desk, client_of: ClientOf, login: str) -> None:
    person = desk.accounts["nobody"].person_id
    answer = client_of("system_administrator").post(f"{A}/accounts/new/{person}/", {"login": login})
    assert answer.status_code == 400
    assert "账号须以小写字母开头" in answer.text


def test_a_password_is_reset_after_a_question(desk: Desk, client_of: ClientOf) -> None:
    browser, judge = client_of("system_administrator"), client_of("judge")
    address = f"{A}/accounts/of/judge/password/"
    assert "重置账号“judge”的密码？" in browser.get(address).text
    assert judge.get("/account/own/").status_code == 200, "a question changes nothing"
    answer = browser.post(address)
    assert account_named("judge").check_password(SECRET.findall(answer.text)[1])  # type: ignore[union-attr]
    assert judge.get("/account/own/").status_code == 302, "the old log-ins have ended"


def test_idle_and_left_accounts_are_listed_and_closed_together(
    desk: Desk, client_of: ClientOf
) -> None:
    long_ago = now() - timedelta(days=91)
    Account.objects.filter(login__in=["judge", "clerk"]).update(last_login=long_ago)
    Account.objects.exclude(login__in=["judge", "clerk"]).update(last_login=now())
    browser = client_of("system_administrator")
    page = browser.get(f"{A}/accounts/?standing=idle").text
    assert page.count('name="pick"') == 2
    answer = browser.post(f"{A}/accounts/close/", {"pick": ["judge", "clerk"]}, follow=True)
    assert "已停用 2 个账号" in answer.text
    assert Account.objects.filter(is_active=False).count() == 2
    assert browser.post(f"{A}/accounts/close/", {"pick": ["no-such"]}).status_code == 404


def test_the_list_of_accounts_keeps_its_filter_over_pages(desk: Desk, client_of: ClientOf) -> None:
    Account.objects.bulk_create(
        Account(login=f"extra{number:02}", person=desk.accounts["nobody"].person, created_at=now())
        for number in range(25)
    )
    browser = client_of("system_administrator")
    first = browser.get(f"{A}/accounts/?text=extra&standing=new&size=10").text
    following = re.search(r'href="([^"]+page=2[^"]*)" rel="next"', first)
    assert following
    second = browser.get(following[1].replace("&amp;", "&")).text
    listed = re.findall(r"/of/(\w+)/\"", second)
    assert listed == [f"extra{number:02}" for number in range(10, 20)]


def test_whoever_leaves_keeps_their_record_and_loses_their_account(
    desk: Desk, client_of: ClientOf
) -> None:
    browser = client_of("system_administrator")
    person = desk.accounts["judge"].person_id
    yesterday = today() - timedelta(days=1)
    answer = browser.post(
        f"{A}/people/{person}/leave/", {"ends_on": str(yesterday), "revision": "0"}, follow=True
    )
    assert f"最后一日 {yesterday}" in answer.text
    assert not Account.objects.get(login="judge").is_active
    assert "法官丙02" not in browser.get(f"{A}/people/").text
    assert "法官丙02" in browser.get(f"{A}/people/?left=on").text


def test_posts_and_attributes_are_added_and_ended_on_pages_of_their_own(
    desk: Desk, client_of: ClientOf
) -> None:
    browser = client_of("system_administrator")
    person = desk.accounts["nobody"].person
    post = {"unit": str(desk.divisions[CIVIL_1].pk), "post": "clerk", "starts_on": "2026-01-05"}
    assert browser.post(f"{A}/people/{person.pk}/posts/new/", post).status_code == 302
    again = browser.post(f"{A}/people/{person.pk}/posts/new/", post)
    assert "已任这个岗位" in again.text
    held = person.postings.get()
    early = browser.post(f"{A}/people/posts/{held.pk}/end/", {"ends_on": "2026-01-04"})
    assert "不能早于起日 2026-01-05" in early.text
    browser.post(f"{A}/people/posts/{held.pk}/end/", {"ends_on": "20260131"})
    held.refresh_from_db()
    assert held.ends_on == date(2026, 1, 31)


def test_party_membership_is_not_shown_to_the_system_administrator(
    desk: Desk, client_of: ClientOf
) -> None:
    person = desk.accounts["judge"].person
    member = Attribute.objects.create(person=person, kind="member", starts_on=date(2001, 7, 1))
    browser = client_of("system_administrator")
    assert "2001-07-01" not in browser.get(f"{A}/people/{person.pk}/").text
    assert browser.get(f"{A}/people/attributes/{member.pk}/end/").status_code == 404
    typed = {"kind": "member", "starts_on": "2026-01-05"}
    assert browser.post(f"{A}/people/{person.pk}/attributes/new/", typed).status_code == 400


def test_imported_staff_is_shown_before_it_is_taken_over(desk: Desk, client_of: ClientOf) -> None:
    browser = client_of("system_administrator")
    page = browser.get(f"{A}/people/adopt/").text
    assert "人员 107、部门 0" in page
    assert Person.objects.filter(court=desk.court).count() == 13
    browser.post(f"{A}/people/adopt/")
    assert Person.objects.filter(court=desk.court).count() == 120
    assert "没有新增" in browser.get(f"{A}/people/adopt/").text


def test_a_role_is_given_and_taken_back_with_its_days(desk: Desk, client_of: ClientOf) -> None:
    browser = client_of("security_administrator")
    assert "尚无角色的账号" in browser.get(f"{A}/grants/").text
    unit = str(desk.divisions[CIVIL_1].pk)
    typed = {"login": "nobody", "role": "clerk", "unit": unit, "starts_on": str(today())}
    assert browser.post(f"{A}/grants/new/", typed).status_code == 302
    nobody = desk.accounts["nobody"]
    assert viewer_of(nobody, today()).holdings
    grant = Grant.objects.get(account=nobody)
    browser.post(f"{A}/grants/{grant.pk}/end/", {"ends_on": str(today())})
    assert not viewer_of(nobody, today()).holdings
    assert _kinds() == ["grant.given", "grant.ended"]


def test_an_administrators_role_comes_with_a_code_that_is_told_once(
    desk: Desk, client_of: ClientOf
) -> None:
    typed = {
        "login": "nobody", "role": "audit_administrator", "unit": str(desk.court.pk),
        "starts_on": str(today()),
    }  # fmt: skip
    answer = client_of("security_administrator").post(f"{A}/grants/new/", typed)
    login, code = SECRET.findall(answer.text)
    assert (login, len(code)) == ("nobody", 8)
    assert Account.objects.get(login="nobody").enrolment_hash


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"login": "no-such"}, "没有账号“no-such”"),
        ({"starts_on": "2020-01-01"}, "不能早于今天"),
        ({"role": "president"}, "应在法院一级授予"),
        ({"ends_on": "2020-01-01"}, "止日须晚于起日"),
    ],
)
def test_a_role_that_cannot_be_given_says_why(
    desk: Desk, client_of: ClientOf, changes: dict[str, str], told: str
) -> None:
    unit = str(desk.divisions[CIVIL_1].pk)
    typed = {"login": "nobody", "role": "clerk", "unit": unit, "starts_on": str(today())} | changes
    answer = client_of("security_administrator").post(f"{A}/grants/new/", typed)
    assert answer.status_code == 400
    assert told in answer.text
    (name,) = changes
    where = "unit" if name == "role" else name
    assert f'id="id_{where}_error"' in answer.text


def test_the_table_of_rights_is_that_of_the_day_and_can_be_exported(
    desk: Desk, client_of: ClientOf, settings: Settings, tmp_path: Path
) -> None:
    settings.TUOBO_STORE = tmp_path
    Grant.objects.filter(account=desk.accounts["judge"]).update(ends_on=date(2026, 1, 1))
    browser = client_of("audit_administrator")
    assert "法官丙02" in browser.get(f"{A}/rights/?on=2025.12.31").text
    assert "法官丙02" not in browser.get(f"{A}/rights/?on=2026.1.1").text
    answer = browser.post(f"{A}/rights/export/?on=2025.12.31")
    book = load_workbook(BytesIO(file_of(browser, answer)))
    assert [sheet.title for sheet in book] == ["持有人", "角色和权限", "角色和地址", "互斥角色"]
    paths = {row[0] for row in book["角色和地址"].iter_rows(values_only=True)}
    assert {"/audit/", "/cases/", "/account/login/"} <= paths
    assert _kinds() == ["rights.exported", "job.file_fetched"]


def test_the_table_of_roles_is_read_from_the_content(client_of: ClientOf) -> None:
    page = client_of("security_administrator").get(f"{A}/roles/").text
    assert "cases.view" in page
    assert "互斥的角色" in page


def test_sessions_of_all_can_be_ended(client_of: ClientOf) -> None:
    browser, judge = client_of("system_administrator"), client_of("judge")
    page = browser.get(f"{A}/sessions/").text
    (end,) = re.findall(rf'action="({A}/sessions/\w+/end/)"', page)
    browser.post(end)
    assert judge.get("/account/own/").status_code == 302
    assert browser.post(end).status_code == 404, "it has ended"


def test_parameters_say_which_file_changes_them(client_of: ClientOf) -> None:
    page = client_of("system_administrator").get(f"{A}/parameters/").text
    assert "desk/parameters.yaml" in page
    assert "password.least_length" in page


@pytest.mark.parametrize(
    ("name", "address", "most"),
    [
        ("system_administrator", f"{A}/units/", 9),
        ("system_administrator", f"{A}/people/", 12),
        ("system_administrator", f"{A}/accounts/", 14),
        ("security_administrator", f"{A}/grants/", 11),
        ("security_administrator", f"{A}/rights/", 8),
    ],
)
def test_statements_do_not_grow_with_what_is_listed(
    desk: Desk,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    name: str,
    address: str,
    most: int,
) -> None:
    browser = client_of(name)
    browser.get(address)
    with django_assert_max_num_queries(most):
        assert browser.get(address).status_code == 200
