"""Honours for everybody: who was honoured, whose names are on notice, how to object."""

from django.urls import path

from frontend.honours import certificate, objecting, read

app_name = "honoured"
urlpatterns = [
    path("", read.show_all, name="all"),
    path("rounds/<uuid:round_id>/", read.show_round, name="round"),
    path("rounds/<uuid:round_id>/paper/", read.show_paper, name="paper"),
    path("object/<uuid:candidacy_id>/", objecting.object_once, name="object"),
    path("objections/<str:code>/", objecting.show_objection, name="objection"),
    path("certificates/<str:code>/", certificate.show_certificate, name="certificate"),
    path("certificates/<str:code>/paper/", certificate.show_paper, name="certificate_paper"),
    path("certificates/<str:code>/picture/", certificate.show_picture, name="certificate_picture"),
]
