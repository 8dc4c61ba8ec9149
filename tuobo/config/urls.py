"""All addresses of the desk: one include an area, in the order of the menu."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("account/", include("tuobo.web.areas.account.urls")),
    path("", include("tuobo.web.areas.home.urls")),
    path("indicators/", include("tuobo.web.areas.indicators.urls")),
    path("cases/", include("tuobo.web.areas.cases.urls")),
    path("limits/", include("tuobo.web.areas.limits.urls")),
    path("mine/", include("tuobo.web.areas.mine.urls")),
    path("notices/", include("tuobo.web.areas.notices.urls")),
    path("programme/", include("tuobo.web.areas.programme.urls")),
    path("dossier/", include("tuobo.web.areas.dossier.urls")),
    path("evaluation/", include("tuobo.web.areas.evaluation.urls")),
    path("ledgers/", include("tuobo.web.areas.ledgers.urls")),
    path("definitions/", include("tuobo.web.areas.definitions.urls")),
    path("administration/", include("tuobo.web.areas.administration.urls")),
    path("audit/", include("tuobo.web.areas.audit.urls")),
    path("imports/", include("tuobo.web.areas.imports.urls")),
    path("reports/", include("tuobo.web.areas.reports.urls")),
    path("jobs/", include("tuobo.web.areas.jobs.urls")),
    path("charts/", include("tuobo.web.areas.charts.urls")),
    path("", include("tuobo.web.areas.service.urls")),
    path("api/v1/", include("tuobo.web.areas.api.urls")),
]
handler404 = "tuobo.web.ui.failures.not_found"
handler500 = "tuobo.web.ui.failures.our_fault"
