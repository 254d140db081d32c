from django.apps import AppConfig


class FoundingConfig(AppConfig):
    name = "services.founding"
    label = "founding"
