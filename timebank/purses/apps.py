from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PursesConfig(AppConfig):
    name = "timebank.purses"
    label = "purses"
    verbose_name = _("Gifts and the pool")
