from django.apps import AppConfig


class DisputePagesConfig(AppConfig):
    name = "frontend.disputes"
    label = "dispute_pages"
