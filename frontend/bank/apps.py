from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BankConfig(AppConfig):
    name = "frontend.bank"
    label = "page_bank"
    verbose_name = _("The bank counter")
