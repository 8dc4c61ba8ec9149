"""The index of ledgers, the list of one, its explanation, its export, kept filters."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tuobo.engines.ledgers import Ledger
from tuobo.operations.case_exports.write import DOCX, XLSX, tell_log, write_list
from tuobo.operations.ledgers.exporting import export_of
from tuobo.operations.ledgers.index_groups import grouped
from tuobo.operations.ledgers.listing import Slice
from tuobo.operations.ledgers.standing import Standing, standings
from tuobo.operations.workspace import Workspace
from tuobo.records.accounts.lists import drop_filter, keep_filter
from tuobo.web.areas.ledgers.about import about_page
from tuobo.web.areas.ledgers.downloads import download
from tuobo.web.areas.ledgers.list_page import asking_of, list_page, page_name, sort_of
from tuobo.web.areas.ledgers.pages import IndexCard, IndexGroup, IndexPage
from tuobo.web.areas.ledgers.visiting import desk_of, ledger_crumbs, ledger_of
from tuobo.web.ui.guard import needs
from tuobo.web.ui.hands import hand_of
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.visit import PageRequest, Visit

_OFFICE = "application/vnd.openxmlformats-officedocument."
_MEDIA_TYPES = {XLSX: f"{_OFFICE}spreadsheetml.sheet", DOCX: f"{_OFFICE}wordprocessingml.document"}
_MOST_NAME = 60


@require_safe
@needs("ledgers.view")
def index(request: PageRequest) -> HttpResponse:
    """All ledgers that one may see, with why each is kept."""
    visit, desk = request.visit, desk_of(request)
    found = standings(desk)
    groups: dict[str, list[IndexCard]] = {}
    for group, ledgers in grouped(settings.TUOBO_CONTENT, desk.ledgers()):
        for ledger in ledgers:
            name = visit.texts.pick(group.names) if group else _own_group(ledger, visit)
            groups.setdefault(name, []).append(_card(ledger, found, visit))
    if ended := desk.ended():
        cards = [_card(one, found, visit) for one in ended]
        groups[visit.texts("ledgers.group.ended")] = cards
    page = IndexPage(
        groups=tuple(
            IndexGroup(id=f"group-{at}", name=name, cards=tuple(cards))
            for at, (name, cards) in enumerate(groups.items(), start=1)
        ),
        rehearsal=desk.rehearsal.ledger if desk.rehearsal else "",
        may_define=visit.may("ledgers.define") or visit.may("ledgers.release"),
    )
    return render_page(request, "ledgers/index.html", page, crumbs=ledger_crumbs(visit))


@require_safe
@needs("ledgers.view")
def entries(request: PageRequest, ledger: str) -> HttpResponse:
    """The list of one ledger."""
    desk = desk_of(request)
    definition = ledger_of(desk, ledger)
    page = list_page(request.visit, request.GET, desk, definition)
    crumbs = ledger_crumbs(request.visit, definition)
    return render_page(request, "ledgers/list.html", page, crumbs=crumbs, part="ledgers/_list.html")


@require_safe
@needs("ledgers.view")
def about(request: PageRequest, ledger: str) -> HttpResponse:
    """The ledger explained: reasons, fields, states, clocks, cadences, figures."""
    visit, desk = request.visit, desk_of(request)
    definition = ledger_of(desk, ledger)
    page = about_page(desk, definition, visit.texts)
    here = (visit.texts("ledgers.about"), "")
    crumbs = ledger_crumbs(visit, definition, here)
    return render_page(request, "ledgers/about.html", page, crumbs=crumbs)


@require_safe
@needs("ledgers.export")
def export(request: PageRequest, ledger: str, form: str) -> HttpResponse:
    """Everything that is asked for, as a workbook or a Word file; told in the log."""
    visit, desk = request.visit, desk_of(request)
    definition = ledger_of(desk, ledger)
    if form not in _MEDIA_TYPES:
        raise Http404
    asking = asking_of(visit, request.GET, desk, definition)
    criteria = tuple((one.name, one.value) for one in asking.criteria)
    part = Slice(sort=sort_of(visit, definition))
    made = export_of(desk, definition, asking.asked, part, criteria, visit.texts)
    workspace = Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT)
    with TemporaryDirectory(prefix="tuobo-ledger-") as folder:
        path = Path(folder) / f"{made.title}.{form}"
        rows = write_list(workspace, made, path, form=form, texts=visit.texts)
        tell_log(made, rows, hand=hand_of(visit))
        return download(path.name, path.read_bytes(), _MEDIA_TYPES[form])


@require_POST
@needs("ledgers.view")
def keep(request: PageRequest, ledger: str) -> HttpResponse:
    """Keep the criteria at hand under a name."""
    visit, desk = request.visit, desk_of(request)
    definition = ledger_of(desk, ledger)
    name, query = request.POST.get("name", "").strip(), request.POST.get("query", "")[:2000]
    if not name or len(name) > _MOST_NAME:
        say(request, visit.texts("ledgers.kept.name", most=_MOST_NAME), "bad")
    else:
        is_shared = "is_shared" in request.POST and visit.may("filters.share")
        keep_filter(
            visit.who.id, page_name(definition), name=name, query=query, is_shared=is_shared
        )
        say(request, visit.texts("ledgers.kept.done", name=name))
    return _back_to(definition, query)


@require_POST
@needs("ledgers.view")
def drop(request: PageRequest, ledger: str, kept: int) -> HttpResponse:
    """Drop one of one's own kept filters."""
    desk = desk_of(request)
    definition = ledger_of(desk, ledger)
    if not drop_filter(request.visit.who.id, kept):
        raise Http404
    say(request, request.visit.texts("ledgers.kept.dropped"))
    return _back_to(definition, "")


def _back_to(ledger: Ledger, query: str) -> HttpResponse:
    path = reverse("ledgers:list", args=[ledger.id])
    return redirect(f"{path}?{query}" if query else path)


def _own_group(ledger: Ledger, visit: Visit) -> str:
    """Ledgers of a court's own stand together by the right by which they are seen."""
    group = ledger.rights.see.partition(".")[0]
    code = f"ledgers.group.{group}"
    return visit.texts(code) if visit.texts.has(code) else visit.texts("ledgers.group.other")


def _card(ledger: Ledger, found: dict[str, Standing], visit: Visit) -> IndexCard:
    standing = found.get(ledger.id, Standing())
    return IndexCard(
        id=ledger.id,
        name=visit.texts.pick(ledger.names),
        meaning=visit.texts.pick(ledger.meaning) if ledger.meaning else "",
        reasons=tuple(visit.texts.pick(one.names) for one in ledger.why),
        open_count=standing.open,
        overdue_count=standing.overdue,
        has_cadences=bool(ledger.cadences),
    )
