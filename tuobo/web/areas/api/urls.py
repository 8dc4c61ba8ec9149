"""The addresses of the API, each with the right that its view asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import URLPattern
from ninja.errors import ValidationError

from tuobo.web.areas.api import (
    definitions,
    imports,
    ledgers,
    limits,
    mine,
    programme,
    reports,
    schemas,
    views,
)
from tuobo.web.areas.api.described import DescribedAPI
from tuobo.web.areas.api.words import both, description, summary
from tuobo.web.ui.api_keys import is_personal, tells_of_people
from tuobo.web.ui.failures import not_found, problem
from tuobo.web.ui.guard import needs, open_to_members, right_of
from tuobo.web.ui.visit import PageRequest

ENDPOINTS: tuple[tuple[str, Callable[..., Any], Any, str], ...] = (
    ("/me", views.me, schemas.MeOut, "account"),
    ("/me/desk", mine.desk, mine.DeskOut, "account"),
    ("/me/notices", mine.notices, mine.NoticesOut, "account"),
    ("/data-versions", views.data_versions, list[schemas.VersionOut], "data"),
    ("/imports", imports.import_batches, imports.BatchesOut, "data"),
    ("/imports/{name}", imports.import_batch, imports.OneBatchOut, "data"),
    ("/imports/{name}/issues", imports.import_issues, imports.IssuesOut, "data"),
    ("/health-check", views.health_check, schemas.HealthOut, "figures"),
    ("/indicators/{name}", views.indicator, schemas.IndicatorOut, "figures"),
    ("/cases", views.cases, schemas.CasesOut, "cases"),
    ("/limits", limits.limits, limits.BoardOut, "cases"),
    ("/reminders", limits.reminders_list, limits.RemindersOut, "cases"),
    ("/reminders/{number}", limits.reminder, limits.ReminderOut, "cases"),
    ("/reports", reports.reports, reports.ReportsOut, "reports"),
    ("/reports/{number}", reports.report, reports.OneReportOut, "reports"),
    ("/reports/{number}/figures", reports.report_figures, reports.ReportFiguresOut, "reports"),
    ("/definitions", definitions.definitions, definitions.DefinitionsOut, "definitions"),
    (
        "/definitions/{kind}/{key}",
        definitions.definition,
        definitions.OneDefinitionOut,
        "definitions",
    ),
    ("/programme", programme.programme, programme.ProgrammeOut, "programme"),
    ("/programme/plan", programme.programme_plan, programme.PlanOut, "programme"),
    ("/ledgers", ledgers.ledgers, list[ledgers.LedgerOut], "ledgers"),
    ("/ledgers/{ledger}", ledgers.ledger_entries, ledgers.EntriesOut, "ledgers"),
    ("/ledgers/{ledger}/{entry}", ledgers.ledger_entry, ledgers.EntryOut, "ledgers"),
)
_PROBLEMS = dict.fromkeys((400, 401, 403, 404, 409, 422), schemas.Problem)

app_name = "api"
api = DescribedAPI(
    title="Tuobo",
    version="1",
    description=both("api.about"),
    urls_namespace="api",
    docs_url=None,  # the viewer that comes with the package loads its script from elsewhere
)
api.exception_handler(Http404)(not_found)


@api.exception_handler(ValidationError)
def unreadable(request: PageRequest, error: ValidationError) -> HttpResponse:
    """A parameter that cannot be read: which one, and why."""
    found = error.errors[0]
    name = str(found["loc"][-1])
    sentence = request.visit.texts("api.unreadable", name=name, reason=found["msg"])
    return problem("api.unreadable", sentence, 400)


for _path, _view, _answer, _tag in ENDPOINTS:
    api.default_router.add_api_operation(
        _path,
        ["GET"],
        _view,
        response={200: _answer, **_PROBLEMS},
        url_name=_view.__name__,
        operation_id=_view.__name__,
        summary=summary(_view.__name__),
        description=description(_view.__name__),
        tags=[_tag],
    )


def _told_in_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The package answers other methods with a bare text; here it is a code and a sentence."""

    @wraps(view)
    def answering(request: PageRequest, *args: object, **named: object) -> HttpResponse:
        answer = view(request, *args, **named)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return answer
        told = problem("api.reads_only", request.visit.texts("api.reads_only"), answer.status_code)
        told["Allow"] = answer["Allow"]
        return told

    return answering


def _guarded(pattern: URLPattern) -> URLPattern:
    """The package wraps views; what they ask for must stand on what the resolver finds."""
    rights = {view.__name__: right_of(view) for _, view, _, _ in ENDPOINTS}
    personal = {view.__name__ for _, view, _, _ in ENDPOINTS if is_personal(view)}
    name = str(pattern.name)
    pattern.callback = _told_in_words(pattern.callback)
    mark = needs(rights[name]) if name in rights else open_to_members
    mark(pattern.callback)
    if name in personal:
        tells_of_people(pattern.callback)
    return pattern


urlpatterns = [_guarded(one) for one in api.urls[0] if isinstance(one, URLPattern)]
