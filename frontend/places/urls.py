"""Addresses of places."""

from django.urls import path

from frontend.places import keeping, public

app_name = "places"
urlpatterns = [
    path("", public.show_places, name="list"),
    path("<uuid:place_id>/", public.show_place, name="place"),
    path("kept/", keeping.show_kept, name="kept"),
    path("kept/new/", keeping.enter, name="new"),
    path("kept/<uuid:place_id>/", keeping.change, name="change"),
    path("kept/<uuid:place_id>/door/", keeping.turn, name="door"),
]
