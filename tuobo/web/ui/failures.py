"""Pages for what went wrong: not found, refused, our fault, and every error of the product."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from tuobo.core.content import Content
from tuobo.core.errors import RequestError, StateError, TuoboError
from tuobo.core.texts import Texts
from tuobo.web.ui.visit import PageRequest

_STATUS: dict[type[TuoboError], int] = {RequestError: 400, StateError: 409}


def error_told(request: PageRequest, error: TuoboError) -> HttpResponse:
    """The sentence of an error as a page, or as a fragment where a fragment was asked for."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 422)
    return _failure(request, "failure.error", status, sentence=request.visit.texts.error(error))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    """For what is not there, and for what one may not see."""
    return _failure(request, "failure.not_found", 404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's
    """A form that was open too long, or came from elsewhere."""
    return _failure(request, "failure.csrf", 403)


def our_fault(request: HttpRequest) -> HttpResponse:
    return _failure(request, "failure.ours", 500)


def _failure(request: HttpRequest, code: str, status: int, sentence: str = "") -> HttpResponse:
    visit = getattr(request, "visit", None)
    texts: Texts = visit.texts if visit else Texts(Content())
    told = {
        "title": texts(f"{code}.title"),
        "sentence": sentence or texts(f"{code}.sentence"),
        "home": texts("failure.home"),
        "lang": texts.lang,
        "visit": visit,
    }
    is_part = bool(request.headers.get("HX-Request"))
    template = "failures/part.html" if is_part else "failures/page.html"
    return HttpResponse(render_to_string(template, told, request), status=status)
