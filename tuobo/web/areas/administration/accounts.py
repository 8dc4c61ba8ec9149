"""Accounts: opened, closed, a new first password, a second factor taken away."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuobo.core.clock import COURT_TIME, now
from tuobo.operations.desk_people.keep_accounts import (
    FirstPassword,
    close_accounts,
    moment_of,
    new_first_password,
    open_account,
    reopen_account,
)
from tuobo.operations.desk_people.second_factor import is_administrator, reset_second_factor
from tuobo.records.accounts.registers import (
    AccountLine,
    AccountsAsked,
    Standing,
    account_line,
    account_named,
    accounts,
    count_accounts,
)
from tuobo.records.organisation.registers import person_of
from tuobo.web.areas.administration.answering import found, was_done
from tuobo.web.areas.administration.forms import LoginForm, TextFilter
from tuobo.web.areas.administration.pages import (
    Button,
    CardPage,
    ConfirmPage,
    Fact,
    FormPage,
    ListPage,
    SecretPage,
    Tab,
    table_of,
)
from tuobo.web.ui.guard import needs
from tuobo.web.ui.paging import AskedPage
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.tables import Cell, Row
from tuobo.web.ui.visit import PageRequest, Visit, address_with

_COLUMNS = ("login", "person", "number", "court", "standing", "last_login", "second_factor")
_TONES = {"in_use": "good", "new": "info", "idle": "warn", "left": "bad", "disabled": "neutral"}


@require_safe
@needs("accounts.manage")
def register(request: PageRequest) -> HttpResponse:
    """Accounts by name and standing; those idle or left can be closed together."""
    visit, moment = request.visit, moment_of(now())
    form = TextFilter(visit.texts, request.GET)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    standing = _standing(visit)
    asked = AccountsAsked(moment=moment, text=text, standing=standing)
    total = count_accounts(asked)
    where = AskedPage.of(visit).within(total)
    lines = accounts(asked, offset=where.offset, size=where.size)
    may_close = standing in {Standing.IDLE, Standing.LEFT}
    rows = [_row(visit, one) for one in lines]
    page = ListPage(
        title=visit.texts("accounts.title"),
        lead=visit.texts("accounts.lead"),
        tabs=_tabs(visit, text, standing),
        form=form,
        kept=("standing",),
        table=table_of(visit, "accounts", _COLUMNS, rows, is_picked=may_close),
        pager=where.pager(total, request.path, visit.query),
        total=total,
        empty=visit.texts("accounts.empty"),
        empty_help=visit.texts("accounts.empty_help"),
        pick=_close_button(visit) if may_close else None,
    )
    return render_page(request, "administration/list.html", page, crumbs=_crumbs(visit))


@never_cache
@require_http_methods(["GET", "POST"])
@needs("accounts.manage")
def new(request: PageRequest, person_id: int) -> HttpResponse:
    """An account for a person; its first password is told once."""
    visit, person = request.visit, found(person_of(person_id))
    form = LoginForm(visit.texts, request.POST or None)
    made: list[FirstPassword] = []
    if form.is_valid():
        login, at, actor = form.cleaned_data["login"], now(), visit.actor
        if was_done(form, lambda: made.append(open_account(person, login, at=at, actor=actor))):
            return _told_once(request, made[0])
    title = visit.texts("accounts.new_for", name=person.name)
    page = FormPage(
        title=title, form=form, button=visit.texts("accounts.open"),
        cancel=reverse("people:one", args=[person.pk]), lead=visit.texts("accounts.new_lead"),
    )  # fmt: skip
    status = 400 if form.errors else 200
    crumbs = _crumbs(visit, title)
    return render_page(request, "administration/form.html", page, crumbs=crumbs, status=status)


@require_safe
@needs("accounts.manage")
def one(request: PageRequest, login: str) -> HttpResponse:
    """An account with what can be done with it; its roles are the security administrator's."""
    visit, line = request.visit, found(account_line(login, moment_of(now())))
    page = CardPage(title=login, facts=_facts(visit, line), buttons=_buttons(visit, line))
    crumbs = _crumbs(visit, login)
    return render_page(request, "administration/card.html", page, crumbs=crumbs)


@never_cache
@require_http_methods(["GET", "POST"])
@needs("accounts.manage")
def password(request: PageRequest, login: str) -> HttpResponse:
    """A new first password, which also unlocks the account."""
    account = found(account_named(login))
    if request.method == "POST":
        told = new_first_password(account, at=now(), actor=request.visit.actor)
        return _told_once(request, told)
    return _confirm(request, "password", login)


@require_http_methods(["GET", "POST"])
@needs("accounts.manage")
def second_factor(request: PageRequest, login: str) -> HttpResponse:
    """Takes the second factor of somebody away who is no administrator."""
    account = found(account_named(login))
    if request.method == "POST":
        reset_second_factor(account, at=now(), actor=request.visit.actor)
        say(request, request.visit.texts("accounts.factor_gone", login=login))
        return redirect("accounts:one", login)
    return _confirm(request, "second_factor", login)


@require_http_methods(["GET", "POST"])
@needs("accounts.manage")
def close(request: PageRequest, login: str) -> HttpResponse:
    account = found(account_named(login))
    if request.method == "POST":
        close_accounts([account], at=now(), actor=request.visit.actor)
        say(request, request.visit.texts("accounts.closed", count=1))
        return redirect("accounts:one", login)
    return _confirm(request, "close", login)


