"""The addresses of the API, each with the right that its view asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.urls import URLPattern
from ninja import NinjaAPI

from tuobo.web.areas.api import ledgers, schemas, views
from tuobo.web.ui.failures import not_found
from tuobo.web.ui.guard import needs, open_to_members, right_of

ENDPOINTS: tuple[tuple[str, Callable[..., Any], Any, str], ...] = (
    ("/me", views.me, schemas.MeOut, "account"),
    ("/data-versions", views.data_versions, list[schemas.VersionOut], "data"),
    ("/health-check", views.health_check, schemas.HealthOut, "figures"),
    ("/indicators/{name}", views.indicator, schemas.IndicatorOut, "figures"),
    ("/cases", views.cases, schemas.CasesOut, "cases"),
    ("/ledgers", ledgers.ledgers, list[ledgers.LedgerOut], "ledgers"),
    ("/ledgers/{ledger}", ledgers.ledger_entries, ledgers.EntriesOut, "ledgers"),
    ("/ledgers/{ledger}/{entry}", ledgers.ledger_entry, ledgers.EntryOut, "ledgers"),
)
_PROBLEMS = dict.fromkeys((400, 401, 403, 404, 409), schemas.Problem)

app_name = "api"
api = NinjaAPI(
    title="Tuobo",
    version="1",
    description="What the pages of the desk show, under the same policy. It only reads.",
    urls_namespace="api",
    docs_url=None,  # the viewer that comes with the package loads its script from elsewhere
)
api.exception_handler(Http404)(not_found)
for _path, _view, _answer, _tag in ENDPOINTS:
    api.default_router.add_api_operation(
        _path,
        ["GET"],
        _view,
        response={200: _answer, **_PROBLEMS},
        url_name=_view.__name__,
        operation_id=_view.__name__,
        tags=[_tag],
    )


def _guarded(pattern: URLPattern) -> URLPattern:
    """The package wraps views; what they ask for must stand on what the resolver finds."""
    rights = {view.__name__: right_of(view) for _, view, _, _ in ENDPOINTS}
    name = str(pattern.name)
    mark = needs(rights[name]) if name in rights else open_to_members
    mark(pattern.callback)
    return pattern


urlpatterns = [_guarded(one) for one in api.urls[0] if isinstance(one, URLPattern)]
