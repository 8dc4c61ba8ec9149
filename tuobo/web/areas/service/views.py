"""How the service is; a probe for whatever watches it from outside."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from tuobo.core.clock import now
from tuobo.core.errors import TuoboError
from tuobo.core.texts import Texts
from tuobo.operations.service_health import (
    Check,
    ServiceHealth,
    State,
    is_answering,
    service_health,
)
from tuobo.web.areas.service.pages import CheckView, FailedView, HealthPage
from tuobo.web.ui.guard import needs, open_to_all
from tuobo.web.ui.opened import open_desk
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest


@require_GET
@needs("health.view")
def health(request: PageRequest) -> HttpResponse:
    """Database, disk, data build, background work, backup, versions: no business data."""
    visit = request.visit
    found = service_health(open_desk().workspace, at=now())
    page = HealthPage(
        health=found,
        checks=tuple(_check(one, visit.texts) for one in found.checks),
        failed=_failed(found, visit.texts) if visit.may("jobs.view") else (),
    )
    crumbs = (Crumb(name=visit.texts("service.title")),)
    return render_page(
        request, "service/health.html", page, crumbs=crumbs, part="service/_health.html"
    )


@require_safe
@never_cache
@open_to_all
def probe(request: PageRequest) -> HttpResponse:  # noqa: ARG001 - Django's
    """200 and “ok”, or 503: nothing else is told to whoever asks without a log-in."""
    if is_answering():
        return HttpResponse("ok\n", content_type="text/plain")
    return HttpResponse("unavailable\n", content_type="text/plain", status=503)


def _check(one: Check, texts: Texts) -> CheckView:
    code = f"service.check.{one.code}"
    advice = "" if one.state is State.GOOD else texts(f"{code}.advice")
    return CheckView(
        check=one, name=texts(code), shown=texts(f"{code}.shown", shown=one.shown), advice=advice
    )


def _failed(found: ServiceHealth, texts: Texts) -> tuple[FailedView, ...]:
    """Only the code of the failure: its fields may speak of files and cases."""
    return tuple(
        FailedView(
            id=one.id,
            work=texts(f"job.kind.{one.kind}"),
            login=one.login,
            why=str(TuoboError(one.error)),
            at=one.finished_at,
        )
        for one in found.failed
    )
