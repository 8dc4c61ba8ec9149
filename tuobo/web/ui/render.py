"""One way to answer: a typed page object and a template, whole or only the asked part of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tuobo.web.ui.shell import Crumb, shell_of
from tuobo.web.ui.visit import PageRequest


def render_page(
    request: PageRequest,
    template: str,
    page: object,
    *,
    crumbs: tuple[Crumb, ...] = (),
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page; for a request of htmx the template `part` alone, which the page includes.

    Templates see `page` (the page object), `visit` and, on whole pages, `shell`.
    """
    context = {"page": page, "visit": request.visit}
    if part and request.htmx and not request.htmx.history_restore_request:
        return render(request, part, context, status=status)
    context["shell"] = shell_of(request, crumbs)
    return render(request, template, context, status=status)
