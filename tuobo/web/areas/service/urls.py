"""Addresses of the service's own health."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.service import views

app_name = "service"
urlpatterns = [
    path("service/", views.health, name="health"),
    path("healthz", views.probe, name="probe"),
]
