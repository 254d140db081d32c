"""Announcements and knowledge, for those who write them."""

from django.urls import path

from frontend.publications import board, write

app_name = "publications"
urlpatterns = [
    path("", board.show_written, name="written"),
    path("new/", write.write, name="new"),
    path("hotline/", write.hotline, name="hotline"),
    path("to-hang-up/", board.to_hang_up, name="to_hang_up"),
    path("<uuid:publication_id>/", board.show_one, name="one"),
    path("<uuid:publication_id>/change/", write.change, name="change"),
    path("<uuid:publication_id>/publish/", board.publish, name="publish"),
    path("<uuid:publication_id>/withdraw/", board.withdraw, name="withdraw"),
    path("<uuid:publication_id>/remind/", board.remind, name="remind"),
    path("<uuid:publication_id>/seen.xlsx", board.take_seen, name="seen"),
    path("<uuid:publication_id>/hang/", board.hang, name="hang"),
]
