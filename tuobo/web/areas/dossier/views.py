"""The dossier: looked at, written as a file, its baseline frozen and recomputed."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from tuobo.core.clock import now
from tuobo.core.errors import TuoboError
from tuobo.operations.programme.baseline import deviations
from tuobo.operations.programme.comparing import compared
from tuobo.operations.programme.dossier import dossier_of
from tuobo.operations.programme.dossier_text import DOSSIER, choice_of, headings_of
from tuobo.operations.programme.freezing import freeze_entry, frozen_course
from tuobo.operations.programme.holding import Holding
from tuobo.operations.programme.text_files import FileAsked, text_file
from tuobo.operations.workspace import Workspace
from tuobo.web.areas.dossier.pages import DossierPage, dossier_page, without_of
from tuobo.web.ui.guard import needs
from tuobo.web.ui.ledgers_here import ledgers_here
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest, Visit, address_with

_KINDS = {
    "word": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "page": (".html", "text/html; charset=utf-8"),
}


@require_safe
@needs("programme.view")
def show(request: PageRequest) -> HttpResponse:
    """The court's dossier."""
    visit = request.visit
    holding = _holding(visit)
    course = frozen_course(holding, settings.TUOBO_STORE)
    with open_desk().now(visit.as_of) as opened:
        comparison = compared(opened, course, holding.court, visit.texts)
    content = settings.TUOBO_CONTENT
    parts = dossier_of(holding, content, without_of(visit, choice_of(content).without))
    page: DossierPage = dossier_page(course, comparison, parts, visit)
    return render_page(request, "dossier/show.html", page, crumbs=_crumbs(visit))


@require_POST
@needs("programme.edit")
def file(request: PageRequest, kind: str) -> HttpResponse:
    """The dossier as a Word file or as a page to be printed."""
    visit = request.visit
    if kind not in _KINDS:
        raise Http404
    ending, media_type = _KINDS[kind]
    course = frozen_course(_holding(visit), settings.TUOBO_STORE)
    without = without_of(visit, choice_of(settings.TUOBO_CONTENT).without)
    asked = FileAsked(
        outline=DOSSIER,
        court=visit.place("programme.edit").court,
        ending=ending,
        baseline=course.baseline_period,
        without=headings_of(settings.TUOBO_CONTENT, without),
    )
    made = text_file(_workspace(), asked, visit.actor, now())
    answer = HttpResponse(made.content, content_type=media_type)
    answer.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=made.name)
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@needs("programme.edit")
def freeze(request: PageRequest, entry: int) -> HttpResponse:
    """Freeze the baseline of a designation or the figures of a phase."""
    visit = request.visit
    try:
        frozen = freeze_entry(ledgers_here(visit), _workspace(), entry)
    except TuoboError as error:
        say(request, visit.texts.error(error), "bad")
    else:
        told = visit.texts(
            "dossier.frozen_now", figures=len(frozen.passports), version=frozen.data_version
        )
        say(request, told)
    return _back(visit)


@require_POST
@needs("programme.view")
def recompute(request: PageRequest) -> HttpResponse:
    """Compute the baseline again from its data version and tell whether it is the same."""
    visit = request.visit
    course = frozen_course(_holding(visit), settings.TUOBO_STORE)
    if course.baseline is None:
        raise Http404
    found = deviations(_workspace(), course.baseline, now())
    texts, count = visit.texts, len(course.baseline.passports)
    if found:
        named = "；".join(f"{one.name} {one.frozen} → {one.now}" for one in found[:5])
        say(request, texts("dossier.deviates", count=len(found), named=named), "bad")
    else:
        say(request, texts("dossier.same", count=count, version=course.baseline.data_version))
    return _back(visit)


def _holding(visit: Visit) -> Holding:
    court = visit.place("programme.view").court
    return Holding(ledgers_here(visit), court, visit.texts)


def _workspace() -> Workspace:
    return Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT)


def _back(visit: Visit) -> HttpResponse:
    return redirect(address_with(reverse("dossier:show"), visit.carried))


def _crumbs(visit: Visit) -> tuple[Crumb, ...]:
    return (
        Crumb(name=visit.texts("programme.title"), address=reverse("programme:home")),
        Crumb(name=visit.texts("dossier.title")),
    )
