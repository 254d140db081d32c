from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShellConfig(AppConfig):
    name = "frontend.shell"
    label = "page_shell"
    verbose_name = _("Shell")

    def ready(self) -> None:
        """Hear when somebody has chosen a password of their own."""
        from allauth.account.signals import password_changed, password_reset

        from frontend.shell.own_password import note_own_password

        for signal in (password_changed, password_reset):
            signal.connect(note_own_password, dispatch_uid="own_password")
