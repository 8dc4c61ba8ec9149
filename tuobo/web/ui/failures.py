"""Pages for what went wrong: not found, refused, our fault, and every error of the product."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from tuobo.core.content import Content
from tuobo.core.errors import RequestError, StateError, TuoboError
from tuobo.core.texts import Texts
from tuobo.web.ui.visit import PageRequest

API = "/api/"
"""Below this address answers are JSON, failures too."""
_STATUS: dict[type[TuoboError], int] = {RequestError: 400, StateError: 409}


def error_told(request: PageRequest, error: TuoboError) -> HttpResponse:
    """The sentence of an error as a page, or as a fragment where a fragment was asked for."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 422)
    sentence = request.visit.texts.error(error)
    if is_api(request):
        return problem(error.code, sentence, status)
    return _failure(request, "failure.error", status, sentence=sentence)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    """For what is not there, and for what one may not see."""
    return _failure(request, "failure.not_found", 404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's
    """A form that was open too long, or came from elsewhere."""
    return _failure(request, "failure.csrf", 403)


def our_fault(request: HttpRequest) -> HttpResponse:
    return _failure(request, "failure.ours", 500)


def is_api(request: HttpRequest) -> bool:
    """Whether a program asks, which wants JSON."""
    return request.path.startswith(API)


def problem(code: str, sentence: str, status: int) -> JsonResponse:
    """A failure as the API tells it."""
    told = {"code": code, "sentence": sentence}
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})


def _failure(request: HttpRequest, code: str, status: int, sentence: str = "") -> HttpResponse:
    visit = getattr(request, "visit", None)
    texts: Texts = visit.texts if visit else Texts(Content())
    sentence = sentence or texts(f"{code}.sentence")
    if is_api(request):
        return problem(code, sentence, status)
    told = {
        "title": texts(f"{code}.title"),
        "sentence": sentence,
        "home": texts("failure.home"),
        "lang": texts.lang,
        "visit": visit,
    }
    is_part = bool(request.headers.get("HX-Request"))
    template = "failures/part.html" if is_part else "failures/page.html"
    return HttpResponse(render_to_string(template, told, request), status=status)
