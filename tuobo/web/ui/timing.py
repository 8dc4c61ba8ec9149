"""Says in every answer how long the desk took for it: `Server-Timing: desk;dur=12.3`.

Milliseconds from the request's arrival in the desk to the finished answer, without waiting for a
free thread and without the net. Browsers show it beside the page; the bench reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse

HEADER, NAME = "Server-Timing", "desk"


class TimingMiddleware:
    """Stands first, so that everything else is inside what it measures."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = perf_counter()
        response = self._get_response(request)
        took = (perf_counter() - begun) * 1000
        response.headers[HEADER] = f"{NAME};dur={took:.1f}"
        return response
