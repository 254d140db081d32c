from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "services.supervision"
    label = "supervision"
