from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "services.dispatch"
    label = "dispatch"
