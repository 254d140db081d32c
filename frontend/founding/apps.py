from django.apps import AppConfig


class FoundingPagesConfig(AppConfig):
    name = "frontend.founding"
    label = "founding_pages"
