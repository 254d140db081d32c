from django.apps import AppConfig


class LoginsConfig(AppConfig):
    name = "accounts.logins"
    label = "logins"
