"""Help, for people who never read manuals."""

from django.urls import path

from frontend.help import pages

app_name = "help"
urlpatterns = [path("", pages.show_help, name="help")]
