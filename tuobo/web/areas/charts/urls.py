"""The address of the script of charts; it holds the version, so that browsers may keep it."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.charts import views

app_name = "charts"
urlpatterns = [path("<str:version>.js", views.script, name="script")]
