"""The Django application of notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "tuobo.records.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
