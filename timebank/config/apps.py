from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    name = "timebank.config"
    label = "config"
    verbose_name = _("Configuration")

    def ready(self) -> None:
        """Refuse an old server at the first connection, with Django's own clear sentence."""
        from django.db.backends.postgresql.features import DatabaseFeatures

        DatabaseFeatures.minimum_database_version = (17,)
