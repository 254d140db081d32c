from django.apps import AppConfig


class ActivityPagesConfig(AppConfig):
    name = "frontend.activities"
    label = "activity_pages"
