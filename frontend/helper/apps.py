from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HelperConfig(AppConfig):
    name = "frontend.helper"
    label = "page_helper"
    verbose_name = _("Helper")
