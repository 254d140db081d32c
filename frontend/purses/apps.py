from django.apps import AppConfig


class PursePagesConfig(AppConfig):
    name = "frontend.purses"
    label = "purse_pages"
