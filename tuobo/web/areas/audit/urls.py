"""Addresses of the audit explorer."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.audit import proving, views

app_name = "audit"
urlpatterns = [
    path("", views.explorer, name="explorer"),
    path("export/", views.export, name="export"),
    path("verify/", proving.verify, name="verify"),
]
