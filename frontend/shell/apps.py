from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShellConfig(AppConfig):
    name = "frontend.shell"
    label = "page_shell"
    verbose_name = _("Shell")
