"""The pages as a Django app: templates and static files are found through it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tuobo.web"
    label = "web"
