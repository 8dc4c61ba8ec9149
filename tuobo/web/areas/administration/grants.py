"""Roles: who holds which, given from a day on and taken back; and what each may do."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tuobo.core.clock import now
from tuobo.engines.rights import Policy
from tuobo.operations.desk_people.keep_accounts import moment_of
from tuobo.operations.desk_people.keep_grants import Asked, give, take
from tuobo.operations.desk_people.rights_table import excluded_roles, level_of, role_name
from tuobo.operations.desk_people.second_factor import (
    reset_administrators_factor,
)
from tuobo.records.accounts.registers import (
    AccountLine,
    Held,
    account_named,
    accounts_without_role,
    grant_of,
    holders,
)
from tuobo.records.organisation.registers import unit_of
from tuobo.web.areas.administration.answering import found, was_done
from tuobo.web.areas.administration.forms import DayForm, GiveForm, HoldersFilter
from tuobo.web.areas.administration.pages import (
    Button,
    ConfirmPage,
    Fact,
    FormPage,
    ListPage,
    SecretPage,
    Section,
    table_of,
)
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.tables import Cell, Column, Head, Row, RowAction, Table
from tuobo.web.ui.visit import PageRequest, Visit, address_with

_HELD = ("person", "login", "role", "unit", "starts_on", "ends_on", "given_by")
_WITHOUT = ("person", "login", "court")


@require_safe
@needs("grants.manage")
def register(request: PageRequest) -> HttpResponse:
    """Who holds which role where on a day, and which accounts hold none."""
    visit = request.visit
    form = HoldersFilter(visit.texts, request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    on = given.get("on") or visit.today
    held = holders(on, text=given.get("text", ""), role=given.get("role", ""))
    rows = [_held_row(visit, one, on) for one in held]
    new = Button(
        name=visit.texts("grants.new"), address=reverse("grants:new"), icon="plus", is_main=True
    )
    page = ListPage(
        title=visit.texts("grants.title"),
        lead=visit.texts("grants.lead"),
        buttons=(new,),
        form=form,
        table=table_of(visit, "grants", _HELD, rows),
        total=len(held),
        empty=visit.texts("grants.empty"),
        empty_help=visit.texts("grants.empty_help"),
        sections=(_without_role(visit),),
    )
    return render_page(request, "administration/list.html", page, crumbs=_crumbs(visit))


@never_cache
@require_http_methods(["GET", "POST"])
@needs("grants.manage")
def new(request: PageRequest) -> HttpResponse:
    """Gives a role; of an administrator's role the code that sets up the second factor."""
    visit = request.visit
    initial = {"login": visit.query.get("login", ""), "starts_on": visit.today}
    form = GiveForm(visit.texts, request.POST or None, initial=initial)
    codes: list[str] = []
    if form.is_valid():
        login = form.cleaned_data["login"].strip()
        account = account_named(login)
        if account is None:
            form.reject("login", "grants.form.login.unknown", login=login)
        elif was_done(
            form,
            lambda: codes.append(give(account, _asked(form), at=now(), actor=visit.actor)),
        ):
            if codes[0]:
                return _told_once(request, login, codes[0])
            say(request, visit.texts("grants.given", login=login))
            return redirect("grants:list")
    title = visit.texts("grants.new")
    page = FormPage(
        title=title, lead=visit.texts("grants.new_lead"), form=form,
        button=visit.texts("grants.give"), cancel=reverse("grants:list"),
    )  # fmt: skip
    return _form(request, page)


@require_http_methods(["GET", "POST"])
@needs("grants.manage")
def end(request: PageRequest, grant_id: int) -> HttpResponse:
    """Takes a role back: it is held until that day (excluded)."""
    visit, grant = request.visit, found(grant_of(grant_id))
    form = DayForm(visit.texts, request.POST or None, initial={"ends_on": visit.today})
    if form.is_valid():
        on, at, actor = form.cleaned_data["ends_on"], now(), visit.actor
        if was_done(form, lambda: take(grant, on=on, at=at, actor=actor)):
            say(request, visit.texts("grants.taken", login=grant.account.login))
            return redirect("grants:list")
    policy = Policy.of(settings.TUOBO_CONTENT)
    role = role_name(policy, visit.texts, grant.role)
    page = FormPage(
        title=visit.texts("grants.take_of", person=grant.account.person.name, role=role),
        lead=visit.texts("grants.take_lead", unit=grant.unit.name), form=form,
        button=visit.texts("grants.take"), cancel=reverse("grants:list"), is_danger=True,
    )  # fmt: skip
    return _form(request, page)


@never_cache
@require_http_methods(["GET", "POST"])
@needs("administrators.second_factor")
def second_factor(request: PageRequest, login: str) -> HttpResponse:
    """Takes an administrator's second factor away and tells the code to set up a new one."""
    visit, account = request.visit, found(account_named(login))
    if request.method == "POST":
        code = reset_administrators_factor(account, at=now(), actor=visit.actor)
        return _told_once(request, login, code)
    page = ConfirmPage(
        title=visit.texts("grants.factor.title", login=login),
        sentence=visit.texts("grants.factor.sentence", login=login),
        button=visit.texts("grants.factor.button"),
        cancel=reverse("grants:list"),
    )
    crumbs = _crumbs(visit, page.title)
    return render_page(request, "administration/confirm.html", page, crumbs=crumbs)


