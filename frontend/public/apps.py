from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    name = "frontend.public"
    label = "page_public"
    verbose_name = _("Public")
