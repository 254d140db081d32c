from django.apps import AppConfig


class SubsidyPagesConfig(AppConfig):
    name = "frontend.subsidies"
    label = "subsidy_pages"
