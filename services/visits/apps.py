from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "services.visits"
    label = "visits"
