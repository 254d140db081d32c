from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    name = "frontend.messages"
    label = "page_messages"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from frontend.messages.checks import check_senders

        register(check_senders)
