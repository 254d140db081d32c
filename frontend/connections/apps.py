from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConnectionsPagesConfig(AppConfig):
    name = "frontend.connections"
    label = "page_connections"
    verbose_name = _("Other programs")
