"""Where a form that was sent goes on: the page that it stood on, if that is one of this desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from tuobo.web.ui.visit import PageRequest

FIELD = "back"


def go_back(request: PageRequest, usual: str) -> HttpResponse:
    """A redirect to the address in the field `back`, or to the usual page (a name of an address).

    Addresses of elsewhere are not followed.
    """
    asked = request.POST.get(FIELD, "")
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}
    )
    return redirect(asked if is_ours else resolve_url(usual))
