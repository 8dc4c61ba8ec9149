"""The tree of goals as a page."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tuobo.operations.programme.goal_tree import goal_tree
from tuobo.web.areas.programme.readings import readings_here
from tuobo.web.areas.programme.tree_page import TreePage, tree_page
from tuobo.web.areas.programme.visiting import crumbs_of, holding_here
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.visit import PageRequest


@require_safe
@needs("programme.view")
def tree(request: PageRequest) -> HttpResponse:
    """Outcome, indicator, problem, task: what hangs together and what is missing."""
    visit = request.visit
    holding = holding_here(visit)
    readings = readings_here(visit, holding.court)
    found = goal_tree(holding, readings.lines)
    page: TreePage = tree_page(found, readings, visit)
    return render_page(request, "programme/tree.html", page, crumbs=crumbs_of(visit, "tree"))
