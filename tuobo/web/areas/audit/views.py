"""Looking into the log, exporting it, proving it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tuobo.core.clock import now
from tuobo.operations.audit_log.in_background import KIND, LogAsked
from tuobo.operations.audit_log.read_log import read_log
from tuobo.operations.workspace import Workspace
from tuobo.web.areas.audit.forms import LogFilter
from tuobo.web.areas.audit.pages import Criterion, ExplorerPage
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.started import started
from tuobo.web.ui.visit import PageRequest, Visit

_CRITERIA = ("text", "family", "kind", "first", "last")


@never_cache
@require_safe
@needs("audit.read")
def explorer(request: PageRequest) -> HttpResponse:
    """A page of the log, newest first; `before` in the address goes on to older events."""
    visit, form = request.visit, LogFilter(request.visit.texts, request.GET)
    before = visit.query.get("before", "")
    log = read_log(
        _workspace(), form.asked(), before=int(before) if before.isdecimal() else None,
        texts=visit.texts, at=now(), actor=visit.actor,
    )  # fmt: skip
    path, kept = reverse("audit:explorer"), _kept(visit)
    page = ExplorerPage(
        form=form,
        log=log,
        criteria=_criteria(form, path, kept),
        older=f"{path}?{urlencode({**kept, 'before': str(log.older)})}" if log.older else "",
        newest=f"{path}?{urlencode(kept)}" if before else "",
        query=urlencode(kept),
        may_export=visit.may("audit.export"),
    )
    crumbs = (Crumb(name=visit.texts("audit.title")),)
    return render_page(
        request, "audit/explorer.html", page, crumbs=crumbs, part="audit/_found.html"
    )


@require_POST
@needs("audit.export")
def export(request: PageRequest) -> HttpResponse:
    """What the filter finds, all of it, as a workbook made in the background."""
    asked = LogFilter(request.visit.texts, request.GET).asked()
    return started(request.visit, KIND, LogAsked.of(asked))


def _workspace() -> Workspace:
    return Workspace(settings.TUOBO_STORE, settings.TUOBO_CONTENT)


def _kept(visit: Visit) -> dict[str, str]:
    return {name: visit.query[name] for name in _CRITERIA if visit.query.get(name)}


def _criteria(form: LogFilter, path: str, kept: dict[str, str]) -> tuple[Criterion, ...]:
    """What was understood; a field that could not be read is marked in the form instead."""
    found = []
    for name, typed in kept.items():
        if name in form.errors:
            continue
        field = form.fields[name]
        words = dict(getattr(field, "choices", ())).get(typed, typed)
        value = str(form.cleaned_data[name]) if name in {"first", "last"} else str(words)
        others = {key: text for key, text in kept.items() if key != name}
        remove = f"{path}?{urlencode(others)}" if others else path
        found.append(Criterion(name=str(field.label), value=value, remove=remove))
    return tuple(found)
