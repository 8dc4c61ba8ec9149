"""What opens the account: a new password, the second factor set up and shown."""

from __future__ import annotations

import segno
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django_otp import login as show_device

from tuobo.core.clock import COURT_TIME, now
from tuobo.core.errors import StateError
from tuobo.operations.desk_people.second_factor import set_up_second_factor, show_second_factor
from tuobo.operations.desk_people.sign_in import changed_password
from tuobo.records.accounts.queries import password_is_old
from tuobo.records.accounts.second_factor import Shown, new_secret
from tuobo.web.areas.account.forms import CodeForm, PasswordForm, SetUpForm
from tuobo.web.areas.account.pages import CodePage, PasswordPage, SetUpPage
from tuobo.web.ui.guard import open_to_members
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest

_DJANGO = {"password_too_common": "common", "password_too_similar": "similar"}
"""Codes of Django's own rules of passwords, and how ours are called."""


@never_cache
@open_to_members
def password(request: PageRequest) -> HttpResponse:
    """A new password: at first, when the old one has aged, or at will."""
    visit, account = request.visit, request.user
    assert account.is_authenticated
    form = PasswordForm(visit.texts, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not account.check_password(form.cleaned_data["old"]):
            form.reject("old", "account.password.old_wrong")
        elif _changed(request, form):
            update_session_auth_hash(request, account)
            say(request, visit.texts("account.password.changed"))
            return redirect("account:start")
    page = PasswordPage(form=form, reason=_reason(request))
    status = 400 if form.errors else 200
    crumbs = (Crumb(name=visit.texts("account.password.title")),)
    return render_page(request, "account/password.html", page, crumbs=crumbs, status=status)


@never_cache
@open_to_members
def second_factor(request: PageRequest) -> HttpResponse:
    """Asks for a code of the second factor; whoever has none sets it up first."""
    account = request.user
    assert account.is_authenticated
    if account.second_factor_since is None:
        return redirect("account:second_factor_new")
    if account.is_verified():
        return redirect("account:start")
    form = CodeForm(request.visit.texts, request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        shown = show_second_factor(account, code, at=now(), actor=request.visit.actor)
        if shown.device is not None:
            show_device(request, shown.device)
            return redirect("account:start")
        _reject_code(form, shown)
    status = 400 if form.errors else 200
    crumbs = (Crumb(name=request.visit.texts("account.code.title")),)
    page = CodePage(form=form)
    return render_page(request, "account/second_factor.html", page, crumbs=crumbs, status=status)


@never_cache
@open_to_members
def second_factor_new(request: PageRequest) -> HttpResponse:
    """Shows a new secret and takes the first code of it."""
    account, visit = request.user, request.visit
    assert account.is_authenticated
    if account.second_factor_since is not None:
        return redirect("account:second_factor")
    asks = bool(account.enrolment_hash)
    form = SetUpForm(visit.texts, request.POST or None, asks_enrolment=asks)
    if request.method == "POST" and form.is_valid() and _is_set_up(request, form):
        say(request, visit.texts("account.code.set"))
        return redirect("account:start")
    secret = new_secret(account)
    picture = segno.make(secret.address).svg_inline(scale=5, svgclass="qr", lineclass=None)
    forced = visit.policy.needs_second_factor(visit.viewer)
    page = SetUpPage(form=form, picture=picture, typed=secret.typed, is_forced=forced)
    status = 400 if form.errors else 200
    crumbs = (Crumb(name=visit.texts("account.code.new_title")),)
    return render_page(
        request, "account/second_factor_new.html", page, crumbs=crumbs, status=status
    )


def _is_set_up(request: PageRequest, form: SetUpForm) -> bool:
    assert request.user.is_authenticated
    given = form.cleaned_data
    try:
        shown = set_up_second_factor(
            request.user, given["code"], enrolment=given.get("enrolment", ""), at=now(),
            actor=request.visit.actor,
        )  # fmt: skip
    except StateError as error:
        form.reject("enrolment", error.code)
        return False
    if shown.device is None:
        _reject_code(form, shown)
        return False
    show_device(request, shown.device)
    return True


def _reject_code(form: CodeForm, shown: Shown) -> None:
    if shown.locked_until is None:
        form.reject("code", "account.code.wrong")
    else:
        until = f"{shown.locked_until.astimezone(COURT_TIME):%H:%M:%S}"
        form.reject("code", "account.code.wait", until=until)


def _changed(request: PageRequest, form: PasswordForm) -> bool:
    """The new password is kept; what the rules refuse stands beside the field."""
    assert request.user.is_authenticated
    new = form.cleaned_data["new"]
    try:
        changed_password(request.user, new, at=now(), actor=request.visit.actor)
    except ValidationError as error:
        for one in error.error_list:
            code = f"account.password.{_DJANGO.get(str(one.code), one.code)}"
            form.reject("new", code, **(one.params or {}))
        return False
    return True


def _reason(request: PageRequest) -> str:
    """Why the password must be changed before anything else; empty if it need not be."""
    assert request.user.is_authenticated
    if request.visit.who.must_change_password:
        return request.visit.texts("account.password.forced")
    if password_is_old(request.user, now()):
        return request.visit.texts("account.password.aged")
    return ""
