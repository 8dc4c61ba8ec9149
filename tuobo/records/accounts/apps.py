"""The Django app of accounts and roles held."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tuobo.records.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