@require_safe
@needs("grants.manage")
def roles(request: PageRequest) -> HttpResponse:
    """What each role may do and how far, and which roles exclude each other: from the content."""
    visit = request.visit
    policy = Policy.of(settings.TUOBO_CONTENT)
    pairs = [
        Row(cells=(Cell(text=name), Cell(text=others)))
        for name, others in excluded_roles(policy, visit.texts)
    ]
    separated = Section(
        title=visit.texts("roles.separated"),
        lead=visit.texts("roles.separated_lead"),
        table=table_of(visit, "roles", ("one", "other"), pairs),
    )
    page = ListPage(
        title=visit.texts("roles.title"),
        lead=visit.texts("roles.lead"),
        table=_rights_table(visit, policy),
        total=len(policy.rights),
        sections=(separated,),
    )
    crumbs = (Crumb(name=page.title),)
    return render_page(request, "administration/list.html", page, crumbs=crumbs)


def _rights_table(visit: Visit, policy: Policy) -> Table:
    texts = visit.texts
    columns = [Column(key="right", name=texts("roles.column.right"), is_fixed=True)]
    columns += [
        Column(key=role.role, name=texts.pick(role.names)) for role in policy.roles.values()
    ]
    rows = []
    for right in policy.rights.values():
        levels = (level_of(role, right.right) for role in policy.roles.values())
        told = (texts(f"rights.level.{one}") if one else "" for one in levels)
        name = Cell(text=texts.pick(right.names), note=right.right)
        rows.append(Row(cells=(name, *(Cell(text=one) for one in told))))
    heads = tuple(Head(column=column) for column in columns)
    return Table(name="roles", caption=texts("roles.title"), heads=heads, rows=tuple(rows))


def _asked(form: GiveForm) -> Asked:
    given = form.cleaned_data
    return Asked(
        role=given["role"], unit=found(unit_of(given["unit"])), starts_on=given["starts_on"],
        ends_on=given["ends_on"],
    )  # fmt: skip


def _told_once(request: PageRequest, login: str, code: str) -> HttpResponse:
    texts = request.visit.texts
    page = SecretPage(
        title=texts("grants.code.title", login=login),
        lead=texts("grants.code.lead"),
        facts=(
            Fact(name=texts("grants.column.login"), value=login),
            Fact(name=texts("account.code.enrolment"), value=code),
        ),
        after=Button(name=texts("grants.code.after"), address=reverse("grants:list")),
    )
    crumbs = _crumbs(request.visit, page.title)
    return render_page(request, "administration/secret.html", page, crumbs=crumbs)


def _form(request: PageRequest, page: FormPage) -> HttpResponse:
    status = 400 if page.form.errors else 200
    crumbs = _crumbs(request.visit, page.title)
    return render_page(request, "administration/form.html", page, crumbs=crumbs, status=status)


def _crumbs(visit: Visit, name: str = "") -> tuple[Crumb, ...]:
    address = reverse("grants:list") if name else ""
    first = Crumb(name=visit.texts("grants.title"), address=address)
    return (first, Crumb(name=name)) if name else (first,)


def _held_row(visit: Visit, one: Held, on: date) -> Row:
    policy = Policy.of(settings.TUOBO_CONTENT)
    actions = []
    if on == visit.today and (one.ends_on is None or one.ends_on > on):
        end_address = reverse("grants:end", args=[one.id])
        actions.append(RowAction(name=visit.texts("grants.take"), address=end_address))
    if is_administrators_role(policy, one.role) and visit.may("administrators.second_factor"):
        address = reverse("grants:second_factor", args=[one.login])
        actions.append(RowAction(name=visit.texts("grants.factor.button"), address=address))
    closed = "" if one.is_active else visit.texts("rights.table.disabled")
    return Row(
        cells=(
            Cell(
                text=one.person,
                note=one.number if one.number not in {one.person, one.login} else "",
            ),
            Cell(text=one.login, note=closed),
            Cell(text=role_name(policy, visit.texts, one.role)),
            Cell(text=one.unit),
            Cell(text=str(one.starts_on)),
            Cell(text=str(one.ends_on or "")),
            Cell(text=one.given_by),
        ),
        actions=tuple(actions),
    )


def is_administrators_role(policy: Policy, role: str) -> bool:
    """Whether whoever holds a role must have a second factor."""
    return role in policy.roles and policy.roles[role].second_factor


def _without_role(visit: Visit) -> Section:
    rows = [_without_row(visit, one) for one in accounts_without_role(moment_of(now()))]
    return Section(
        title=visit.texts("grants.without"),
        table=table_of(visit, "grants", _WITHOUT, rows),
        empty=visit.texts("grants.without_empty"),
    )


def _without_row(visit: Visit, one: AccountLine) -> Row:
    give_address = address_with(reverse("grants:new"), {"login": one.login})
    return Row(
        cells=(Cell(text=one.person), Cell(text=one.login), Cell(text=one.court)),
        actions=(RowAction(name=visit.texts("grants.give"), address=give_address),),
    )
