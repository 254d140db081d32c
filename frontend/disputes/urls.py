"""Where both sides of a disputed order say how it was, and an official decides."""

from django.urls import path

from frontend.disputes import pages

app_name = "disputes"
urlpatterns = [
    path("<uuid:order_id>/", pages.show_case, name="case"),
    path("<uuid:order_id>/say/", pages.say, name="say"),
    path("<uuid:order_id>/decide/", pages.decide, name="decide"),
    path("<uuid:order_id>/agree/", pages.agree, name="agree"),
    path("<uuid:order_id>/object/", pages.contest, name="contest"),
    path("<uuid:order_id>/pictures/<uuid:statement_id>/", pages.show_picture, name="picture"),
]
