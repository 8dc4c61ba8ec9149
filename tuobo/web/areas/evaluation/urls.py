"""Addresses of the evaluation pages."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("", views.index, name="index"),
    path("check/", views.check, name="check"),
    path("<int:entry>/", views.show, name="show"),
    path("<int:entry>/file/", views.file, name="file"),
    path("<int:entry>/package/", views.package, name="package"),
]
