"""Addresses of the pages of one indicator."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.indicators import case_views, views

app_name = "indicators"
urlpatterns = [
    path("<str:name>/", views.months, name="indicator"),
    path("<str:name>/export/", views.workbook, name="export"),
    path("<str:name>/card/", views.card, name="card"),
    path("<str:name>/by/<str:dimension>/", views.by_dimension, name="by"),
    path("<str:name>/companions/", views.companions, name="companions"),
    path("<str:name>/explain/", views.explain, name="explain"),
    path("<str:name>/explain/export/", views.explain_workbook, name="explain_export"),
    path("<str:name>/cases/<str:part>/", case_views.cases, name="cases"),
    path("<str:name>/cases/<str:part>/export/", case_views.workbook, name="cases_export"),
]
