"""Log-in, log-out, a new password, the language of the pages."""

from __future__ import annotations

from django import forms
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tuobo.core.clock import now
from tuobo.operations.desk_people.sign_in import changed_password, logged_in, logged_out
from tuobo.web.areas.account.pages import LoginPage, PasswordPage
from tuobo.web.ui.guard import open_to_all, open_to_members
from tuobo.web.ui.middleware import LANGUAGE_COOKIE
from tuobo.web.ui.render import render_page
from tuobo.web.ui.visit import PageRequest

_YEAR = 31_536_000


class LoginForm(forms.Form):
    """Account and password."""

    login = forms.CharField(max_length=60, strip=True)
    password = forms.CharField(max_length=200, strip=False)


@open_to_all
def log_in(request: PageRequest) -> HttpResponse:
    """The log-in page; one message for a wrong account and a wrong password."""
    form = LoginForm(request.POST or None)
    problem = ""
    if request.method == "POST":
        problem = "account.login.wrong"
        if form.is_valid():
            account = authenticate(
                request, username=form.cleaned_data["login"], password=form.cleaned_data["password"]
            )
            if account is not None:
                login(request, account)
                logged_in(account, at=now(), address=request.visit.address)
                return redirect(_next(request))
    page = LoginPage(login=request.POST.get("login", ""), problem=problem, next=_next(request))
    status = 400 if problem else 200
    return render_page(request, "account/login.html", page, status=status)


@open_to_all
def locked_out(request: PageRequest, *_: object, **__: object) -> HttpResponse:
    """What somebody sees whose account is locked for a while."""
    page = LoginPage(login="", problem="account.login.locked", next="/")
    return render_page(request, "account/login.html", page, status=429)


@require_POST
@open_to_members
def log_out(request: PageRequest) -> HttpResponse:
    logged_out(request.visit.actor, at=now())
    logout(request)
    return redirect("account:login")


@open_to_members
def password(request: PageRequest) -> HttpResponse:
    """A new password: at first, when the old one has aged, or at will."""
    problems: tuple[str, ...] = ()
    account = request.user
    if request.method == "POST" and account.is_authenticated:
        problems = _new_password_problems(request)
        if not problems:
            try:
                changed_password(account, request.POST["new"], at=now(), actor=request.visit.actor)
            except ValidationError as error:
                problems = _told(request, error)
            else:
                update_session_auth_hash(request, account)
                return redirect("home:health")
    page = PasswordPage(problems=problems, is_forced=request.visit.who.must_change_password)
    return render_page(request, "account/password.html", page, status=400 if problems else 200)


@require_POST
@open_to_all
def language(request: PageRequest) -> HttpResponse:
    """The other language, kept in a cookie of this browser."""
    answer = redirect(_next(request))
    other = "en" if request.visit.lang == "zh" else "zh"
    answer.set_cookie(LANGUAGE_COOKIE, other, max_age=_YEAR, samesite="Lax", httponly=True)
    return answer


def _new_password_problems(request: PageRequest) -> tuple[str, ...]:
    texts, given = request.visit.texts, request.POST
    if not request.user.check_password(given.get("old", "")):
        return (texts("account.password.old_wrong"),)
    if given.get("new", "") != given.get("again", ""):
        return (texts("account.password.differ"),)
    return ()


def _told(request: PageRequest, error: ValidationError) -> tuple[str, ...]:
    """The rules that a password breaks, as sentences."""
    texts = request.visit.texts
    django = {"password_too_common": "common", "password_too_similar": "similar"}
    return tuple(
        texts(f"account.password.{django.get(one.code, one.code)}", **(one.params or {}))
        for one in error.error_list
    )


def _next(request: PageRequest) -> str:
    """Where to go on; only to addresses of this desk."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if is_ours else "/"
