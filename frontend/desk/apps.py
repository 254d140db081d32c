from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "frontend.desk"
    label = "page_desk"
    verbose_name = _("Phone desk")
