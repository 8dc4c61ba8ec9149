from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tuobo.web"
    label = "web"
