from django.apps import AppConfig


class HelpPagesConfig(AppConfig):
    name = "frontend.help"
    label = "help_pages"