@require_POST
@needs("accounts.manage")
def close_picked(request: PageRequest) -> HttpResponse:
    """Closes those that were picked from the list of idle accounts or of people who have left."""
    picked = [found(account_named(login)) for login in request.POST.getlist("pick")]
    count = close_accounts(picked, at=now(), actor=request.visit.actor)
    say(request, request.visit.texts("accounts.closed", count=count), "good" if count else "info")
    return redirect("accounts:list")


@require_POST
@needs("accounts.manage")
def reopen(request: PageRequest, login: str) -> HttpResponse:
    reopen_account(found(account_named(login)), at=now(), actor=request.visit.actor)
    say(request, request.visit.texts("accounts.reopened", login=login))
    return redirect("accounts:one", login)


def _told_once(request: PageRequest, told: FirstPassword) -> HttpResponse:
    texts = request.visit.texts
    page = SecretPage(
        title=texts("accounts.told.title", login=told.login),
        lead=texts("accounts.told.lead", person=told.person),
        facts=(
            Fact(name=texts("accounts.column.login"), value=told.login),
            Fact(name=texts("accounts.told.password"), value=told.password),
        ),
        after=Button(
            name=texts("accounts.told.after"), address=reverse("accounts:one", args=[told.login])
        ),
    )
    crumbs = _crumbs(request.visit, told.login)
    return render_page(request, "administration/secret.html", page, crumbs=crumbs)


def _confirm(request: PageRequest, step: str, login: str) -> HttpResponse:
    texts = request.visit.texts
    page = ConfirmPage(
        title=texts(f"accounts.{step}.title", login=login),
        sentence=texts(f"accounts.{step}.sentence", login=login),
        button=texts(f"accounts.{step}.button"),
        cancel=reverse("accounts:one", args=[login]),
    )
    crumbs = _crumbs(request.visit, login)
    return render_page(request, "administration/confirm.html", page, crumbs=crumbs)


def _crumbs(visit: Visit, name: str = "") -> tuple[Crumb, ...]:
    address = reverse("accounts:list") if name else ""
    first = Crumb(name=visit.texts("accounts.title"), address=address)
    return (first, Crumb(name=name)) if name else (first,)


def _standing(visit: Visit) -> Standing | None:
    asked = visit.query.get("standing", "")
    return Standing(asked) if asked in set(Standing) else None


def _tabs(visit: Visit, text: str, chosen: Standing | None) -> tuple[Tab, ...]:
    moment, path = moment_of(now()), reverse("accounts:list")
    tabs = [
        Tab(
            name=visit.texts("accounts.standing.all"),
            address=address_with(path, {"text": text}),
            is_here=chosen is None,
        )
    ]
    for standing in Standing:
        asked = AccountsAsked(moment=moment, text=text, standing=standing)
        address = address_with(path, {"text": text, "standing": standing})
        name = visit.texts(f"accounts.standing.{standing}")
        is_here = standing is chosen
        tabs.append(Tab(name=name, address=address, is_here=is_here, count=count_accounts(asked)))
    return tuple(tabs)


def _close_button(visit: Visit) -> Button:
    name, address = visit.texts("accounts.close_picked"), reverse("accounts:close_picked")
    return Button(name=name, address=address, is_danger=True)


def _buttons(visit: Visit, line: AccountLine) -> tuple[Button, ...]:
    """Steps that can be taken; each of them asks before it does."""
    steps = [("password", "key", False)]
    if line.second_factor_since and not is_administrator(line.login):
        steps.append(("second_factor", "shield", False))
    if line.standing is not Standing.DISABLED:
        steps.append(("close", "stop", True))
    buttons = [
        Button(
            name=visit.texts(f"accounts.{step}.button"),
            address=reverse(f"accounts:{step}", args=[line.login]), icon=icon,
            is_danger=is_danger,
        )
        for step, icon, is_danger in steps
    ]  # fmt: skip
    if line.standing is Standing.DISABLED:
        again = reverse("accounts:reopen", args=[line.login])
        buttons.append(Button(name=visit.texts("accounts.reopen"), address=again, is_post=True))
    return tuple(buttons)


def _facts(visit: Visit, line: AccountLine) -> tuple[Fact, ...]:
    texts = visit.texts
    standing = texts(f"accounts.standing.{line.standing}")
    return (
        Fact(name=texts("accounts.column.person"), value=f"{line.person}（{line.number}）"),
        Fact(name=texts("accounts.column.court"), value=line.court),
        Fact(name=texts("accounts.column.standing"), value=standing, tone=_TONES[line.standing]),
        Fact(name=texts("accounts.column.last_login"), value=_clock(line.last_login)),
        Fact(name=texts("accounts.column.second_factor"), value=_clock(line.second_factor_since)),
    )


def _row(visit: Visit, line: AccountLine) -> Row:
    note = visit.texts("accounts.left_on", on=line.left_on) if line.left_on else ""
    standing = visit.texts(f"accounts.standing.{line.standing}")
    return Row(
        key=line.login,
        cells=(
            Cell(text=line.login, address=reverse("accounts:one", args=[line.login])),
            Cell(text=line.person, address=reverse("people:one", args=[line.person_id])),
            Cell(text=line.number),
            Cell(text=line.court),
            Cell(text=standing, tone=_TONES[line.standing], note=note),
            Cell(text=_clock(line.last_login)),
            Cell(text=_clock(line.second_factor_since)),
        ),
    )


def _clock(at: datetime | None) -> str:
    return f"{at.astimezone(COURT_TIME):%Y-%m-%d %H:%M}" if at else "—"
