from django.apps import AppConfig


class WindupPagesConfig(AppConfig):
    name = "frontend.windup"
    label = "windup_pages"
