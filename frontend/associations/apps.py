from django.apps import AppConfig


class AssociationsPagesConfig(AppConfig):
    name = "frontend.associations"
    label = "associations_pages"
