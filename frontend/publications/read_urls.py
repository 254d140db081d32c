"""What is published, for everybody."""

from django.urls import path

from frontend.publications import read

app_name = "knowledge"
urlpatterns = [
    path("", read.show_all, name="all"),
    path("<uuid:publication_id>/", read.show_one, name="one"),
    path("<uuid:publication_id>/read/", read.say_read, name="say_read"),
    path("<uuid:publication_id>/paper.pdf", read.show_paper, name="paper"),
]
