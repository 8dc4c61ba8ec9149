"""Addresses of imports: batches by name, uploads on their way by number."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.imports import batch_views, upload_views

app_name = "imports"
urlpatterns = [
    path("", batch_views.listing, name="list"),
    path("template/", upload_views.template, name="template"),
    path("new/", upload_views.bring, name="bring"),
    path("uploads/<int:number>/", upload_views.show, name="upload"),
    path("uploads/<int:number>/read/", upload_views.read, name="read"),
    path("uploads/<int:number>/columns/", upload_views.columns, name="columns"),
    path("uploads/<int:number>/check/", upload_views.check, name="check"),
    path("uploads/<int:number>/decide/", upload_views.decide, name="decide"),
    path("uploads/<int:number>/commit/", upload_views.commit, name="commit"),
    path("uploads/<int:number>/discard/", upload_views.discard, name="discard"),
    path("uploads/<int:number>/waiting/<int:file>/", upload_views.waiting, name="waiting"),
    path("batches/<str:name>/", batch_views.show, name="batch"),
    path("batches/<str:name>/undo/", batch_views.undo, name="undo"),
    path("batches/<str:name>/waiting/<int:file>/", batch_views.waiting, name="batch_waiting"),
]
