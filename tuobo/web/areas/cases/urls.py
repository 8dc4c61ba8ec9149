"""Addresses of the cases."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.cases import case_views, export_views, keeping_views, views

app_name = "cases"
urlpatterns = [
    path("", views.listing, name="list"),
    path("print/", export_views.printed, name="print"),
    path("export/", export_views.workbook, name="export"),
    path("word/", export_views.word, name="word"),
    path("columns/", keeping_views.columns, name="columns"),
    path("filters/", keeping_views.keep, name="keep_filter"),
    path("filters/<int:kept>/drop/", keeping_views.drop, name="drop_filter"),
    path("of/<str:number>/", case_views.summary, name="case"),
    path("of/<str:number>/events/", case_views.events, name="events"),
    path("of/<str:number>/limit/", case_views.limit, name="limit"),
    path("of/<str:number>/limit/sheet/", case_views.sheet, name="sheet"),
    path("of/<str:number>/indicators/", case_views.indicators, name="indicators"),
    path("of/<str:number>/history/", case_views.history, name="history"),
    path("of/<str:number>/findings/", case_views.findings, name="findings"),
]
