from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesPagesConfig(AppConfig):
    name = "frontend.publications"
    label = "page_publications"
    verbose_name = _("Announcements and knowledge")
