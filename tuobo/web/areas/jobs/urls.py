"""Addresses of background work."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:number>/", views.show, name="show"),
    path("<int:number>/cancel/", views.cancel, name="cancel"),
    path("<int:number>/again/", views.again, name="again"),
    path("<int:number>/file/", views.file, name="file"),
]
