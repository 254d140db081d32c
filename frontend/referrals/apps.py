from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsPagesConfig(AppConfig):
    name = "frontend.referrals"
    label = "page_referrals"
    verbose_name = _("Referrals")
