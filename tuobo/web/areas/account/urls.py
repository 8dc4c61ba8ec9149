"""Addresses of one's own account."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.account import api_keys, entering, keys, own, viewing

app_name = "account"
urlpatterns = [
    path("login/", entering.log_in, name="login"),
    path("logout/", entering.log_out, name="logout"),
    path("start/", entering.start, name="start"),
    path("language/", entering.language, name="language"),
    path("password/", keys.password, name="password"),
    path("second-factor/", keys.second_factor, name="second_factor"),
    path("second-factor/new/", keys.second_factor_new, name="second_factor_new"),
    path("own/", own.own, name="own"),
    path("own/sessions/<str:handle>/end/", own.session_end, name="session_end"),
    path("own/keys/", api_keys.api_keys, name="api_keys"),
    path("own/keys/<int:key>/end/", api_keys.api_key_end, name="api_key_end"),
    path("view-as/", viewing.view_as, name="view_as"),
    path("view-as/end/", viewing.view_as_end, name="view_as_end"),
    path("view-as/<str:login>/begin/", viewing.view_as_begin, name="view_as_begin"),
]
