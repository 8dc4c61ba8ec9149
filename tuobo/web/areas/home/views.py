"""The health check page."""

from __future__ import annotations

from django.http import HttpResponse

from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.visit import PageRequest


@needs("figures.view")
def health(request: PageRequest) -> HttpResponse:
    return render_page(request, "home/health.html", request.visit.place("figures.view"))
