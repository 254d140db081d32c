from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsPagesConfig(AppConfig):
    name = "frontend.incidents"
    label = "page_incidents"
    verbose_name = _("Emergencies")
