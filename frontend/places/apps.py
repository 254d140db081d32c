from django.apps import AppConfig


class PlacePagesConfig(AppConfig):
    name = "frontend.places"
    label = "place_pages"
