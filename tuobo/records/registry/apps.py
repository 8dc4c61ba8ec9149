"""The Django application of the registry."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "tuobo.records.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"
