from __future__ import annotations

from django.urls import path

from tuobo.web.areas.account import views

app_name = "account"
urlpatterns = [
    path("login/", views.log_in, name="login"),
    path("logout/", views.log_out, name="logout"),
    path("password/", views.password, name="password"),
    path("language/", views.language, name="language"),
]
