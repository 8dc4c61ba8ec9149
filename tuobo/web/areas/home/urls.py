from __future__ import annotations

from django.urls import path

from tuobo.web.areas.home import export_views, views

app_name = "home"
urlpatterns = [
    path("", views.health, name="health"),
    path("matrix/", views.matrix, name="matrix"),
    path("quality/", views.quality, name="quality"),
    path("export/", export_views.workbook, name="export"),
    path("word/", export_views.word, name="word"),
]
