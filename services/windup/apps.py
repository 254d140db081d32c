from django.apps import AppConfig


class WindupConfig(AppConfig):
    name = "services.windup"
    label = "windup"
