"""The first day of a county."""

from django.urls import path

from frontend.founding import pages

app_name = "founding"
urlpatterns = [path("", pages.show_way, name="way"), path("<str:key>/", pages.found, name="found")]
