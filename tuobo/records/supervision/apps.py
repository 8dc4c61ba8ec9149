"""The Django application of reminders."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "tuobo.records.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"
