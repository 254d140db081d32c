from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class HonoursPagesConfig(AppConfig):
    name = "frontend.honours"
    label = "page_honours"
    verbose_name = pgettext_lazy("honours", "Honours")
