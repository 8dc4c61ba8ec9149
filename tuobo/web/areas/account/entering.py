"""Log-in, log-out, the first page after it, and the language of the pages."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuobo.core.clock import COURT_TIME, now
from tuobo.engines.rights import menu_of
from tuobo.operations.desk_people.sign_in import (
    LastTime,
    chose_language,
    log_in_refused,
    logged_in,
    logged_out,
)
from tuobo.web.areas.account.forms import LoginForm
from tuobo.web.areas.account.pages import LoginPage
from tuobo.web.areas.account.throttle import locked_until
from tuobo.web.ui.failures import is_api, problem
from tuobo.web.ui.guard import open_to_all, open_to_members
from tuobo.web.ui.middleware import LANGUAGE_COOKIE
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.visit import PageRequest, Visit

_YEAR = 31_536_000


@never_cache
@open_to_all
def log_in(request: PageRequest) -> HttpResponse:
    """The log-in page; one message for a wrong account and a wrong password."""
    form = LoginForm(request.POST or None)
    if request.method != "POST":
        return _page(request, "")
    if form.is_valid():
        name, password = form.cleaned_data["login"], form.cleaned_data["password"]
        was_locked = locked_until(name) is not None
        account = authenticate(request, username=name, password=password)
        if account is not None:
            last = logged_in(account, at=now(), address=request.visit.address)
            login(request, account)
            _greet(request, last)
            return redirect(_next(request))
        _refused(request, name, was_locked=was_locked)
    return _page(request, request.visit.texts("account.login.wrong"), status=400)


@open_to_all
def locked_out(request: PageRequest, *_: object, **__: object) -> HttpResponse:
    """What django-axes answers with instead, once an account is locked: until when it is."""
    if is_api(request):
        told = request.visit.texts("api.key_locked", minutes=_lock_minutes())
        return problem("api.key_locked", told, 429)
    until = locked_until(request.POST.get("login", "").strip())
    if until is None:
        return _page(request, request.visit.texts("account.login.wrong"), status=400)
    minutes = max(1, round((until - now()).total_seconds() / 60))
    told = request.visit.texts("account.login.locked", until=_clock(until), minutes=minutes)
    return _page(request, told, status=429)


@require_POST
@open_to_members
def log_out(request: PageRequest) -> HttpResponse:
    logged_out(request.visit.actor, at=now())
    logout(request)
    return redirect("account:login")


@open_to_members
def start(request: PageRequest) -> HttpResponse:
    """The first page of the menu that one may open: not everybody has the same."""
    return redirect(_first_page(request.visit))


@require_POST
@open_to_all
def language(request: PageRequest) -> HttpResponse:
    """The other language, kept in a cookie of this browser and with the account."""
    answer = redirect(_next(request))
    other = "en" if request.visit.lang == "zh" else "zh"
    if request.user.is_authenticated:
        chose_language(request.user, other)
    answer.set_cookie(LANGUAGE_COOKIE, other, max_age=_YEAR, samesite="Lax", httponly=True)
    return answer


def _lock_minutes() -> int:
    return round(settings.AXES_COOLOFF_TIME.total_seconds() / 60)


def _first_page(visit: Visit) -> str:
    items = (item for group in menu_of(settings.TUOBO_CONTENT) for item in group.items)
    return next(
        (item.view for item in items if item.right != "member" and visit.may(item.right)),
        "account:own",
    )


def _page(request: PageRequest, problem: str, status: int = 200) -> HttpResponse:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    page = LoginPage(login=request.POST.get("login", "")[:60], problem=problem, next=asked)
    return render_page(request, "account/login.html", page, status=status)


def _refused(request: PageRequest, name: str, *, was_locked: bool) -> None:
    is_locked_now = not was_locked and locked_until(name) is not None
    address = request.visit.address
    log_in_refused(name, at=now(), address=address, is_locked_now=is_locked_now)


def _greet(request: PageRequest, last: LastTime) -> None:
    """When the account was entered before, so that a stranger's visit is noticed."""
    texts = request.visit.texts
    if last.at is None:
        return
    told = texts("account.login.last", at=_clock(last.at, with_day=True))
    if last.failures:
        told += texts("account.login.failures", count=last.failures)
    say(request, told, "warn" if last.failures else "info")


def _clock(at: datetime, *, with_day: bool = False) -> str:
    local = at.astimezone(COURT_TIME)
    return f"{local:%Y-%m-%d %H:%M}" if with_day else f"{local:%H:%M}"


def _next(request: PageRequest) -> str:
    """Where to go on: only to addresses of this desk; else to one's first page."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if is_ours and asked != "/" else reverse("account:start")
