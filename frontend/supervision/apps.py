from django.apps import AppConfig


class SupervisionPagesConfig(AppConfig):
    name = "frontend.supervision"
    label = "supervision_pages"
