from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "accounts.rosters"
    label = "rosters"
