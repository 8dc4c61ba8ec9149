"""The list of cases."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from tuobo.core.reach import Reach
from tuobo.engines.docket import LISTED
from tuobo.operations.desk.case_list import SHOWN, CaseList, case_list
from tuobo.operations.desk.open_desk import OpenVersion
from tuobo.operations.desk.wording import Words
from tuobo.operations.jobs.rules import background_rules
from tuobo.records.accounts.lists import columns_of, filters_for
from tuobo.web.areas.cases.pages import (
    PAGE,
    ColumnView,
    KeptView,
    ListPage,
    criteria_of,
    heads_of,
    pager_of,
    rows_of,
)
from tuobo.web.ui.case_lists import Asking, FilterShape, filter_form
from tuobo.web.ui.guard import needs
from tuobo.web.ui.opened import opened_for, reach_here
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, Visit

SHAPE = FilterShape(
    picks=("division", "judge", "domain", "procedure", "cause", "lane"),
    days=("filed",),
    further=("court", "case_word", "paused_ground", "finding"),
    further_days=("due", "closed"),
)
EXPORT, SHARE = "exports.make", "filters.share"


@require_GET
@needs("cases.view")
def listing(request: PageRequest) -> HttpResponse:
    """The cases that one may see, by the criteria of the address."""
    visit = request.visit
    reach = reach_here(visit, "cases.view")
    asking = Asking.of(visit, request.path, request.GET)
    columns = shown_columns(visit)
    with opened_for(visit) as opened:
        found = case_list(
            opened, reach, asking.question, visit.texts,
            columns=columns, hidden=visit.hidden("case"),
        )  # fmt: skip
        page = _page(opened, reach, visit, asking.answered(found.question), found)
    crumbs = (Crumb(name=visit.texts("cases.title")),)
    return render_page(request, "cases/list.html", page, crumbs=crumbs, part="cases/_list.html")


def shown_columns(visit: Visit) -> tuple[str, ...]:
    """The chosen columns, the case number always first; the usual ones for who never chose.

    Whoever sees one court only need not be told on every row which.
    """
    chosen = columns_of(visit.viewer.account, PAGE)
    if not chosen:
        courts = {place.court for place in visit.reach("cases.view")}
        is_one = len(courts) == 1 and "" not in courts
        chosen = tuple(name for name in SHOWN if name != "court" or not is_one)
    return ("case_number", *(name for name in chosen if name != "case_number"))


def _page(
    opened: OpenVersion, reach: Reach, visit: Visit, asking: Asking, found: CaseList
) -> ListPage:
    may_export = visit.may(EXPORT)
    return ListPage(
        form=filter_form(opened, reach, visit, asking, SHAPE),
        criteria=criteria_of(found, asking),
        heads=heads_of(found, asking),
        rows=rows_of(found, visit),
        pager=pager_of(found, asking),
        total=found.total,
        clear=asking.cleared(),
        columns=_columns(opened, visit, found),
        kept=_kept(visit, asking),
        query=asking.query,
        may_export=may_export,
        may_share=visit.may(SHARE),
        exports=_exports(visit, asking, found.total) if may_export else (),
    )


def _columns(opened: OpenVersion, visit: Visit, found: CaseList) -> tuple[ColumnView, ...]:
    words = Words(opened.workspace, visit.texts)
    hidden = visit.hidden("case")
    shown = {one.name for one in found.columns}
    return tuple(
        ColumnView(name=name, title=words.title(name), is_shown=name in shown)
        for name in LISTED
        if name not in hidden and name != "case_number"
    )


def _kept(visit: Visit, asking: Asking) -> tuple[KeptView, ...]:
    kept = filters_for(visit.viewer.account, visit.who.court, PAGE)
    return tuple(KeptView(kept=one, address=asking.of_kept(one.query)) for one in kept)


def _exports(visit: Visit, asking: Asking, total: int) -> tuple[tuple[str, str, str], ...]:
    """Address, icon and words of each export; long ones say that they go to the background."""
    texts = visit.texts
    is_long = total >= background_rules(settings.TUOBO_CONTENT).rows_from
    late = texts("cases.export.in_background") if is_long else ""
    return (
        (asking.at(reverse("cases:export")), "table", texts("cases.export.xlsx") + late),
        (asking.at(reverse("cases:word")), "file", texts("cases.export.word") + late),
        (asking.at(reverse("cases:print")), "print", texts("cases.export.print")),
    )
