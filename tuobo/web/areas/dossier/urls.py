"""Addresses of the dossier pages."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.dossier import views

app_name = "dossier"
urlpatterns = [
    path("", views.show, name="show"),
    path("file/<slug:kind>/", views.file, name="file"),
    path("freeze/<int:entry>/", views.freeze, name="freeze"),
    path("recompute/", views.recompute, name="recompute"),
]
