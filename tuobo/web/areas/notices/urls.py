"""Addresses of the inbox."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:number>/", views.follow, name="follow"),
    path("read/", views.read, name="read"),
    path("read/all/", views.read_all, name="read_all"),
]
