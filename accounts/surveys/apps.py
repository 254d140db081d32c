from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "accounts.surveys"
    label = "surveys"
