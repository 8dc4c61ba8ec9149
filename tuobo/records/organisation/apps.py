"""The Django app of units and people."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "tuobo.records.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
