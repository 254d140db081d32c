from django.apps import AppConfig


class VisitPagesConfig(AppConfig):
    name = "frontend.visits"
    label = "visit_pages"
