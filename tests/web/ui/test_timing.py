"""Every answer says how long the desk took for it."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tuobo.web.ui.timing import TimingMiddleware


def test_an_answer_tells_its_milliseconds() -> None:
    def view(_: HttpRequest) -> HttpResponse:
        return HttpResponse("page")

    answer = TimingMiddleware(view)(RequestFactory().get("/"))
    assert re.fullmatch(r"desk;dur=\d+\.\d", answer.headers["Server-Timing"])
