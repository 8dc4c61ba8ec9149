"""Evaluations: list, page, self-check as Word, signed package, and the check of a package."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuobo.core.clock import now
from tuobo.core.errors import StateError
from tuobo.core.parameters import Parameters
from tuobo.operations.programme.comparing import compared
from tuobo.operations.programme.criteria import read_criteria
from tuobo.operations.programme.dossier_text import SELF_CHECK
from tuobo.operations.programme.evaluation import Evaluation, evaluation_of, missing_of
from tuobo.operations.programme.freezing import FrozenCourse, frozen_course
from tuobo.operations.programme.holding import Holding
from tuobo.operations.programme.package import fingerprint, refuse_incomplete
from tuobo.operations.programme.package_in_background import KIND, PackageAsked
from tuobo.operations.programme.text_files import LATEST, FileAsked, text_file
from tuobo.operations.verify_package import check_bytes, flaws_of, told_of, verdict_of
from tuobo.operations.workspace import Workspace
from tuobo.web.areas.evaluation.pages import (
    CheckPage,
    EvaluationPage,
    IndexPage,
    Signing,
    evaluation_page,
    index_page,
)
from tuobo.web.ui.guard import needs, open_to_members
from tuobo.web.ui.ledgers_here import ledgers_here
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.render import render_page
from tuobo.web.ui.said import say
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.started import started
from tuobo.web.ui.visit import PageRequest, Visit, address_with

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAKE = "programme.approve"


@require_safe
@needs("programme.view")
def index(request: PageRequest) -> HttpResponse:
    """All evaluations of the court."""
    visit = request.visit
    page: IndexPage = index_page(_holding(visit).of("evaluation"), visit)
    return render_page(request, "evaluation/index.html", page, crumbs=_crumbs(visit))


@require_safe
@needs("programme.view")
def show(request: PageRequest, entry: int) -> HttpResponse:
    """Stages, criteria and evidence of an evaluation."""
    visit = request.visit
    holding, found, course = _found(visit, entry)
    with open_desk().now(visit.as_of) as opened:
        comparison = compared(opened, course, holding.court, visit.texts)
        read = read_criteria(opened, found, holding.court, visit.texts)
    signing = Signing(
        missing=missing_of(found, course),
        fingerprint=fingerprint(settings.TUOBO_STORE),
        may_make=visit.may(_MAKE),
    )
    page: EvaluationPage = evaluation_page(found, read, comparison, signing, visit)
    crumbs = (*_crumbs(visit), Crumb(name=found.held.title))
    return render_page(request, "evaluation/show.html", page, crumbs=crumbs)


@require_POST
@needs("programme.edit")
def file(request: PageRequest, entry: int) -> HttpResponse:
    """The self-check as a Word file, pre-filled from ledgers and figures."""
    visit = request.visit
    _, found, course = _found(visit, entry)
    asked = FileAsked(
        outline=SELF_CHECK,
        court=visit.place("programme.edit").court,
        ending=".docx",
        baseline=course.baseline_period,
        version=found.data_version or LATEST,
    )
    made = text_file(_workspace(), asked, visit.actor, now())
    return _saved(made.name, made.content, _WORD)


@require_POST
@needs(_MAKE)
def package(request: PageRequest, entry: int) -> HttpResponse:
    """The signed package, made in the background; or at once, what is still missing."""
    visit = request.visit
    holding, found, course = _found(visit, entry)
    try:
        refuse_incomplete(found, course, visit.texts)
    except StateError as error:
        say(request, visit.texts.error(error), "bad")
        return redirect(address_with(reverse("evaluation:show", args=[entry]), visit.carried))
    asked = PackageAsked(court=holding.court, entry=entry)
    return started(visit, KIND, asked, court=holding.court)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def check(request: PageRequest) -> HttpResponse:
    """Check a package that is dropped here; it is read, checked and forgotten."""
    page = _checked(request) if request.method == "POST" else CheckPage()
    crumbs = (Crumb(name=request.visit.texts("evaluation.check.title")),)
    status = 422 if page.problem else 200
    return render_page(request, "evaluation/check.html", page, crumbs=crumbs, status=status)


def _checked(request: PageRequest) -> CheckPage:
    texts, given = request.visit.texts, request.POST.get("fingerprint", "")
    brought = request.FILES.get("package")
    most = Parameters.of(settings.TUOBO_CONTENT).upload.most_megabytes
    if brought is None:
        return CheckPage(problem=texts("evaluation.check.no_file"), fingerprint=given)
    if (brought.size or 0) > most * 1024**2:
        error = StateError("package.too_large", most=most)
        return CheckPage(problem=texts.error(error), fingerprint=given)
    found = check_bytes(brought.read(), fingerprint=given)
    return CheckPage(
        is_checked=True,
        holds=found.holds,
        verdict=verdict_of(found, texts),
        told=tuple(told_of(found, texts)),
        flaws=flaws_of(found, texts),
        files=found.files,
        fingerprint=given,
    )


def _found(visit: Visit, entry: int) -> tuple[Holding, Evaluation, FrozenCourse]:
    holding = _holding(visit)
    found = evaluation_of(holding, entry)
    if found is None:
        raise Http404
    return holding, found, frozen_course(holding, settings.TUOBO_STORE)


def _holding(visit: Visit) -> Holding:
    court = visit.place("programme.view").court
    return Holding(ledgers_here(visit), court, visit.texts)


def _workspace() -> Workspace:
    return Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT)


def _saved(name: str, content: bytes, media_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=name)
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _crumbs(visit: Visit) -> tuple[Crumb, ...]:
    texts = visit.texts
    return (
        Crumb(name=texts("programme.title"), address=reverse("programme:home")),
        Crumb(name=texts("evaluation.title"), address=reverse("evaluation:index")),
    )
