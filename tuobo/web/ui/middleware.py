"""Makes the visit of each request and enforces what its view asks for.

Errors of the product become one page with the sentence: what is wrong, where, what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from tuobo.core.clock import now, today
from tuobo.core.errors import TuoboError
from tuobo.engines.rights import Policy, Viewer
from tuobo.records.accounts.queries import (
    Identity,
    account_of,
    identity_of,
    password_is_old,
    viewer_of,
)
from tuobo.web.ui.api_keys import key_shown
from tuobo.web.ui.failures import error_told, is_api, problem
from tuobo.web.ui.guard import ALL, MEMBERS, right_of
from tuobo.web.ui.visit import PageRequest, Visit, address_with

LANGUAGE_COOKIE = "tuobo_lang"
SEEN_AS = "seen_as"
_TOUCHED, _TOUCH_SECONDS = "touched", 60
_DJANGO = {"zh": "zh-hans", "en": "en"}
_NOBODY = Viewer(account="")
_ON_THE_WAY = frozenset(
    {
        "account:password", "account:second_factor", "account:second_factor_new",
        "account:logout", "account:language",
    }
)  # fmt: skip
_FIRST = "home:health"
"""The address of the desk itself: whoever may not see that page is led to their own first one."""
_READ_ONLY_MAY = frozenset({"account:view_as_end", "account:logout", "account:language"})


class VisitMiddleware:
    """Who looks, may they, and in which language."""

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        request.visit = _visit(request)
        translation.activate(_DJANGO[request.visit.lang])
        _stay_awake(request)
        return self._get_response(request)

    def process_view(
        self,
        request: PageRequest,
        view: Callable[..., Any],
        _: tuple[object],
        __: dict[str, object],
    ) -> HttpResponse | None:
        right = right_of(view)
        if right == ALL:
            return None
        if request.visit.identity is None:
            return _go(request, address_with(reverse("account:login"), {"next": _path(request)}))
        if step := _step_before(request):
            return _go(request, reverse(step))
        if request.visit.seen_as and request.method not in {"GET", "HEAD"}:
            _refuse_unless(_name(request) in _READ_ONLY_MAY)
        is_open = right == MEMBERS or (right != "" and request.visit.may(right))
        if not is_open and _name(request) == _FIRST:
            return _go(request, reverse("account:start"))
        _refuse_unless(is_open)
        return None

    def process_exception(self, request: PageRequest, error: Exception) -> HttpResponse | None:
        return error_told(request, error) if isinstance(error, TuoboError) else None


def _visit(request: PageRequest) -> Visit:
    account = request.user if request.user.is_authenticated else None
    identity = identity_of(account) if account else None
    viewer = viewer_of(account, today()) if account else _NOBODY
    seen_as = ""
    if account and (other := request.session.get(SEEN_AS, "")):
        viewer, seen_as = _as_somebody_else(viewer, other)
    return Visit(
        identity=identity,
        viewer=viewer,
        lang=_language(request, identity),
        address=request.META.get("REMOTE_ADDR", ""),
        query={name: str(request.GET.get(name, "")) for name in request.GET},
        seen_as=seen_as,
    )


def _as_somebody_else(own: Viewer, login: str) -> tuple[Viewer, str]:
    """The other's view, never wider than one's own; one's own if the other is gone."""
    account = account_of(login)
    if account is None:
        return own, ""
    policy = Policy.of(settings.TUOBO_CONTENT)
    theirs = viewer_of(account, today())
    return (theirs, login) if policy.lies_within(theirs, own) else (own, "")


def _language(request: PageRequest, identity: Identity | None) -> str:
    """As chosen on the pages; a program may ask otherwise; else that of the person."""
    asked = request.COOKIES.get(LANGUAGE_COOKIE, "") or _asked_by_program(request)
    asked = asked or (identity.locale if identity else "")
    return asked if asked in _DJANGO else "zh"


def _asked_by_program(request: PageRequest) -> str:
    """The first language of the header that there is; a browser sends its own unasked."""
    if not is_api(request):
        return ""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    bases = (name.partition("-")[0] for name, _ in wanted)
    return next((base for base in bases if base in _DJANGO), "")


def _step_before(request: PageRequest) -> str:
    """The page that must come first: a new password, or the second factor."""
    name = _name(request)
    if name in _ON_THE_WAY or not request.user.is_authenticated:
        return ""
    visit = request.visit
    if visit.who.must_change_password or password_is_old(request.user, now()):
        return "account:password"
    has_factor = visit.who.second_factor_since is not None
    must_show = has_factor or visit.policy.needs_second_factor(visit.viewer)
    if must_show and not request.user.is_verified():
        return "account:second_factor"
    return ""


def _name(request: PageRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _path(request: PageRequest) -> str:
    return request.get_full_path() if request.method == "GET" else "/"


def _go(request: PageRequest, address: str) -> HttpResponse:
    """A redirect that also works for a fragment: the whole page goes there.

    A program is told instead: it cannot log in or choose a password.
    """
    if is_api(request):
        return _told_to_program(request)
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _told_to_program(request: PageRequest) -> HttpResponse:
    is_known = request.visit.identity is not None
    code, status = ("api.step_missing", 403) if is_known else ("api.not_logged_in", 401)
    return problem(code, request.visit.texts(code), status)


def _refuse_unless(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if not allowed:
        raise Http404


def _stay_awake(request: PageRequest) -> None:
    """Move the idle time-out at most once a minute, as every move writes the session."""
    if request.visit.identity is None or key_shown(request) is not None:
        return
    moment = int(now().timestamp())
    if moment - int(request.session.get(_TOUCHED, 0)) >= _TOUCH_SECONDS:
        request.session[_TOUCHED] = moment
