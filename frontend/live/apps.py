from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiveConfig(AppConfig):
    name = "frontend.live"
    label = "page_live"
    verbose_name = _("Live")
