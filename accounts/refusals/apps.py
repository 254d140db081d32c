from django.apps import AppConfig


class RefusalsConfig(AppConfig):
    """An app only so that its sentences have a catalogue."""

    name = "accounts.refusals"
    label = "refusals"
