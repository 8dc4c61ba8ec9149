"""Addresses of the cases."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.cases import export_views, keeping_views, views

app_name = "cases"
urlpatterns = [
    path("", views.listing, name="list"),
    path("print/", export_views.printed, name="print"),
    path("export/", export_views.workbook, name="export"),
    path("word/", export_views.word, name="word"),
    path("columns/", keeping_views.columns, name="columns"),
    path("filters/", keeping_views.keep, name="keep_filter"),
    path("filters/<int:kept>/drop/", keeping_views.drop, name="drop_filter"),
]
