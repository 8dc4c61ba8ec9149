"""Lets programs in by a key instead of a session: `Authorization: Bearer …`, below /api/ alone.

A key only reads. A wrong one is as good as none, also beside a session; failures are counted and
lock it as those of log-in do (django-axes). What tells of people is told to the log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from tuobo.core.clock import now
from tuobo.operations.desk_people.api_keys import key_read, key_refused, key_used
from tuobo.records.accounts.api_keys import KeyLine, key_of_prefix, prefix_of
from tuobo.web.ui.failures import is_api
from tuobo.web.ui.visit import PageRequest

View = TypeVar("View", bound=Callable[..., Any])

_HEADER, _SCHEME = "Authorization", "bearer"
_READING = frozenset({"GET", "HEAD"})
_SHOWN, _PERSONAL = "shown_key", "tells_of_people"


class ApiKeyMiddleware:
    """Stands before the visit is made, which then is the holder's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        if not is_api(request) or _HEADER not in request.headers:
            return self._get_response(request)
        _enter(request)
        answer = self._get_response(request)
        line = key_shown(request)
        view = request.resolver_match.func if request.resolver_match else None
        if line is not None and answer.status_code == 200 and getattr(view, _PERSONAL, False):
            key_read(line, request.get_full_path(), at=now(), actor=request.visit.actor)
        return answer


def tells_of_people(view: View) -> View:
    """What the view answers holds personal data; reading it with a key is told to the log."""
    setattr(view, _PERSONAL, True)
    return view


def is_personal(view: Callable[..., Any]) -> bool:
    return bool(getattr(view, _PERSONAL, False))


def key_shown(request: HttpRequest) -> KeyLine | None:
    """The key that a request was let in by; None for a session and for a stranger."""
    return getattr(request, _SHOWN, None)


def _enter(request: PageRequest) -> None:
    request.user = AnonymousUser()
    scheme, _, token = request.headers[_HEADER].partition(" ")
    if scheme.lower() != _SCHEME or request.method not in _READING:
        return
    prefix, address = prefix_of(token.strip()), request.META.get("REMOTE_ADDR", "")
    counted_by = f"key {prefix}" if prefix else f"key from {address}"
    account = authenticate(request, username=counted_by, api_key=token.strip())
    if account is None:
        key_refused(prefix, at=now(), address=address)
        return
    line = key_of_prefix(prefix)
    assert line is not None
    key_used(line, at=now())
    # Whoever made the key had shown the second factor to get to that page.
    account.is_verified = _yes
    request.user = account
    setattr(request, _SHOWN, line)


def _yes() -> bool:
    return True
