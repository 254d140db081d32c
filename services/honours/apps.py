from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "services.honours"
    label = "honours"
