"""Answers with a page of an indicator: the whole, or only what stands below its tabs."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from tuobo.web.areas.indicators.pages import Frame
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, address_with


def told(request: PageRequest, name: str, page: object, frame: Frame) -> HttpResponse:
    """The page by the template of its name; htmx gets the part below the chart alone."""
    visit = request.visit
    crumbs = (
        Crumb(
            name=visit.texts("health.title"),
            address=address_with(reverse("home:health"), visit.carried),
        ),
        Crumb(name=frame.line.name),
    )
    template, part = f"indicators/{name}.html", f"indicators/_{name}.html"
    return render_page(request, template, page, crumbs=crumbs, part=part)
