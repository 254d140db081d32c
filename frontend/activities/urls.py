"""Addresses of activities."""

from django.urls import path

from frontend.activities import desk, public, reaching, running, signing

app_name = "activities"
urlpatterns = [
    path("", public.show_calendar, name="calendar"),
    path("poster/", public.show_poster, name="poster"),
    path("calendar.ics", public.fetch_feed, name="feed"),
    path("reach/", reaching.show_reach, name="reach"),
    path("run/", running.show_run, name="run"),
    path("run/new/", running.plan, name="new"),
    path("run/<uuid:activity_id>/", desk.show_desk, name="desk"),
    path("run/<uuid:activity_id>/change/", running.change, name="change"),
    path("run/<uuid:activity_id>/turn/", desk.turn, name="turn"),
    path("run/<uuid:activity_id>/list/", desk.show_list, name="paper"),
    path("for/<uuid:id>/", signing.show_elder, name="elder"),
    path("guests/<uuid:guest_id>/", signing.turn_guest, name="guest"),
    path("<uuid:activity_id>/", public.show_activity, name="activity"),
    path("<uuid:activity_id>/seat/", signing.keep_seat, name="seat"),
    path("<uuid:activity_id>/pictures/<uuid:photograph_id>/", public.show_picture, name="picture"),
]
