from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HonoursPagesConfig(AppConfig):
    name = "frontend.honours"
    label = "page_honours"
    verbose_name = _("Honours")
