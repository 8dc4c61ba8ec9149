"""Addresses of the health check and the scorecard."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.home import export_views, leaders_views, scorecard_views, views

app_name = "home"
urlpatterns = [
    path("", views.health, name="health"),
    path("matrix/", views.matrix, name="matrix"),
    path("quality/", views.quality, name="quality"),
    path("scorecard/", scorecard_views.scorecard, name="scorecard"),
    path("leaders/", leaders_views.leaders, name="leaders"),
    path("export/", export_views.workbook, name="export"),
    path("word/", export_views.word, name="word"),
]
