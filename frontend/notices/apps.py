from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesPagesConfig(AppConfig):
    name = "frontend.notices"
    label = "page_notices"
    verbose_name = _("Announcements and knowledge")
