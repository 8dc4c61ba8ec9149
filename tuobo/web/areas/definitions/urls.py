"""Addresses of the catalogue of definitions and its trials."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.definitions import views

app_name = "definitions"
urlpatterns = [
    path("", views.catalogue, name="list"),
    path("try/readings/", views.readings, name="try_readings"),
    path("try/indicator/", views.indicator, name="try_indicator"),
    path("<str:kind>/<str:key>/", views.definition, name="definition"),
    path("<str:kind>/<str:key>/compare/", views.comparison, name="compare"),
    path("<str:kind>/<str:key>/file/", views.file, name="file"),
]
