from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "services.publications"
    label = "publications"
    verbose_name = _("Announcements and knowledge")
