from __future__ import annotations

from django.urls import path

from tuobo.web.areas.home import views

app_name = "home"
urlpatterns = [path("", views.health, name="health")]
