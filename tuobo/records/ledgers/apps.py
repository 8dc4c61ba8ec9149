"""Ledger entries as a Django app."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "tuobo.records.ledgers"
    label = "ledgers"
    default_auto_field = "django.db.models.BigAutoField"
