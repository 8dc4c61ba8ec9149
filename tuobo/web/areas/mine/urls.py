"""Addresses of one's own desk and of the calendar feed."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.mine import views

app_name = "mine"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("feed/", views.feed, name="feed"),
    path("feed/make/", views.make, name="make_feed"),
    path("feed/end/", views.end, name="end_feed"),
    path("feed/<str:token>.ics", views.calendar, name="calendar"),
]
