from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfflineConfig(AppConfig):
    name = "frontend.offline"
    label = "page_offline"
    verbose_name = _("Without signal")
