"""The chain of responsibility as a page."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tuobo.operations.programme.duty_chain import duty_chain
from tuobo.web.areas.programme.chain_page import ChainPage, chain_page, edition_of
from tuobo.web.areas.programme.visiting import crumbs_of, holding_here
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.visit import PageRequest


@require_safe
@needs("party.view")
def chain(request: PageRequest) -> HttpResponse:
    """Where the duties of a year stand: by link, level and unit, with what waits for whom."""
    visit = request.visit
    edition, problem = edition_of(visit)
    found = duty_chain(holding_here(visit, "party.view"), edition)
    page: ChainPage = chain_page(found, visit, problem)
    return render_page(request, "programme/chain.html", page, crumbs=crumbs_of(visit, "chain"))
