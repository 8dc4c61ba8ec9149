"""From an entry to the form of a comment on it, for those who see it from above."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from tuobo.core.errors import RequestError
from tuobo.operations.programme.observing import OBSERVATION, observation_on
from tuobo.web.areas.programme.lines import new_entry
from tuobo.web.ui.guard import needs
from tuobo.web.ui.ledgers_here import ledgers_here
from tuobo.web.ui.visit import PageRequest, address_with


@require_safe
@needs("programme.assess")
def observe(request: PageRequest, entry: int) -> HttpResponse:
    """The form, with what the entry says of itself."""
    visit = request.visit
    try:
        found = observation_on(ledgers_here(visit), entry)
    except RequestError as error:
        raise Http404 from error
    form = new_entry(OBSERVATION, visit, **found.values)
    return redirect(address_with(form, {"unit": str(found.unit)}))
