"""The pages of one indicator."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tuobo.web.ui.guard import needs
from tuobo.web.ui.visit import PageRequest


@require_safe
@needs("figures.view")
def indicator(request: PageRequest, name: str) -> HttpResponse:
    raise Http404
